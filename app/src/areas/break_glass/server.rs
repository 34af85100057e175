//! Server functions of breaking the glass.

use domain::break_glass::GlassDesk;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{filled, form_result, redirect, typed},
    crate::opened::nothing,
    domain::archive::CaseReference,
    domain::break_glass::{
        AgreeToBreak, AskToBreak, DeclineToBreak, GlassReason, GlassTime, ListGlass, SetGlassTime,
    },
    domain::id::{ChildNumber, GlassId},
    domain::refusal::{Problem, Rejection},
    registry::{SignedIn, Stopped},
};

/// The names of forms.
#[cfg(feature = "ssr")]
const ASK: &str = "break-glass";
#[cfg(feature = "ssr")]
const TIME: &str = "break-glass-time";

/// The page and the forms on it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct DeskShown {
    /// What waits and what is open.
    pub desk: GlassDesk,
    /// What stands in the form for asking.
    pub ask: Filled,
    /// What stands in the form for the time.
    pub time: Filled,
}

/// The page.
#[server(endpoint = "break-glass/desk")]
pub(crate) async fn load_desk(
    #[server(default)] returned: Option<String>,
) -> Result<DeskShown, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let desk = user.access(ListGlass, registry::break_glass::list).await?;
    let returned = returned.as_deref();
    let minutes = Filled::with([("minutes", desk.time.minutes().to_string())]);
    Ok(DeskShown {
        desk,
        ask: filled(&user, ASK, returned, Filled::default()).await?,
        time: filled(&user, TIME, returned, minutes).await?,
    })
}

/// What is to be mended, for those whom it concerns: others are told nothing (G-DENY).
#[cfg(feature = "ssr")]
async fn mend(user: &SignedIn, rejection: Rejection) -> Stopped {
    match user.access(ListGlass, registry::break_glass::list).await {
        Ok(_) => rejection.into(),
        Err(stopped) => stopped,
    }
}

/// Asks to see a shielded record.
#[server(endpoint = "break-glass/ask")]
pub(crate) async fn ask(
    #[server(default)] number: String,
    #[server(default)] reason: String,
    #[server(default)] reference: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let message = "That is not a ContactPoint number: check each digit";
    let child = number.parse::<ChildNumber>();
    let child = child.map_err(|_| Problem::new("number", message));
    let why = GlassReason::from_code(&reason).ok_or(Problem::new("reason", "Select the reason"));
    let result = match (child, why, CaseReference::parse(&reference)) {
        (Ok(child), Ok(reason), Ok(reference)) => {
            let act = AskToBreak {
                child,
                reason,
                reference,
            };
            user.access(act, registry::break_glass::ask).await
        }
        (child, why, case) => {
            let problems = [child.err(), why.err(), case.err()];
            let problems = problems.into_iter().flatten().collect();
            Err(mend(&user, Rejection(problems)).await)
        }
    };
    let fields = typed(&[
        ("number", &number),
        ("reason", &reason),
        ("reference", &reference),
    ]);
    if form_result(&user, ASK, "/break-glass", fields, result)
        .await?
        .is_some()
    {
        redirect("/break-glass?done=asked");
    }
    Ok(())
}

/// Agrees with a colleague, or does not.
#[server(endpoint = "break-glass/decide")]
pub(crate) async fn decide(
    #[server(default)] glass: String,
    #[server(default)] decision: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let glass: GlassId = glass.parse().map_err(|_| nothing())?;
    if decision == "agree" {
        let act = AgreeToBreak { glass };
        user.access(act, registry::break_glass::agree).await?;
    } else {
        let act = DeclineToBreak { glass };
        user.access(act, registry::break_glass::decline).await?;
    }
    redirect(&format!("/break-glass?done=decided.{glass}"));
    Ok(())
}

/// Sets for how long a record can be seen.
#[server(endpoint = "break-glass/time")]
pub(crate) async fn set_time(#[server(default)] minutes: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let result = match GlassTime::parse(&minutes) {
        Ok(time) => {
            let act = SetGlassTime { time };
            user.access(act, registry::break_glass::set_time).await
        }
        Err(rejection) => Err(mend(&user, rejection).await),
    };
    let fields = typed(&[("minutes", &minutes)]);
    if form_result(&user, TIME, "/break-glass", fields, result)
        .await?
        .is_some()
    {
        redirect("/break-glass?done=set");
    }
    Ok(())
}
