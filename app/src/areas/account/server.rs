//! Server functions of one's own account.

use domain::account::MyAccount;
use leptos::prelude::*;

use crate::shown::Shown;

/// One's own account, with activity before a moment; the latest where none is given.
#[server(endpoint = "account/view")]
pub(crate) async fn view_my_account(
    #[server(default)] before: Option<String>,
) -> Result<MyAccount, Shown> {
    use domain::account::ViewMyAccount;
    let user = crate::signed_in::signed_in().await?;
    let before = before.and_then(|text| text.parse().ok());
    Ok(user
        .access(ViewMyAccount { before }, registry::account::view)
        .await?)
}
