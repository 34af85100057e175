//! Server functions of requests for what is held about oneself.

use domain::subject_access::{Report, RequestShown, Requests};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{Day, date, fields, filled, form_result, redirect, typed},
    crate::opened::nothing,
    crate::picked::server::keep_picked,
    domain::clock::written,
    domain::id::ChildNumber,
    domain::refusal::{Problem, Rejection},
    domain::subject_access::{
        AddRecord, Allowance, Asked, Check, DecideRequest, Decision, ExtendRequest, Extension,
        Finding, ListSubjectAccess, LogRequest, Logged, Means, OpenRequested, PrepareRequest,
        ProduceReport, RecordCheck, RecordDelivery, SetAllowance, SignOff, SignedBy, Typed,
        ViewReport, ViewSubjectAccess,
    },
    registry::subject_access,
    registry::{SignedIn, Stopped},
    std::collections::BTreeMap,
    uuid::Uuid,
};

/// The names of forms.
#[cfg(feature = "ssr")]
const LOG: &str = "log-subject-access";
#[cfg(feature = "ssr")]
const STEP: &str = "subject-access";

/// The requests of the reader's authority.
#[server(endpoint = "subject-access/list")]
pub(crate) async fn load_requests(
    #[server(default)] show: Option<String>,
) -> Result<Requests, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let mut requests = user.access(ListSubjectAccess, subject_access::list).await?;
    keep_picked(&user, show.as_deref(), &mut requests.open);
    Ok(requests)
}

/// Sets how long there is for requests that are logged from now on.
#[server(endpoint = "subject-access/allowance")]
pub(crate) async fn allow(#[server(default)] allowance: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let allowance = match allowance.as_str() {
        "month" => Allowance::Month,
        "forty-days" => Allowance::FortyDays,
        // The page offers nothing else.
        _ => return Err(nothing()),
    };
    user.access(SetAllowance { allowance }, subject_access::set_allowance)
        .await?;
    redirect("/subject-access?done=allowed");
    Ok(())
}

/// The form with which a request is logged, or passed on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct LogForm {
    /// Whether the reader answers requests; else they pass them on.
    pub answers: bool,
    /// By which the form is known if it is sent twice.
    pub token: String,
    /// What stands in the form.
    pub filled: Filled,
}

/// An empty form, or the one that came back.
#[server(endpoint = "subject-access/log-form")]
pub(crate) async fn load_log(
    #[server(default)] returned: Option<String>,
) -> Result<LogForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let fresh = user.access(PrepareRequest, subject_access::prepare).await?;
    let filled = filled(&user, LOG, returned.as_deref(), Filled::default()).await?;
    Ok(LogForm {
        answers: user.person().role.manages_records(),
        token: filled.value("token").unwrap_or_else(|| fresh.to_string()),
        filled,
    })
}

/// The fields of the form, as they were typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Letter {
    applicant: String,
    by_another: String,
    number: String,
    given: String,
    family: String,
    user_name: String,
    writing: String,
    forwarded_by: String,
    token: String,
    received_day: String,
    received_month: String,
    received_year: String,
}

impl std::fmt::Debug for Letter {
    /// It names somebody (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letter")
    }
}

#[cfg(feature = "ssr")]
impl Letter {
    /// What it asks.
    fn read(&self) -> Result<Asked, Vec<Problem>> {
        let message = "Enter the day on which the request was received";
        let received = date(
            "received",
            &self.received_day,
            &self.received_month,
            &self.received_year,
            message,
        );
        let typed = Typed {
            applicant: &self.applicant,
            by_another: &self.by_another,
            number: &self.number,
            name: [&self.given, &self.family],
            user_name: &self.user_name,
            writing: &self.writing,
            forwarded_by: &self.forwarded_by,
        };
        Asked::typed(typed, received)
    }
}

/// Logs a request, or passes it on.
#[server(endpoint = "subject-access/log")]
pub(crate) async fn send_request(#[server(flatten)] letter: Letter) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let result = match letter.read() {
        Ok(asked) => {
            let token = letter.token.parse().ok();
            let act = LogRequest { asked, token };
            user.access(act, subject_access::log).await
        }
        Err(problems) => {
            // Whoever may not log a request is told so before what to mend.
            user.access(PrepareRequest, subject_access::prepare).await?;
            Err(Rejection(problems).into())
        }
    };
    let kept = fields(&letter);
    match form_result(&user, LOG, "/subject-access/log", kept, result).await? {
        Some(Logged::Here(id)) => redirect(&format!("/subject-access/{id}?done=logged")),
        Some(Logged::PassedOn) => redirect("/subject-access/log?done=passed-on"),
        None => {}
    }
    Ok(())
}

/// The name of a request in an address.
#[cfg(feature = "ssr")]
fn named(request: &str) -> Result<Uuid, Shown> {
    request.parse().map_err(|_| nothing())
}

/// A request, and the forms on its page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct RequestForms {
    /// The request.
    pub shown: RequestShown,
    /// What stands in the form that came back.
    pub filled: Filled,
}

/// One request.
#[server(endpoint = "subject-access/view")]
pub(crate) async fn load_request(
    request: String,
    #[server(default)] returned: Option<String>,
) -> Result<RequestForms, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = named(&request)?;
    let act = ViewSubjectAccess { request };
    Ok(RequestForms {
        shown: user.access(act, subject_access::view).await?,
        filled: filled(&user, STEP, returned.as_deref(), Filled::default()).await?,
    })
}

/// Leads back to a request: with what was done, or with the form that is to be mended.
#[cfg(feature = "ssr")]
async fn back(
    user: &SignedIn,
    request: Uuid,
    kept: BTreeMap<String, String>,
    result: Result<(), Stopped>,
    done: &str,
) -> Result<(), Shown> {
    let page = format!("/subject-access/{request}");
    if form_result(user, STEP, &page, kept, result)
        .await?
        .is_some()
    {
        redirect(&format!("{page}?done={done}"));
    }
    Ok(())
}

/// What is answered to a form that cannot be used; whoever may not see the request is told so first.
#[cfg(feature = "ssr")]
async fn to_mend(user: &SignedIn, request: Uuid, problems: Vec<Problem>) -> Result<(), Stopped> {
    let act = ViewSubjectAccess { request };
    user.access(act, subject_access::view).await?;
    Err(Rejection(problems).into())
}

/// Records what was found.
#[server(endpoint = "subject-access/check")]
pub(crate) async fn record_found(
    #[server(default)] request: String,
    #[server(default)] check: String,
    #[server(default)] finding: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = named(&request)?;
    let result = match (Check::from_code(&check), Finding::from_code(&finding)) {
        (Some(check), Some(finding)) => {
            let act = RecordCheck {
                request,
                check,
                finding,
            };
            user.access(act, subject_access::check).await
        }
        _ => {
            let problem = Problem::new("finding", "Select what was found");
            to_mend(&user, request, vec![problem]).await
        }
    };
    let kept = typed(&[("check", &check), ("finding", &finding)]);
    back(&user, request, kept, result, "checked").await
}

/// Takes two months more.
#[server(endpoint = "subject-access/extend")]
pub(crate) async fn extend(
    #[server(default)] request: String,
    #[server(default)] why: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = named(&request)?;
    let result = match Extension::from_code(&why) {
        Some(why) => {
            let act = ExtendRequest { request, why };
            user.access(act, subject_access::extend).await
        }
        None => {
            let problem = Problem::new("why", "Select why more time is needed");
            to_mend(&user, request, vec![problem]).await
        }
    };
    back(&user, request, typed(&[("why", &why)]), result, "extended").await
}

/// Signs off what is released of a shielded record.
#[server(endpoint = "subject-access/sign-off")]
pub(crate) async fn signed(
    #[server(default)] request: String,
    #[server(default)] by: String,
    #[server(default)] whereabouts: String,
    #[server(default)] on_day: String,
    #[server(default)] on_month: String,
    #[server(default)] on_year: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = named(&request)?;
    let day = Day {
        field: "on",
        parts: [&on_day, &on_month, &on_year],
    };
    let who = SignedBy::from_code(&by).ok_or(Problem::new("by", "Select who signs"));
    let result = match (who, day.read()) {
        (Ok(by), Ok(on)) => {
            let act = SignOff {
                request,
                by,
                on,
                shows_whereabouts: whereabouts == "show",
            };
            user.access(act, subject_access::sign_off).await
        }
        (who, on) => {
            let problems = who.err().into_iter().chain(on.err()).collect();
            to_mend(&user, request, problems).await
        }
    };
    let mut kept = typed(&[("by", &by), ("whereabouts", &whereabouts)]);
    day.keep(&mut kept);
    back(&user, request, kept, result, "signed").await
}

/// Records what was decided.
#[server(endpoint = "subject-access/decide")]
pub(crate) async fn decide(
    #[server(default)] request: String,
    #[server(default)] decision: String,
    #[server(default)] decided_day: String,
    #[server(default)] decided_month: String,
    #[server(default)] decided_year: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = named(&request)?;
    let day = Day {
        field: "decided",
        parts: [&decided_day, &decided_month, &decided_year],
    };
    let message = "Select what was decided";
    let what = Decision::from_code(&decision).ok_or(Problem::new("decision", message));
    let result = match (what, day.read()) {
        (Ok(decision), Ok(on)) => {
            let act = DecideRequest {
                request,
                decision,
                on,
            };
            user.access(act, subject_access::decide).await
        }
        (what, on) => {
            let problems = what.err().into_iter().chain(on.err()).collect();
            to_mend(&user, request, problems).await
        }
    };
    let mut kept = typed(&[("decision", &decision)]);
    day.keep(&mut kept);
    back(&user, request, kept, result, "decided").await
}

/// Makes the report, and leads to it.
#[server(endpoint = "subject-access/produce")]
pub(crate) async fn produce(#[server(default)] request: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = named(&request)?;
    let act = ProduceReport { request };
    let result = user.access(act, subject_access::produce).await;
    let page = format!("/subject-access/{request}");
    if form_result(&user, STEP, &page, typed(&[]), result)
        .await?
        .is_some()
    {
        redirect(&format!("{page}/report"));
    }
    Ok(())
}

/// A report, and who made it when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ReportForm {
    /// The report.
    pub report: Report,
    /// Printed across every sheet (SAR-11, D-28).
    pub watermark: String,
}

/// The report.
#[server(endpoint = "subject-access/report")]
pub(crate) async fn load_report(request: String) -> Result<ReportForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = named(&request)?;
    let act = ViewReport { request };
    let report = user.access(act, subject_access::view_report).await?;
    let at = written(user.standing().now);
    let about = report.number.map(|number| format!(": {number}"));
    let watermark = format!(
        "Answer to a subject access request, {}, {at}{}",
        user.person().name,
        about.unwrap_or_default()
    );
    Ok(ReportForm { report, watermark })
}

/// Records the delivery.
#[server(endpoint = "subject-access/deliver")]
pub(crate) async fn deliver(
    #[server(default)] request: String,
    #[server(default)] means: String,
    #[server(default)] on_day: String,
    #[server(default)] on_month: String,
    #[server(default)] on_year: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = named(&request)?;
    let day = Day {
        field: "on",
        parts: [&on_day, &on_month, &on_year],
    };
    let how = Means::from_code(&means).ok_or(Problem::new("means", "Select how it was delivered"));
    let result = match (how, day.read()) {
        (Ok(means), Ok(on)) => {
            let act = RecordDelivery { request, means, on };
            user.access(act, subject_access::deliver).await
        }
        (how, on) => {
            let problems = how.err().into_iter().chain(on.err()).collect();
            to_mend(&user, request, problems).await
        }
    };
    let mut kept = typed(&[("means", &means)]);
    day.keep(&mut kept);
    back(&user, request, kept, result, "delivered").await
}

/// Adds a record on which a parent stands.
#[server(endpoint = "subject-access/add-record")]
pub(crate) async fn record_added(
    #[server(default)] request: String,
    #[server(default)] number: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = named(&request)?;
    let result = match number.parse::<ChildNumber>() {
        Ok(child) => {
            let act = AddRecord { request, child };
            user.access(act, subject_access::add_record).await
        }
        Err(_) => {
            let message = "Enter the child’s ContactPoint number, 12 digits";
            to_mend(&user, request, vec![Problem::new("number", message)]).await
        }
    };
    let kept = typed(&[("number", &number)]);
    back(&user, request, kept, result, "added").await
}

/// Opens the live record, and leads to it.
#[server(endpoint = "subject-access/open")]
pub(crate) async fn open(#[server(default)] request: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = named(&request)?;
    let act = OpenRequested { request };
    let opening = user.access(act, subject_access::open).await?;
    redirect(&format!("/child-record/{opening}"));
    Ok(())
}
