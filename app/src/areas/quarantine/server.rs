//! Server functions of rows in quarantine.

use domain::quarantine::{QuarantinedRow, QuarantinedShown};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{filled, form_result, redirect, typed},
    crate::opened::nothing,
    domain::quarantine::Settlement,
    domain::refusal::Rejection,
    uuid::Uuid,
};

/// The form's name.
#[cfg(feature = "ssr")]
const SETTLE: &str = "settle-quarantined";

/// What is to be settled.
#[server(endpoint = "quarantine/list")]
pub(crate) async fn list() -> Result<Vec<QuarantinedRow>, Shown> {
    use domain::quarantine::ListQuarantine;
    let user = crate::signed_in::signed_in().await?;
    Ok(user
        .access(ListQuarantine, registry::quarantine::list)
        .await?)
}

/// A row and the form on its page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct OpenedRow {
    /// The row.
    pub row: QuarantinedShown,
    /// What stands in the form.
    pub filled: Filled,
}

/// One row.
#[server(endpoint = "quarantine/view")]
pub(crate) async fn load_row(
    row: String,
    #[server(default)] returned: Option<String>,
) -> Result<OpenedRow, Shown> {
    use domain::quarantine::ViewQuarantined;
    let user = crate::signed_in::signed_in().await?;
    let row = row.parse::<Uuid>().map_err(|_| nothing())?;
    let act = ViewQuarantined { row };
    let row = user.access(act, registry::quarantine::view).await?;
    Ok(OpenedRow {
        row,
        filled: filled(&user, SETTLE, returned.as_deref(), Filled::default()).await?,
    })
}

/// Settles whom it is about.
#[server(endpoint = "quarantine/settle")]
pub(crate) async fn settle(
    #[server(default)] row: String,
    #[server(default)] settlement: String,
) -> Result<(), Shown> {
    use domain::quarantine::SettleQuarantined;
    let user = crate::signed_in::signed_in().await?;
    let row = row.parse::<Uuid>().map_err(|_| nothing())?;
    let result = match Settlement::from_code(&settlement) {
        Some(settlement) => {
            let act = SettleQuarantined { row, settlement };
            user.access(act, registry::quarantine::settle).await
        }
        None => Err(Rejection::of("settlement", "Select whom it is about").into()),
    };
    let fields = typed(&[("settlement", &settlement)]);
    let page = format!("/quarantine/{row}");
    if form_result(&user, SETTLE, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("/quarantine?done=settled&of={row}"));
    }
    Ok(())
}
