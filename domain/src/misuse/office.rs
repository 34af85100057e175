//! Who looks into it (D-35, MIS-04): never the person concerned, nor their own office.

use crate::id::{AccountId, LocalAuthorityCode, OrganisationId};
use crate::refusal::Refusal;
use crate::standing::{Hat, Role, Standing};

/// Where it is looked into. It follows from the hats that whoever it is about holds now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Office {
    /// With an authority: its account administrators, and from a case on its manager.
    Authority(LocalAuthorityCode),
    /// With a national partner's own administrators (PRT-05).
    Partner(OrganisationId),
    /// With the central team: whatever is about a manager or an account administrator.
    CentralTeam,
}

/// What bears on an investigation; none where there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvestigationBearing {
    /// Where it is looked into.
    pub office: Office,
    /// The body of whoever it is about.
    pub organisation: Option<OrganisationId>,
    /// Whom it is about, where that is known.
    pub subject: Option<AccountId>,
    /// Whether they administer their body's accounts.
    pub administers: bool,
    /// Whether it names whoever looks, while nobody has said whose account it is about.
    pub names_reader: bool,
    /// The user who reported or entered it.
    pub reporter: Option<AccountId>,
    /// Whether a case was opened.
    pub case_opened: bool,
}

impl InvestigationBearing {
    /// Whether a hat belongs to the office that looks into it.
    fn is_with(&self, hat: &Hat) -> bool {
        match (&self.office, hat.role) {
            (Office::CentralTeam, Role::CentralTeam) => true,
            (Office::Authority(own), Role::LocalAuthorityManager) => {
                hat.local_authority.as_ref() == Some(own)
            }
            (Office::Authority(own), Role::AccountAdministrator) => {
                hat.local_authority.as_ref() == Some(own) && !self.case_opened
            }
            (Office::Authority(_), Role::PartnerAdministrator) => {
                self.organisation == Some(hat.organisation)
                    && !self.administers
                    && !self.case_opened
            }
            (Office::Partner(own), Role::PartnerAdministrator) => {
                *own == hat.organisation && !self.administers
            }
            _ => false,
        }
    }

    /// Whether somebody decides about it.
    pub fn is_decided_by(&self, standing: &Standing) -> bool {
        decides(standing, Some(self)).is_ok()
    }
}

/// Whether somebody looks into how accounts are used at all (matrix row 51).
pub(super) fn looks_into_use(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(role) if role.looks_into_use() => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// Whether somebody looks into one investigation.
pub(super) fn handles(
    standing: &Standing,
    bearing: Option<&InvestigationBearing>,
) -> Result<(), Refusal> {
    looks_into_use(standing)?;
    let investigation = bearing.ok_or(Refusal::NoSuchRecord)?;
    let concerned = match investigation.subject {
        Some(subject) => standing.account() == Some(subject),
        None => investigation.names_reader,
    };
    match standing.hat() {
        Some(hat) if !concerned && investigation.is_with(hat) => Ok(()),
        _ => Err(Refusal::NotYours),
    }
}

/// Whether somebody decides about it: whoever reported or entered it does not (MIS-07). While nobody knows whom it
/// is about, in an authority its manager alone does (MIS-04).
pub(super) fn decides(
    standing: &Standing,
    bearing: Option<&InvestigationBearing>,
) -> Result<(), Refusal> {
    handles(standing, bearing)?;
    let investigation = bearing.ok_or(Refusal::NoSuchRecord)?;
    let reported = investigation.reporter.is_some() && investigation.reporter == standing.account();
    let managers =
        investigation.subject.is_none() && matches!(investigation.office, Office::Authority(_));
    if reported || (managers && standing.role() != Some(Role::LocalAuthorityManager)) {
        return Err(Refusal::NotYours);
    }
    Ok(())
}

/// Whether it is about whoever acts.
pub(super) fn concerns(
    standing: &Standing,
    bearing: Option<&InvestigationBearing>,
) -> Result<(), Refusal> {
    let account = standing.role().and(standing.account());
    let account = account.ok_or(Refusal::SignedOut)?;
    let investigation = bearing.ok_or(Refusal::NoSuchRecord)?;
    if investigation.subject == Some(account) {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}
