//! Server functions of extra rights.

use domain::extra_right::Administrator;
use leptos::prelude::*;

use crate::shown::Shown;

/// The data administrators of one's authority.
#[server(endpoint = "extra-right/list")]
pub(crate) async fn list() -> Result<Vec<Administrator>, Shown> {
    use domain::extra_right::ListExtraRights;
    let user = crate::signed_in::signed_in().await?;
    Ok(user
        .access(ListExtraRights, registry::extra_right::list)
        .await?)
}

/// Gives a right, or takes it back.
#[server(endpoint = "extra-right/set")]
pub(crate) async fn set(
    #[server(default)] hat: String,
    #[server(default)] right: String,
    #[server(default)] given: String,
) -> Result<(), Shown> {
    use crate::opened::nothing;
    use domain::extra_right::{ExtraRight, SetExtraRight};
    let user = crate::signed_in::signed_in().await?;
    let hat = hat.parse().map_err(|_| nothing())?;
    let right = ExtraRight::from_code(&right).ok_or_else(nothing)?;
    let given = given == "yes";
    let act = SetExtraRight { hat, right, given };
    user.access(act, registry::extra_right::set).await?;
    // Which one it was makes the address differ from that after the one before.
    let (done, code) = (if given { "given" } else { "taken" }, right.code());
    crate::form::server::redirect(&format!("/rights?done={done}&of={code}.{hat}"));
    Ok(())
}
