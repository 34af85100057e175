//! What an authority sets about its shields (SHLD-07, T-27).

use domain::act::Act;
use domain::id::LocalAuthorityCode;
use domain::refusal::Refusal;
use domain::shielding::{SetShieldSettings, ShieldSettings, ViewShieldSettings};

use super::sql;
use crate::door::{Access, Stopped, admit};

admit!(ViewShieldSettings, SetShieldSettings);

/// The authority of whoever acts.
fn own<A: Act>(access: &Access<A>) -> Result<LocalAuthorityCode, Stopped> {
    let authority = access.hat()?.local_authority.clone();
    Ok(authority.ok_or(Refusal::Role)?)
}

/// What one's authority has set, or what holds where it has set nothing.
pub async fn view_settings(
    access: &mut Access<ViewShieldSettings>,
) -> Result<ShieldSettings, Stopped> {
    let authority = own(access)?;
    let settings = sql::settings(access.connection(), &authority).await?;
    Ok(settings.unwrap_or_default())
}

/// Sets it.
pub async fn set_settings(access: &mut Access<SetShieldSettings>) -> Result<(), Stopped> {
    let (authority, fresh) = (own(access)?, access.chance().uuid());
    let settings = access.act().settings.clone();
    sql::set_settings(access.connection(), &authority, fresh, &settings).await?;
    Ok(())
}
