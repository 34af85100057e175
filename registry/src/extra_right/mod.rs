//! The extra rights of data administrators, which their manager gives and takes back (matrix note 2).

mod sql;

use domain::extra_right::{Administrator, AdministratorBearing, ListExtraRights, SetExtraRight};
use domain::refusal::Refusal;

use crate::door::{Access, KnownAct, Stopped, admit, sealed};

admit!(ListExtraRights);

/// The data administrators of one's authority.
pub async fn list(access: &mut Access<ListExtraRights>) -> Result<Vec<Administrator>, Stopped> {
    let authority = access.hat()?.local_authority.clone();
    let authority = authority.ok_or(Refusal::Role)?;
    Ok(sql::administrators(access.connection(), &authority).await?)
}

impl sealed::Sealed for SetExtraRight {}

impl KnownAct for SetExtraRight {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<AdministratorBearing>, Stopped> {
        let hat = access.act().hat;
        Ok(sql::bearing(access.connection(), hat).await?)
    }
}

/// Gives or takes a right. Sessions are checked whole at each request: the next one has it, or not.
pub async fn set(access: &mut Access<SetExtraRight>) -> Result<(), Stopped> {
    let &SetExtraRight { hat, right, given } = access.act();
    sql::set(access.connection(), hat, right, given).await?;
    Ok(())
}
