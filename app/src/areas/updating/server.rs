//! Server functions of updating.

use domain::updating::{ConflictRow, ConflictShown, DetailShown, DetailsShown, ExplainedRecord};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::fields::Typed;
use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{fields, filled, form_result, redirect, typed},
    crate::opened::{nothing, opened},
    domain::best_view::{Item, Version},
    domain::child_record::Assurance,
    domain::refusal::{Problem, Rejection},
    domain::updating::{
        ChangeDetail, Changed, DecideConflict, Decision, Evidence, ExplainRecord, ListConflicts,
        Subject, ViewConflict, ViewDetails,
    },
    registry::SignedIn,
    registry::updating,
    uuid::Uuid,
};

/// The names of forms.
#[cfg(feature = "ssr")]
const CHANGE: &str = "change-detail";
#[cfg(feature = "ssr")]
const DECIDE: &str = "decide-conflict";

/// What stands, of one item or of all, of a record that this session has open.
#[cfg(feature = "ssr")]
async fn standing(
    user: &SignedIn,
    opening: &str,
    item: Option<Item>,
) -> Result<DetailsShown, Shown> {
    let registry::child_record::Opening { child, reason } = opened(user, opening).await?;
    let act = ViewDetails {
        child,
        reason,
        item,
    };
    Ok(user.access(act, updating::details).await?)
}

/// What stands of the details that can be changed.
#[server(endpoint = "updating/details")]
pub(crate) async fn load_details(opening: String) -> Result<DetailsShown, Shown> {
    let user = crate::signed_in::signed_in().await?;
    standing(&user, &opening, None).await
}

/// The form for one detail.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ChangeForm {
    /// What stands, and from what can be chosen.
    pub shown: DetailsShown,
    /// What stands in the form.
    pub filled: Filled,
}

impl ChangeForm {
    /// The detail.
    pub(crate) fn detail(&self) -> Option<&DetailShown> {
        self.shown.details.first()
    }
}

/// The form for one detail of a record that this session has open.
#[server(endpoint = "updating/form")]
pub(crate) async fn load_form(
    opening: String,
    subject: String,
    #[server(default)] returned: Option<String>,
) -> Result<ChangeForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let subject = Subject::parse(&subject).ok_or_else(nothing)?;
    let shown = standing(&user, &opening, Some(subject.item)).await?;
    let value = shown
        .details
        .first()
        .and_then(|detail| detail.value.as_ref());
    // What was typed about a part that is no longer there is shown all the same.
    let fresh = super::fields::standing(subject, value, &shown.choices.authorities)
        .or_else(|| returned.is_some().then(Filled::default))
        .ok_or_else(nothing)?;
    let filled = filled(&user, CHANGE, returned.as_deref(), fresh).await?;
    Ok(ChangeForm { shown, filled })
}

/// Sets a detail right.
#[server(endpoint = "updating/change")]
pub(crate) async fn change(
    #[server(default)] opening: String,
    #[server(default)] subject: String,
    #[server(default)] seen: String,
    #[server(flatten)] typed: Typed,
    #[server(default)] verified: String,
    #[server(default)] document: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let subject = Subject::parse(&subject).ok_or_else(nothing)?;
    let child = opened(&user, &opening).await?.child;
    let read = typed.read(subject);
    let assurance = Assurance::read(&verified, &document);
    let result = match (read, assurance) {
        (Ok(edit), Ok(assurance)) => {
            let act = ChangeDetail {
                child,
                edit,
                assurance,
                seen: Version::read(&seen),
            };
            user.access(act, updating::change).await
        }
        (read, assurance) => {
            let problems = read.err().unwrap_or_default();
            Err(Rejection(problems.into_iter().chain(assurance.err()).collect()).into())
        }
    };
    let mut kept = fields(&typed);
    kept.insert("verified".to_owned(), verified);
    kept.insert("document".to_owned(), document);
    let page = format!("/updating/{opening}/{subject}");
    let done = match form_result(&user, CHANGE, &page, kept, result).await? {
        Some(Changed::Done) => "changed",
        Some(Changed::Waits) => "waits",
        None => return Ok(()),
    };
    redirect(&format!("/updating/{opening}?done={done}"));
    Ok(())
}

/// Why a record that this session has open is what it is.
#[server(endpoint = "updating/explained")]
pub(crate) async fn load_explained(opening: String) -> Result<ExplainedRecord, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    Ok(user
        .access(ExplainRecord { child }, updating::explain)
        .await?)
}

/// What waits for a decision.
#[server(endpoint = "updating/conflicts")]
pub(crate) async fn load_conflicts() -> Result<Vec<ConflictRow>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(user.access(ListConflicts, updating::list).await?)
}

/// A conflict and the form on its page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct DecisionForm {
    /// The conflict.
    pub conflict: ConflictShown,
    /// What stands in the form.
    pub filled: Filled,
}

/// One conflict.
#[server(endpoint = "updating/conflict")]
pub(crate) async fn load_conflict(
    conflict: String,
    #[server(default)] returned: Option<String>,
) -> Result<DecisionForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let conflict = conflict.parse::<Uuid>().map_err(|_| nothing())?;
    let act = ViewConflict { conflict };
    Ok(DecisionForm {
        conflict: user.access(act, updating::view).await?,
        filled: filled(&user, DECIDE, returned.as_deref(), Filled::default()).await?,
    })
}

/// What was decided, and on what.
#[cfg(feature = "ssr")]
fn decision(
    decision: &str,
    document: &str,
    reference: &str,
) -> Result<(Decision, Option<Evidence>), Vec<Problem>> {
    let decided = match decision {
        "" => Err(Problem::new("chosen", "Select what stands")),
        "keep" => Ok(Decision::Keep),
        key => Ok(Decision::Take(Version::read(key))),
    };
    match (decided, Evidence::read(document, reference)) {
        (Ok(decided), Ok(evidence)) => Ok((decided, evidence)),
        (decided, evidence) => {
            let problems = evidence.err().unwrap_or_default();
            Err(decided.err().into_iter().chain(problems).collect())
        }
    }
}

/// Decides a conflict.
#[server(endpoint = "updating/decide")]
pub(crate) async fn decide(
    #[server(default)] conflict: String,
    #[server(default)] seen: String,
    #[server(default)] chosen: String,
    #[server(default)] document: String,
    #[server(default)] reference: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let conflict = conflict.parse::<Uuid>().map_err(|_| nothing())?;
    let result = match decision(&chosen, &document, &reference) {
        Ok((decision, evidence)) => {
            let act = DecideConflict {
                conflict,
                decision,
                evidence,
                seen: Version::read(&seen),
            };
            user.access(act, updating::decide).await
        }
        Err(problems) => Err(Rejection(problems).into()),
    };
    let kept = typed(&[
        ("chosen", &chosen),
        ("document", &document),
        ("reference", &reference),
    ]);
    let page = format!("/updating/conflicts/{conflict}");
    if form_result(&user, DECIDE, &page, kept, result)
        .await?
        .is_some()
    {
        redirect(&format!("/updating/conflicts?done=decided&of={conflict}"));
    }
    Ok(())
}
