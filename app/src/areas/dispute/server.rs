//! Server functions of disputes.

use domain::dispute::{DisputeDetail, DisputeListed, RecordDisputes};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{date, filled, form_result, redirect, typed},
    crate::opened::{nothing, opened},
    crate::picked::server::keep_picked,
    domain::best_view::Item,
    domain::dispute::{
        DisputedItem, ListDisputes, MarkDisputed, Outcome, SettleDispute, ViewDispute, ViewDisputes,
    },
    domain::refusal::{Problem, Rejection},
    domain::updating::Subject,
    registry::Stopped,
    registry::dispute::{self, Settling},
    uuid::Uuid,
};

/// The names of the forms.
#[cfg(feature = "ssr")]
const MARK: &str = "mark-disputed";
#[cfg(feature = "ssr")]
const SETTLE: &str = "settle-dispute";

/// The open disputes of the reader's authority's records.
#[server(endpoint = "dispute/list")]
pub(crate) async fn load_list(
    #[server(default)] show: Option<String>,
) -> Result<Vec<DisputeListed>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let mut list = user.access(ListDisputes, dispute::list).await?;
    keep_picked(&user, show.as_deref(), &mut list);
    Ok(list)
}

/// The disputes of a record, and the form on their page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct MarkForm {
    /// The disputes.
    pub shown: RecordDisputes,
    /// What stands in the form.
    pub filled: Filled,
}

/// The disputes of a record that this session has open.
#[server(endpoint = "dispute/record")]
pub(crate) async fn load_record(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<MarkForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let act = ViewDisputes { child };
    Ok(MarkForm {
        shown: user.access(act, dispute::of_record).await?,
        filled: filled(&user, MARK, returned.as_deref(), Filled::default()).await?,
    })
}

/// Reads a code and a date of a form; says what is missing of either.
#[cfg(feature = "ssr")]
fn read<T>(
    code: Option<T>,
    no_code: Problem,
    date: Result<chrono::NaiveDate, Problem>,
) -> Result<(T, chrono::NaiveDate), Stopped> {
    match (code.ok_or(no_code), date) {
        (Ok(code), Ok(date)) => Ok((code, date)),
        (code, date) => {
            let problems = code.err().into_iter().chain(date.err());
            Err(Rejection(problems.collect()).into())
        }
    }
}

/// Marks an item as disputed.
#[server(endpoint = "dispute/mark")]
pub(crate) async fn mark(
    #[server(default)] opening: String,
    #[server(default)] item: String,
    #[server(default)] opened_day: String,
    #[server(default)] opened_month: String,
    #[server(default)] opened_year: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let message = "Enter the date of the dispute, like 27 3 2026";
    let day = date("opened", &opened_day, &opened_month, &opened_year, message);
    let no_item = Problem::new("item", "Select what is disputed");
    let result = match read(DisputedItem::from_code(&item), no_item, day) {
        Ok((item, opened)) => {
            let act = MarkDisputed {
                child,
                item,
                opened,
            };
            user.access(act, dispute::mark).await
        }
        Err(stopped) => Err(stopped),
    };
    let page = format!("/disputes/record/{opening}");
    let fields = typed(&[
        ("item", &item),
        ("opened_day", &opened_day),
        ("opened_month", &opened_month),
        ("opened_year", &opened_year),
    ]);
    if form_result(&user, MARK, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("/disputes/record/{opening}?done=marked"));
    }
    Ok(())
}

/// One dispute, and the form on its page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct SettleForm {
    /// The dispute.
    pub shown: DisputeDetail,
    /// What stands in the form.
    pub filled: Filled,
}

/// The name of a dispute in an address.
#[cfg(feature = "ssr")]
fn named(dispute: &str) -> Result<Uuid, Shown> {
    dispute.parse().map_err(|_| nothing())
}

/// One dispute.
#[server(endpoint = "dispute/view")]
pub(crate) async fn load_dispute(
    dispute: String,
    #[server(default)] returned: Option<String>,
) -> Result<SettleForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let act = ViewDispute {
        dispute: named(&dispute)?,
    };
    Ok(SettleForm {
        shown: user.access(act, dispute::view).await?,
        filled: filled(&user, SETTLE, returned.as_deref(), Filled::default()).await?,
    })
}

/// Where a detail is set right in a record that is open: a list on the page where its part is chosen.
#[cfg(feature = "ssr")]
fn to_change(opening: &str, item: Option<Item>) -> String {
    match item {
        Some(item) if !Subject::is_list(item) => format!("/updating/{opening}/{}", item.code()),
        _ => format!("/updating/{opening}"),
    }
}

/// Settles a dispute; if the record was wrong, leads to where it is set right.
#[server(endpoint = "dispute/settle")]
pub(crate) async fn settle(
    #[server(default)] dispute: String,
    #[server(default)] outcome: String,
    #[server(default)] settled_day: String,
    #[server(default)] settled_month: String,
    #[server(default)] settled_year: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let id = named(&dispute)?;
    let message = "Enter the date on which it was settled, like 27 3 2026";
    let day = date(
        "settled",
        &settled_day,
        &settled_month,
        &settled_year,
        message,
    );
    let no_outcome = Problem::new("outcome", "Select how the dispute was settled");
    let result = match read(Outcome::from_code(&outcome), no_outcome, day) {
        Ok((outcome, settled)) => {
            let act = SettleDispute {
                dispute: id,
                settled,
                outcome,
            };
            user.access(act, dispute::settle).await
        }
        Err(stopped) => Err(stopped),
    };
    let page = format!("/disputes/{id}");
    let fields = typed(&[
        ("outcome", &outcome),
        ("settled_day", &settled_day),
        ("settled_month", &settled_month),
        ("settled_year", &settled_year),
    ]);
    match form_result(&user, SETTLE, &page, fields, result).await? {
        Some(Settling::Done) => redirect("/disputes?done=settled"),
        Some(Settling::ToChange(opening, item)) => {
            let form = to_change(&opening.to_string(), item.shown());
            redirect(&format!("{form}?done=settled"));
        }
        None => {}
    }
    Ok(())
}
