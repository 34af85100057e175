//! Server functions of what a record was put together from.

use domain::merging::{PairShown, SourcesShown};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{filled, form_result, redirect, typed},
    crate::opened::{nothing, opened},
    domain::id::ChildNumber,
    domain::merging::{FindOther, MergeRecords, PartRecords, TakeOff, ViewMerge, ViewSources},
    domain::refusal::{Refusal, Rejection},
    domain::search::child_number,
    registry::{Stopped, merging},
};

/// The form's name.
#[cfg(feature = "ssr")]
const FORM: &str = "merging";

/// What is said where a number leads to no record that one may join: whether there is one is not told
/// (G-DENY).
#[cfg(feature = "ssr")]
const NO_SUCH_RECORD: &str = "Your authority answers for no live record with this number. Check it; if \
     another authority answers for the record, ask it to pass it on first";

/// What a record was put together from, and the forms on its page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct SourcesForm {
    /// The record.
    pub shown: SourcesShown,
    /// What stands in the form.
    pub filled: Filled,
}

/// What a record that this session has open was put together from.
#[server(endpoint = "merging/sources")]
pub(crate) async fn load_sources(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<SourcesForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let shown = user.access(ViewSources { child }, merging::view).await?;
    Ok(SourcesForm {
        shown,
        filled: filled(&user, FORM, returned.as_deref(), Filled::default()).await?,
    })
}

/// Looks for another record of the same child by its number, to be seen beside this one.
#[server(endpoint = "merging/find")]
pub(crate) async fn find(
    #[server(default)] opening: String,
    #[server(default)] number: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let registry::child_record::Opening { child, reason } = opened(&user, &opening).await?;
    let result = match child_number(&number) {
        Err(rejection) => Err(rejection.into()),
        Ok(other) => {
            let act = FindOther {
                child,
                other,
                reason,
            };
            match user.access(act, merging::find).await {
                Err(Stopped::Refused(Refusal::NoSuchRecord)) => {
                    Err(Rejection::of("number", NO_SUCH_RECORD).into())
                }
                result => result,
            }
        }
    };
    let page = format!("/merging/{opening}");
    let fields = typed(&[("number", &number)]);
    if let Some(other) = form_result(&user, FORM, &page, fields, result).await? {
        redirect(&format!("/merging/{opening}/with/{other}"));
    }
    Ok(())
}

/// Two records side by side, and the form on their page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct PairForm {
    /// The records.
    pub shown: PairShown,
    /// What stands in the form.
    pub filled: Filled,
}

/// Two records that this session has open, side by side.
#[server(endpoint = "merging/pair")]
pub(crate) async fn load_pair(
    opening: String,
    other: String,
    #[server(default)] returned: Option<String>,
) -> Result<PairForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let other = opened(&user, &other).await?.child;
    let shown = user
        .access(ViewMerge { child, other }, merging::pair)
        .await?;
    Ok(PairForm {
        shown,
        filled: filled(&user, FORM, returned.as_deref(), Filled::default()).await?,
    })
}

/// Puts two records of one child together.
#[server(endpoint = "merging/merge")]
pub(crate) async fn merge(
    #[server(default)] opening: String,
    #[server(default)] other: String,
    #[server(default)] confirmed: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let goes = opened(&user, &other).await?.child;
    let result = if confirmed == "yes" {
        let act = MergeRecords { child, other: goes };
        user.access(act, merging::merge).await
    } else {
        Err(Rejection::of(
            "confirmed",
            "Tick the box if you are sure that both records are of one child",
        )
        .into())
    };
    let page = format!("/merging/{opening}/with/{other}");
    let fields = typed(&[("confirmed", &confirmed)]);
    if form_result(&user, FORM, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("/merging/{opening}?done=merged"));
    }
    Ok(())
}

/// Parts records again that were put together.
#[server(endpoint = "merging/part")]
pub(crate) async fn part(
    #[server(default)] opening: String,
    #[server(default)] number: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let other = number.parse::<ChildNumber>().map_err(|_| nothing())?;
    let result = user
        .access(PartRecords { child, other }, merging::part)
        .await;
    let page = format!("/merging/{opening}");
    if form_result(&user, FORM, &page, typed(&[]), result)
        .await?
        .is_some()
    {
        redirect(&format!("/merging/{opening}?done=parted"));
    }
    Ok(())
}

/// Takes a source's row off a record that it is not about; goes on to where it is settled.
#[server(endpoint = "merging/take-off")]
pub(crate) async fn take_off_row(
    #[server(default)] opening: String,
    #[server(default)] row: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let act = TakeOff { child, mark: row };
    let result = user.access(act, merging::take_off).await;
    let page = format!("/merging/{opening}");
    if let Some(held) = form_result(&user, FORM, &page, typed(&[]), result).await? {
        redirect(&format!("/quarantine/{held}"));
    }
    Ok(())
}
