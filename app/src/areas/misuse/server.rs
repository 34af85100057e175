//! Server functions of how accounts are used.

use domain::misuse::{GroupStop, InvestigationShown, Investigations, MyQuestion};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{fields, filled, form_result, redirect, typed},
    crate::opened::nothing,
    crate::picked::server::keep_picked,
    domain::misuse::{
        AskForExplanation, Asked, CloseInvestigation, DecideCase, EndStop, ExplainUse, Explained,
        Explanation, Group, ListInvestigations, ListMyQuestions, ListStops, NameSubject, OpenCase,
        Outcome, Outcomes, PrepareReport, RecordExplanation, Report, ReportUse, StaffManager,
        StopGroup, Typed, ViewInvestigation, ViewMyQuestion,
    },
    domain::refusal::Rejection,
    registry::misuse,
    registry::{SignedIn, Stopped},
    std::collections::BTreeMap,
    uuid::Uuid,
};

/// The names of forms.
#[cfg(feature = "ssr")]
const REPORT: &str = "report-use";
#[cfg(feature = "ssr")]
const STEP: &str = "misuse";
#[cfg(feature = "ssr")]
const EXPLAIN: &str = "explain-use";
#[cfg(feature = "ssr")]
const STOP: &str = "stop-group";

/// What is looked into with the reader's office.
#[server(endpoint = "misuse/list")]
pub(crate) async fn load_list(
    #[server(default)] show: Option<String>,
) -> Result<Investigations, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let mut list = user.access(ListInvestigations, misuse::list).await?;
    keep_picked(&user, show.as_deref(), &mut list.open);
    Ok(list)
}

/// The form with which something is reported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ReportForm {
    /// Whether the reader enters what others reported.
    pub enters: bool,
    /// By which the form is known if it is sent twice.
    pub token: String,
    /// What stands in the form.
    pub filled: Filled,
}

/// An empty form, or the one that came back.
#[server(endpoint = "misuse/report-form")]
pub(crate) async fn load_report(
    #[server(default)] returned: Option<String>,
) -> Result<ReportForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let fresh = user.access(PrepareReport, misuse::prepare).await?;
    let filled = filled(&user, REPORT, returned.as_deref(), Filled::default()).await?;
    Ok(ReportForm {
        enters: user.person().role.looks_into_use(),
        token: filled.value("token").unwrap_or_else(|| fresh.to_string()),
        filled,
    })
}

/// The fields of a report, as they were typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Told {
    origin: String,
    concern: String,
    name: String,
    works_at: String,
    about_management: String,
    token: String,
}

impl std::fmt::Debug for Told {
    /// It names somebody (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Told")
    }
}

/// Keeps a report.
#[server(endpoint = "misuse/report")]
pub(crate) async fn send_report(#[server(flatten)] told: Told) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let enters = user.person().role.looks_into_use();
    let report = Report::typed(
        Typed {
            origin: &told.origin,
            concern: &told.concern,
            name: &told.name,
            works_at: &told.works_at,
            about_management: &told.about_management,
        },
        enters,
    );
    let result = match report {
        Ok(report) => {
            let token = told.token.parse().ok();
            let act = ReportUse { report, token };
            user.access(act, misuse::report).await
        }
        Err(rejection) => {
            // Whoever may not report anything is told so before what to mend.
            user.access(PrepareReport, misuse::prepare).await?;
            Err(rejection.into())
        }
    };
    let kept = fields(&told);
    if form_result(&user, REPORT, "/misuse/report", kept, result)
        .await?
        .is_some()
    {
        redirect(if enters {
            "/misuse?done=reported"
        } else {
            "/misuse/report?done=reported"
        });
    }
    Ok(())
}

/// The name of an investigation in an address.
#[cfg(feature = "ssr")]
fn named(investigation: &str) -> Result<Uuid, Shown> {
    investigation.parse().map_err(|_| nothing())
}

/// An investigation, and the forms on its page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct FileForms {
    /// The investigation.
    pub shown: InvestigationShown,
    /// What stands in the form that came back.
    pub filled: Filled,
}

/// One investigation.
#[server(endpoint = "misuse/view")]
pub(crate) async fn load_file(
    #[server(default)] investigation: String,
    #[server(default)] returned: Option<String>,
) -> Result<FileForms, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let investigation = named(&investigation)?;
    let act = ViewInvestigation { investigation };
    Ok(FileForms {
        shown: user.access(act, misuse::view).await?,
        filled: filled(&user, STEP, returned.as_deref(), Filled::default()).await?,
    })
}

/// Leads on after a step, or back to the page with its form as typed. A step after which the reader may no longer
/// look leads to the list.
#[cfg(feature = "ssr")]
async fn back(
    user: &SignedIn,
    investigation: Uuid,
    kept: BTreeMap<String, String>,
    result: Result<(), Stopped>,
    then: &str,
) -> Result<(), Shown> {
    let page = format!("/misuse/{investigation}");
    if form_result(user, STEP, &page, kept, result)
        .await?
        .is_some()
    {
        redirect(then);
    }
    Ok(())
}

/// What is answered to a form that cannot be used; whoever may not see the investigation is told so first.
#[cfg(feature = "ssr")]
async fn to_mend(
    user: &SignedIn,
    investigation: Uuid,
    rejection: Rejection,
) -> Result<(), Stopped> {
    let act = ViewInvestigation { investigation };
    user.access(act, misuse::view).await?;
    Err(rejection.into())
}

/// Says whose account it is about.
#[server(endpoint = "misuse/name")]
pub(crate) async fn name_account(
    #[server(default)] investigation: String,
    #[server(default)] user_name: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let investigation = named(&investigation)?;
    let kept = typed(&[("user_name", &user_name)]);
    let act = NameSubject {
        investigation,
        user_name,
    };
    let result = user.access(act, misuse::name).await;
    back(&user, investigation, kept, result, "/misuse?done=named").await
}

/// Asks for an explanation.
#[server(endpoint = "misuse/ask")]
pub(crate) async fn ask(
    #[server(default)] investigation: String,
    #[server(default)] of: String,
    #[server(default)] staff_manager: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let investigation = named(&investigation)?;
    let kept = typed(&[("of", &of), ("staff_manager", &staff_manager)]);
    let asked = Asked::from_code(&of).ok_or_else(|| Rejection::of("of", "Select who is asked"));
    let result = match (asked, StaffManager::typed(&staff_manager)) {
        (Ok(of), Ok(staff_manager)) => {
            let act = AskForExplanation {
                investigation,
                of,
                staff_manager,
            };
            user.access(act, misuse::ask).await
        }
        (of, staff_manager) => {
            let problems = [of.err(), staff_manager.err()].into_iter().flatten();
            let problems = problems.flat_map(|rejection| rejection.0).collect();
            to_mend(&user, investigation, Rejection(problems)).await
        }
    };
    let then = format!("/misuse/{investigation}?done=asked");
    back(&user, investigation, kept, result, &then).await
}

/// Records an explanation that came otherwise than through ContactPoint.
#[server(endpoint = "misuse/keep-explanation")]
pub(crate) async fn keep_explanation(
    #[server(default)] investigation: String,
    #[server(default)] by: String,
    #[server(default)] explanation: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let investigation = named(&investigation)?;
    let kept = typed(&[("by", &by), ("explanation", &explanation)]);
    let by = Asked::from_code(&by).ok_or_else(|| Rejection::of("by", "Select who explained it"));
    let explanation = Explanation::from_code(&explanation)
        .ok_or_else(|| Rejection::of("explanation", "Select what explains it best"));
    let result = match (by, explanation) {
        (Ok(by), Ok(explanation)) => {
            let act = RecordExplanation {
                investigation,
                by,
                explanation,
            };
            user.access(act, misuse::record_explanation).await
        }
        (by, explanation) => {
            let problems = [by.err(), explanation.err()].into_iter().flatten();
            let problems = problems.flat_map(|rejection| rejection.0).collect();
            to_mend(&user, investigation, Rejection(problems)).await
        }
    };
    let then = format!("/misuse/{investigation}?done=answered");
    back(&user, investigation, kept, result, &then).await
}

/// Closes it without a case.
#[server(endpoint = "misuse/close")]
pub(crate) async fn close(#[server(default)] investigation: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let investigation = named(&investigation)?;
    let act = CloseInvestigation { investigation };
    let result = user.access(act, misuse::close).await;
    back(
        &user,
        investigation,
        typed(&[]),
        result,
        "/misuse?done=closed",
    )
    .await
}

/// Opens a case.
#[server(endpoint = "misuse/open-case")]
pub(crate) async fn open_a_case(
    #[server(default)] investigation: String,
    #[server(default)] suspend: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let investigation = named(&investigation)?;
    let result = match suspend.as_str() {
        "yes" | "no" => {
            let act = OpenCase {
                investigation,
                suspend: suspend == "yes",
            };
            user.access(act, misuse::open_case).await
        }
        _ => {
            let message = "Select whether the account is suspended meanwhile";
            to_mend(&user, investigation, Rejection::of("suspend", message)).await
        }
    };
    let kept = typed(&[("suspend", &suspend)]);
    back(&user, investigation, kept, result, "/misuse?done=case").await
}

/// Records what came of a case.
#[server(endpoint = "misuse/decide")]
pub(crate) async fn decide(
    #[server(default)] investigation: String,
    #[server(default)] outcomes: Vec<String>,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let investigation = named(&investigation)?;
    let chosen = outcomes.iter().filter_map(|code| Outcome::from_code(code));
    let result = match Outcomes::of(chosen) {
        Ok(outcomes) => {
            let act = DecideCase {
                investigation,
                outcomes,
            };
            user.access(act, misuse::decide).await
        }
        Err(rejection) => to_mend(&user, investigation, rejection).await,
    };
    let kept = typed(&[("outcomes", &outcomes.join(" "))]);
    back(&user, investigation, kept, result, "/misuse?done=closed").await
}

/// What the reader is or was asked.
#[server(endpoint = "misuse/mine")]
pub(crate) async fn load_mine() -> Result<Vec<MyQuestion>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(user.access(ListMyQuestions, misuse::mine).await?)
}

/// What the reader is asked, and the form with which it is explained.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct QuestionForm {
    /// What is asked.
    pub shown: MyQuestion,
    /// What stands in the form.
    pub filled: Filled,
}

/// One of them.
#[server(endpoint = "misuse/question")]
pub(crate) async fn load_question(
    #[server(default)] investigation: String,
    #[server(default)] returned: Option<String>,
) -> Result<QuestionForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let investigation = named(&investigation)?;
    let act = ViewMyQuestion { investigation };
    Ok(QuestionForm {
        shown: user.access(act, misuse::question).await?,
        filled: filled(&user, EXPLAIN, returned.as_deref(), Filled::default()).await?,
    })
}

/// Explains it.
#[server(endpoint = "misuse/explain")]
pub(crate) async fn explain(
    #[server(default)] investigation: String,
    #[server(default)] explanation: String,
    #[server(default)] words: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let investigation = named(&investigation)?;
    let result = match Explained::typed(&explanation, &words) {
        Ok(explained) => {
            let act = ExplainUse {
                investigation,
                explained,
            };
            user.access(act, misuse::explain).await
        }
        Err(rejection) => {
            // Whoever is not asked is told so before what to mend.
            let act = ViewMyQuestion { investigation };
            user.access(act, misuse::question).await?;
            Err(rejection.into())
        }
    };
    let kept = typed(&[("explanation", &explanation), ("words", &words)]);
    let page = format!("/my-use/{investigation}");
    if form_result(&user, EXPLAIN, &page, kept, result)
        .await?
        .is_some()
    {
        redirect(&format!("{page}?done=explained"));
    }
    Ok(())
}

/// The stops that stand, and the form for another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct StopForm {
    /// The stops.
    pub stops: Vec<GroupStop>,
    /// What stands in the form.
    pub filled: Filled,
}

/// The stops.
#[server(endpoint = "misuse/stops")]
pub(crate) async fn load_stops(
    #[server(default)] returned: Option<String>,
) -> Result<StopForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(StopForm {
        stops: user.access(ListStops, misuse::stops).await?,
        filled: filled(&user, STOP, returned.as_deref(), Filled::default()).await?,
    })
}

/// Stops a group.
#[server(endpoint = "misuse/stop")]
pub(crate) async fn stop(
    #[server(default)] kind: String,
    #[server(default)] name: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let result = match Group::typed(&kind, &name) {
        Ok(group) => user.access(StopGroup { group }, misuse::stop).await,
        Err(rejection) => {
            // Whoever may stop nobody is told so before what to mend.
            user.access(ListStops, misuse::stops).await?;
            Err(rejection.into())
        }
    };
    let kept = typed(&[("kind", &kind), ("name", &name)]);
    if form_result(&user, STOP, "/misuse/stops", kept, result)
        .await?
        .is_some()
    {
        redirect("/misuse/stops?done=stopped");
    }
    Ok(())
}

/// Lets a group back.
#[server(endpoint = "misuse/end-stop")]
pub(crate) async fn end(#[server(default)] stop: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let stop = named(&stop)?;
    user.access(EndStop { stop }, misuse::end_stop).await?;
    redirect(&format!("/misuse/stops?done=started&of={stop}"));
    Ok(())
}
