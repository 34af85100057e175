//! Where people complain (CMP-04): set by an authority's manager, read by everyone.

use domain::complaint::{PublishedOffice, SetOffice};
use domain::refusal::Refusal;

use super::sql;
use crate::door::{Access, Stopped, admit};
use crate::registry::Registry;

admit!(SetOffice);

/// Sets how one's authority's complaints manager is reached, and whether it looks at its answers again.
pub async fn set_office(access: &mut Access<SetOffice>) -> Result<(), Stopped> {
    let own = access.hat()?.local_authority.clone().ok_or(Refusal::Role)?;
    let office = access.act().office.clone();
    Ok(sql::set_office(access.connection(), &own, &office).await?)
}

impl Registry {
    /// Where people complain in each authority's area, for whoever reads the procedure. It is published, and
    /// about nobody: reading it is no act.
    pub async fn complaints_offices(&self) -> Result<Vec<PublishedOffice>, Stopped> {
        Ok(sql::published(self.pool()).await?)
    }
}
