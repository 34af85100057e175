//! Server functions of common assessments.

use domain::child_record::CafShown;
use domain::holder::HolderChoices;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::holder::HolderTyped;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::holder::server::{date, fresh, load, read},
    crate::opened::nothing,
    domain::id::OpeningId,
    registry::Stopped,
};

/// The name under which the form comes back.
#[cfg(feature = "ssr")]
const FORM: &str = "record-caf";

/// What the page for recording who holds an assessment shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct CafForm {
    /// The child's name.
    pub child: String,
    /// Whether the record is shielded, and so shows nothing.
    pub shielded: bool,
    /// What the record shows (CAF-03).
    pub caf: Option<CafShown>,
    /// From whom to choose.
    pub choices: HolderChoices,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form for recording who holds an assessment of a child whose record is open.
#[server(endpoint = "caf/form")]
pub(crate) async fn load_caf_form(
    opening: String,
    #[server(default)] organisation: Option<String>,
    #[server(default)] returned: Option<String>,
) -> Result<CafForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let today = domain::clock::london_date(user.standing().now);
    let dates = [
        ["undertaken_day", "undertaken_month", "undertaken_year"],
        ["given_day", "given_month", "given_year"],
    ];
    let fresh = fresh(dates, today);
    let filled = crate::form::server::filled(&user, FORM, returned.as_deref(), fresh).await?;
    let loaded = load(&user, &opening, organisation, filled).await?;
    Ok(CafForm {
        child: loaded.child,
        shielded: loaded.record.is_none(),
        caf: loaded.record.and_then(|record| record.caf),
        choices: loaded.choices,
        filled: loaded.filled,
    })
}

/// Records who holds an assessment of a child whose record is open.
#[server(endpoint = "caf/record")]
pub(crate) async fn record(
    #[server(default)] opening: String,
    #[server(default)] undertaken_day: String,
    #[server(default)] undertaken_month: String,
    #[server(default)] undertaken_year: String,
    #[server(flatten)] holder: HolderTyped,
) -> Result<(), Shown> {
    use domain::caf::RecordCaf;
    let user = crate::signed_in::signed_in().await?;
    let opening = opening.parse::<OpeningId>().map_err(|_| nothing())?;
    let child = user.opening(opening).await?.ok_or_else(nothing)?.child;
    let page = format!("/child-record/{opening}/record-caf");
    let parts = [undertaken_day.as_str(), &undertaken_month, &undertaken_year];
    let mut typed = crate::form::server::fields(&holder);
    let names = ["undertaken_day", "undertaken_month", "undertaken_year"];
    typed.extend(
        names
            .into_iter()
            .zip(parts)
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    let result = match read(&user, &holder, date("undertaken", parts)).await? {
        Ok((holder, undertaken)) => {
            let act = RecordCaf {
                child,
                undertaken,
                holder,
            };
            user.access(act, registry::caf::record).await
        }
        Err(rejection) => Err(Stopped::Rejected(rejection)),
    };
    let done = crate::form::server::form_result(&user, FORM, &page, typed, result).await?;
    if let Some(recorded) = done {
        let code = match (recorded.older, recorded.without_account) {
            (true, _) => "caf-older",
            (false, true) => "caf-apply",
            (false, false) => "caf-recorded",
        };
        crate::form::server::redirect(&format!("/child-record/{opening}?done={code}"));
    }
    Ok(())
}

/// Takes an entry off a record that is open.
#[server(endpoint = "caf/clear")]
pub(crate) async fn clear(
    #[server(default)] opening: String,
    #[server(default)] caf: String,
) -> Result<(), Shown> {
    use domain::caf::ClearCaf;
    let user = crate::signed_in::signed_in().await?;
    let opening = opening.parse::<OpeningId>().map_err(|_| nothing())?;
    let child = user.opening(opening).await?.ok_or_else(nothing)?.child;
    let caf = caf.parse().map_err(|_| nothing())?;
    user.access(ClearCaf { child, caf }, registry::caf::clear)
        .await?;
    crate::form::server::redirect(&format!("/child-record/{opening}?done=caf-cleared"));
    Ok(())
}
