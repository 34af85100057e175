//! Server functions of children not receiving education.

use domain::listed::Listed;
use domain::not_receiving_education::{RunReason, WithoutSetting};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{filled, form_result, redirect, typed},
    crate::opened::nothing,
    domain::listed::Page,
    domain::not_receiving_education::{
        ListNotReceivingEducation, ListShieldedNotReceivingEducation, OpenListed,
        ScheduleNotReceivingEducation, ViewSchedule,
    },
    domain::refusal::Rejection,
    registry::SignedIn,
    registry::not_receiving_education as education,
};

/// The form's name.
#[cfg(feature = "ssr")]
const RUN: &str = "not-receiving-education";

/// Where it is asked why the list is run.
pub(super) const START: &str = "/not-receiving-education";

/// What the first page shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Started {
    /// Whether officers are reminded each month.
    pub monthly: bool,
    /// What stands in the form.
    pub filled: Filled,
}

/// The first page: why the list is run, and whether it is asked for each month.
#[server(endpoint = "not-receiving-education/start")]
pub(crate) async fn load_start(
    #[server(default)] returned: Option<String>,
) -> Result<Started, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(Started {
        monthly: user.access(ViewSchedule, education::schedule).await?,
        filled: filled(&user, RUN, returned.as_deref(), Filled::default()).await?,
    })
}

/// Has officers reminded of the list each month, or not any more.
#[server(endpoint = "not-receiving-education/schedule")]
pub(crate) async fn set_schedule(#[server(default)] monthly: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let act = ScheduleNotReceivingEducation {
        monthly: monthly == "yes",
    };
    user.access(act, education::set_schedule).await?;
    redirect(&format!("{START}?done=scheduled"));
    Ok(())
}

/// The reason that an address or a form gives; none where it leads back to where one is asked for.
#[cfg(feature = "ssr")]
async fn reason(user: &SignedIn, code: &str) -> Result<Option<RunReason>, Shown> {
    let given = RunReason::from_code(code).ok_or_else(|| {
        let message = "Select why you are looking at the list";
        Rejection::of("reason", message).into()
    });
    form_result(user, RUN, START, typed(&[]), given).await
}

/// Part of a list, and why it was run.
pub(crate) type Run = (RunReason, Listed<WithoutSetting>);

/// The list of children who are not shielded; none where the reason is to be given first.
#[server(endpoint = "not-receiving-education/list")]
pub(crate) async fn load_list(
    #[server(default)] reason: String,
    #[server(default)] page: Option<String>,
) -> Result<Option<Run>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let Some(reason) = self::reason(&user, &reason).await? else {
        return Ok(None);
    };
    let page = Page::parse(page.as_deref());
    let act = ListNotReceivingEducation { reason, page };
    let listed = user.access(act, education::list).await?;
    Ok(Some((reason, listed)))
}

/// The list of those who are.
#[server(endpoint = "not-receiving-education/shielded")]
pub(crate) async fn load_shielded(
    #[server(default)] reason: String,
    #[server(default)] page: Option<String>,
) -> Result<Option<Run>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let Some(reason) = self::reason(&user, &reason).await? else {
        return Ok(None);
    };
    let page = Page::parse(page.as_deref());
    let act = ListShieldedNotReceivingEducation { reason, page };
    let listed = user.access(act, education::list_shielded).await?;
    Ok(Some((reason, listed)))
}

/// Opens a record that stands on the list.
#[server(endpoint = "not-receiving-education/open")]
pub(crate) async fn open(
    #[server(default)] child: String,
    #[server(default)] reason: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = child.parse().map_err(|_| nothing())?;
    let reason = RunReason::from_code(&reason).ok_or_else(nothing)?;
    let act = OpenListed { child, reason };
    let opening = user.access(act, education::open).await?;
    redirect(&format!("/child-record/{opening}"));
    Ok(())
}
