//! From whom somebody recording can choose.

use domain::holder::HolderChoices;
use domain::id::OrganisationId;
use domain::refusal::Refusal;
use domain::standing::Role;

use super::sql;
use crate::door::{SignedIn, Stopped};

impl SignedIn {
    /// The services and people of one's own organisation; for those who answer for an authority's
    /// records the organisations of that authority, and the services and people of the one chosen.
    /// None where an organisation was chosen that is not theirs to choose. Reference data: nothing
    /// of any child. Sensitive services and their lines are offered to their own practitioners
    /// alone (SENS-04).
    pub async fn holder_choices(
        &self,
        chosen: Option<OrganisationId>,
    ) -> Result<Option<HolderChoices>, Stopped> {
        let hat = self.standing().hat().ok_or(Refusal::Role)?;
        let account = self.standing().account().ok_or(Refusal::Role)?;
        let pool = self.caller().registry().pool();
        let mut choices = HolderChoices::default();
        if hat.role.manages_records() {
            let authority = hat.local_authority.as_ref().ok_or(Refusal::NotYours)?;
            choices.organisations = sql::organisations(pool, authority).await?;
            choices.organisation = chosen;
            let theirs = |id| choices.organisations.iter().any(|other| other.id == id);
            if chosen.is_some_and(|id| !theirs(id)) {
                return Ok(None);
            }
        } else {
            choices.organisation = Some(hat.organisation);
            choices.oneself = true;
        }
        if let Some(organisation) = choices.organisation {
            let sensitive = hat.role == Role::SensitiveServicePractitioner;
            choices.services = sql::services(pool, organisation, sensitive).await?;
            choices.colleagues = sql::colleagues(pool, organisation, account).await?;
            if sensitive {
                choices.lines = sql::lines(pool, organisation).await?;
            }
        }
        Ok(Some(choices))
    }
}
