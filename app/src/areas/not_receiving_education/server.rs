//! Server functions of children not receiving education.

use domain::listed::Listed;
use domain::not_receiving_education::WithoutSetting;
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
        RunNotReceivingEducation, RunReason, ScheduleNotReceivingEducation, ViewSchedule,
    },
    domain::refusal::Rejection,
    registry::not_receiving_education as education,
    uuid::Uuid,
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
    let monthly = match monthly.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Shown::Unreadable),
    };
    let act = ScheduleNotReceivingEducation { monthly };
    user.access(act, education::set_schedule).await?;
    redirect(&format!("{START}?done=scheduled"));
    Ok(())
}

/// Keeps why the list is looked at, and leads there.
#[server(endpoint = "not-receiving-education/run")]
pub(crate) async fn run(#[server(default)] reason: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let result = match RunReason::from_code(&reason) {
        Some(reason) => {
            user.access(RunNotReceivingEducation { reason }, education::run)
                .await
        }
        // Whoever may not look is told so before what to mend.
        None => match user.access(ViewSchedule, education::schedule).await {
            Ok(_) => {
                let message = "Select why you are looking at the list";
                Err(Rejection::of("reason", message).into())
            }
            Err(stopped) => Err(stopped),
        },
    };
    if let Some(run) = form_result(&user, RUN, START, typed(&[]), result).await? {
        redirect(&format!("{START}/{run}"));
    }
    Ok(())
}

/// A run's name in an address.
#[cfg(feature = "ssr")]
fn named(run: &str) -> Result<Uuid, Shown> {
    run.parse().map_err(|_| nothing())
}

/// The list of children who are not shielded.
#[server(endpoint = "not-receiving-education/list")]
pub(crate) async fn load_list(
    run: String,
    #[server(default)] page: Option<String>,
) -> Result<Listed<WithoutSetting>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let act = ListNotReceivingEducation {
        run: named(&run)?,
        page: Page::parse(page.as_deref()),
    };
    Ok(user.access(act, education::list).await?)
}

/// The list of those who are.
#[server(endpoint = "not-receiving-education/shielded")]
pub(crate) async fn load_shielded(
    run: String,
    #[server(default)] page: Option<String>,
) -> Result<Listed<WithoutSetting>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let act = ListShieldedNotReceivingEducation {
        run: named(&run)?,
        page: Page::parse(page.as_deref()),
    };
    Ok(user.access(act, education::list_shielded).await?)
}

/// Opens a record that stands on the list.
#[server(endpoint = "not-receiving-education/open")]
pub(crate) async fn open(
    #[server(default)] run: String,
    #[server(default)] child: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = child.parse().map_err(|_| nothing())?;
    let act = OpenListed {
        child,
        run: named(&run)?,
    };
    let opening = user.access(act, education::open).await?;
    redirect(&format!("/child-record/{opening}"));
    Ok(())
}
