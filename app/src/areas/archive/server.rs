//! Server functions of the archive.

use domain::archive::{ArchiveDesk, ArchivedShown, Certificates};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{date, filled, form_result, redirect, typed},
    crate::opened::{name_of_child, nothing, opened},
    crate::picked::server::keep_picked,
    domain::archive::{
        AccessReason, ApproveAccess, ArchiveRecord, CaseReference, DeclineAccess, HoldReason,
        HoldRecord, KeepHold, Leaving, ListArchive, ReleaseHold, RestoreRecord, SearchArchive,
        Searched, Step, ViewArchived, Wanted,
    },
    domain::child_record::Postcode,
    domain::refusal::{Problem, Rejection},
    domain::standing::Role,
    uuid::Uuid,
};

/// The names of forms.
#[cfg(feature = "ssr")]
const LEAVE: &str = "archive-record";
#[cfg(feature = "ssr")]
const SEARCH: &str = "archive-search";
#[cfg(feature = "ssr")]
const RESTORE: &str = "archive-restore";
#[cfg(feature = "ssr")]
const HOLD: &str = "archive-hold";

/// The form for archiving a record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct LeaveForm {
    /// The child's name.
    pub child: String,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form, for a child whose record is open; for management teams alone.
#[server(endpoint = "archive/leave-form")]
pub(crate) async fn load_leave_form(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<LeaveForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = name_of_child(&user, &opening).await?;
    if !user.person().role.manages_records() {
        return Err(nothing());
    }
    Ok(LeaveForm {
        child,
        filled: filled(&user, LEAVE, returned.as_deref(), Filled::default()).await?,
    })
}

/// What of an act can be told from a form, or everything there is to do about it.
#[cfg(feature = "ssr")]
struct Problems(Vec<Problem>);

#[cfg(feature = "ssr")]
impl Problems {
    /// An answer, or none and what to do about it.
    fn take<T>(&mut self, answer: Result<T, Problem>) -> Option<T> {
        answer.map_err(|problem| self.0.push(problem)).ok()
    }
}

/// Archives the record that is open of a child who never lived in England. Having left has a page of its
/// own, beside what is stated of it (D-14).
#[server(endpoint = "archive/leave")]
pub(crate) async fn leave(
    #[server(default)] opening: String,
    #[server(default)] steps: Vec<String>,
    #[server(default)] confirmed: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let taken: Vec<Step> = steps
        .iter()
        .filter_map(|code| Step::from_code(code))
        .collect();
    let result = if confirmed == "yes" {
        let act = ArchiveRecord {
            child,
            leaving: Leaving::NeverResident,
            steps: taken,
        };
        user.access(act, registry::archive::archive).await
    } else {
        let message = "Confirm that the record is to be archived now";
        Err(Rejection::of("confirmed", message).into())
    };
    let fields = typed(&[("steps", &steps.join(" ")), ("confirmed", &confirmed)]);
    let page = format!("/child-record/{opening}/archive");
    if form_result(&user, LEAVE, &page, fields, result)
        .await?
        .is_some()
    {
        redirect("/archive?done=archived");
    }
    Ok(())
}

/// The archive's page and the form on it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct DeskShown {
    /// What one has there.
    pub desk: ArchiveDesk,
    /// What stands in the form.
    pub filled: Filled,
    /// Whether whoever looks is of the central team, which sees what was destroyed.
    pub central_team: bool,
}

/// The archive's page.
#[server(endpoint = "archive/desk")]
pub(crate) async fn load_desk(
    #[server(default)] returned: Option<String>,
    #[server(default)] show: Option<String>,
) -> Result<DeskShown, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let mut desk = user.access(ListArchive, registry::archive::list).await?;
    keep_picked(&user, show.as_deref(), &mut desk.windows);
    keep_picked(&user, show.as_deref(), &mut desk.holds);
    keep_picked(&user, show.as_deref(), &mut desk.asked);
    Ok(DeskShown {
        central_team: user.person().role == Role::CentralTeam,
        desk,
        filled: filled(&user, SEARCH, returned.as_deref(), Filled::default()).await?,
    })
}

/// Whose record is looked for, as it was typed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SearchFields {
    reason: String,
    reference: String,
    number: String,
    given: String,
    family: String,
    born_day: String,
    born_month: String,
    born_year: String,
}

impl std::fmt::Debug for SearchFields {
    /// What was typed is nobody else's (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SearchFields")
    }
}

/// Looks for an archived record.
#[server(endpoint = "archive/search")]
pub(crate) async fn search(#[server(flatten)] sought: SearchFields) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let mut problems = Problems(Vec::new());
    let message = "Select one of the eight reasons";
    let why = AccessReason::from_code(&sought.reason).ok_or(Problem::new("reason", message));
    let (why, case) = (
        problems.take(why),
        problems.take(CaseReference::parse(&sought.reference)),
    );
    let message = "Enter the date of birth, like 27 3 2016";
    let SearchFields {
        born_day,
        born_month,
        born_year,
        ..
    } = &sought;
    let born = date("born", born_day, born_month, born_year, message);
    let names = [&*sought.given, &sought.family];
    let wanted = Wanted::typed(&sought.number, names, born).map_err(|more| problems.0.extend(more));
    let result = match (why, case, wanted) {
        (Some(reason), Some(reference), Ok(wanted)) => {
            let act = SearchArchive {
                wanted,
                reason,
                reference,
            };
            user.access(act, registry::archive::search).await
        }
        // Whoever may not reach the archive is told so before what to mend.
        _ => match user.access(ListArchive, registry::archive::list).await {
            Ok(_) => Err(Rejection(problems.0).into()),
            Err(stopped) => Err(stopped),
        },
    };
    let fields = crate::form::server::fields(&sought);
    match form_result(&user, SEARCH, "/archive", fields, result).await? {
        Some(Searched::Open(window)) => redirect(&format!("/archive/{window}")),
        Some(Searched::Asked) => redirect("/archive?done=asked"),
        None => {}
    }
    Ok(())
}

/// The name of a window in an address.
#[cfg(feature = "ssr")]
fn named(id: &str) -> Result<Uuid, Shown> {
    id.parse().map_err(|_| nothing())
}

/// Agrees that somebody looks at an archived record, or does not.
#[server(endpoint = "archive/decide")]
pub(crate) async fn decide_access(
    #[server(default)] window: String,
    #[server(default)] decision: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let window = named(&window)?;
    if decision == "approve" {
        let act = ApproveAccess { window };
        user.access(act, registry::archive::approve).await?;
    } else {
        let act = DeclineAccess { window };
        user.access(act, registry::archive::decline).await?;
    }
    redirect(&format!("/archive?done=decided.{window}"));
    Ok(())
}

/// An archived record through a window.
#[server(endpoint = "archive/look")]
pub(crate) async fn look(window: String) -> Result<ArchivedShown, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let window = named(&window)?;
    let act = ViewArchived { window };
    Ok(user.access(act, registry::archive::view).await?)
}

/// A form about a record that one looks at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct WindowForm {
    /// The child's name.
    pub child: String,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form with which a record is restored.
#[server(endpoint = "archive/restore-form")]
pub(crate) async fn load_restore_form(
    window: String,
    #[server(default)] returned: Option<String>,
) -> Result<WindowForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let act = ViewArchived {
        window: named(&window)?,
    };
    let shown = user.access(act, registry::archive::view).await?;
    if !shown.may_restore {
        return Err(nothing());
    }
    Ok(WindowForm {
        child: shown.name.to_string(),
        filled: filled(&user, RESTORE, returned.as_deref(), Filled::default()).await?,
    })
}

/// Restores a record.
#[server(endpoint = "archive/restore")]
pub(crate) async fn restore(
    #[server(default)] window: String,
    #[server(default)] postcode: String,
    #[server(default)] asked_by: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let id = named(&window)?;
    let lives_at = match postcode.trim() {
        "" => Ok(None),
        typed => Postcode::parse(typed).map(Some),
    };
    let result = match lives_at {
        Ok(lives_at) => {
            let name = asked_by.trim();
            let act = RestoreRecord {
                window: id,
                lives_at,
                asked_by: (!name.is_empty()).then(|| name.to_owned()),
            };
            user.access(act, registry::archive::restore).await
        }
        Err(_) => {
            let message = "Enter a full postcode, like BD1 3AB, or leave it empty";
            Err(Rejection::of("postcode", message).into())
        }
    };
    let fields = typed(&[("postcode", &postcode), ("asked_by", &asked_by)]);
    let page = format!("/archive/{id}/restore");
    if form_result(&user, RESTORE, &page, fields, result)
        .await?
        .is_some()
    {
        redirect("/archive?done=restored");
    }
    Ok(())
}

/// The form with which a record is held.
#[server(endpoint = "archive/hold-form")]
pub(crate) async fn load_hold_form(
    window: String,
    #[server(default)] returned: Option<String>,
) -> Result<WindowForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let act = ViewArchived {
        window: named(&window)?,
    };
    let shown = user.access(act, registry::archive::view).await?;
    if !shown.may_hold {
        return Err(nothing());
    }
    Ok(WindowForm {
        child: shown.name.to_string(),
        filled: filled(&user, HOLD, returned.as_deref(), Filled::default()).await?,
    })
}

/// Holds a record.
#[server(endpoint = "archive/hold")]
pub(crate) async fn hold(
    #[server(default)] window: String,
    #[server(default)] why: String,
    #[server(default)] reference: String,
    #[server(default)] review_day: String,
    #[server(default)] review_month: String,
    #[server(default)] review_year: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let id = named(&window)?;
    let mut problems = Problems(Vec::new());
    let reason = HoldReason::from_code(&why);
    let message = "Select for which investigation it is held";
    let reason = problems.take(reason.ok_or(Problem::new("why", message)));
    let case = problems.take(CaseReference::parse(&reference));
    let unset = [&review_day, &review_month, &review_year]
        .iter()
        .all(|part| part.trim().is_empty());
    let message = "Enter the review date, like 27 3 2027, or leave it empty";
    let review_on = if unset {
        None
    } else {
        problems.take(date(
            "review",
            &review_day,
            &review_month,
            &review_year,
            message,
        ))
    };
    let result = match (reason, case, problems.0.is_empty()) {
        (Some(why), Some(reference), true) => {
            let act = HoldRecord {
                window: id,
                why,
                reference,
                review_on,
            };
            user.access(act, registry::archive::hold).await
        }
        _ => Err(Rejection(problems.0).into()),
    };
    let fields = typed(&[
        ("why", &why),
        ("reference", &reference),
        ("review_day", &review_day),
        ("review_month", &review_month),
        ("review_year", &review_year),
    ]);
    let page = format!("/archive/{id}/hold");
    if form_result(&user, HOLD, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("/archive/{id}?done=held"));
    }
    Ok(())
}

/// Reviews a hold: it is kept, or ends.
#[server(endpoint = "archive/review-hold")]
pub(crate) async fn review_hold(
    #[server(default)] hold: String,
    #[server(default)] decision: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let hold = named(&hold)?;
    if decision == "release" {
        let act = ReleaseHold { hold };
        user.access(act, registry::archive::release).await?;
        redirect(&format!("/archive?done=released.{hold}"));
    } else {
        let act = KeepHold {
            hold,
            review_on: None,
        };
        user.access(act, registry::archive::keep).await?;
        redirect(&format!("/archive?done=kept.{hold}"));
    }
    Ok(())
}

/// What was destroyed, by day; for the central team.
#[server(endpoint = "archive/certificates")]
pub(crate) async fn load_certificates() -> Result<Certificates, Shown> {
    use domain::archive::ListDestructions;
    let user = crate::signed_in::signed_in().await?;
    Ok(user
        .access(ListDestructions, registry::archive::certificates)
        .await?)
}
