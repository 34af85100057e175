//! Server functions of rows in quarantine.

use domain::quarantine::{QuarantinedRow, QuarantinedShown, ReviewsWaiting};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{filled, form_result, redirect, typed},
    crate::opened::nothing,
    domain::id::LocalAuthorityCode,
    domain::quarantine::Settlement,
    domain::refusal::Rejection,
    uuid::Uuid,
};

/// The names of forms.
#[cfg(feature = "ssr")]
const SETTLE: &str = "settle-quarantined";
#[cfg(feature = "ssr")]
const TARGET: &str = "review-target";

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

/// What waits at each authority, and the form on that page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct TargetsForm {
    /// Authorities by name.
    pub waiting: Vec<ReviewsWaiting>,
    /// What stands in the form.
    pub filled: Filled,
}

/// What waits at each authority.
#[server(endpoint = "review-targets/view")]
pub(crate) async fn load_targets(
    #[server(default)] returned: Option<String>,
) -> Result<TargetsForm, Shown> {
    use domain::quarantine::ViewReviewTargets;
    let user = crate::signed_in::signed_in().await?;
    let waiting = user.access(ViewReviewTargets, registry::quarantine::targets);
    Ok(TargetsForm {
        waiting: waiting.await?,
        filled: filled(&user, TARGET, returned.as_deref(), Filled::default()).await?,
    })
}

/// Sets within how many working days an authority settles a doubtful row.
#[server(endpoint = "review-targets/set")]
pub(crate) async fn set_target(
    #[server(default)] local_authority: String,
    #[server(default)] working_days: String,
) -> Result<(), Shown> {
    use domain::quarantine::{ReviewTarget, SetReviewTarget};
    let user = crate::signed_in::signed_in().await?;
    let result = match ReviewTarget::read(&working_days) {
        Ok(target) => {
            let act = SetReviewTarget {
                local_authority: LocalAuthorityCode(local_authority.clone()),
                target,
            };
            user.access(act, registry::quarantine::set_target).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let fields = typed(&[
        ("local_authority", &local_authority),
        ("working_days", &working_days),
    ]);
    if form_result(&user, TARGET, "/review-targets", fields, result)
        .await?
        .is_some()
    {
        redirect("/review-targets?done=set");
    }
    Ok(())
}
