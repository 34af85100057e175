//! Server functions of leaving and returning.

use domain::reason::ReasonCode;
use domain::residence::{LeavingCase, LeavingDesk, MyReturn, ReturnShown};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{date, filled, form_result, redirect, typed},
    crate::opened::{name_of_child, nothing, opened},
    chrono::Datelike,
    domain::archive::Step,
    domain::child_record::{PersonName, Postcode, Verified},
    domain::id::ChildNumber,
    domain::refusal::{Problem, Rejection},
    domain::residence::{Departure, Intention, ListLeaving, WentTo},
    registry::residence,
    uuid::Uuid,
};

/// The names of forms.
#[cfg(feature = "ssr")]
const LEFT: &str = "left-england";
#[cfg(feature = "ssr")]
const STATE: &str = "leaving-state";
#[cfg(feature = "ssr")]
const STEPS: &str = "leaving-steps";
#[cfg(feature = "ssr")]
const ARCHIVE: &str = "leaving-archive";
#[cfg(feature = "ssr")]
const RETURNED: &str = "returned";
#[cfg(feature = "ssr")]
const SEARCH: &str = "returned-search";
#[cfg(feature = "ssr")]
const CLOSE: &str = "returned-close";

/// The form for telling that a child has left.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct LeftForm {
    /// The child's name.
    pub child: String,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form, for a child whose record is open.
#[server(endpoint = "residence/left-form")]
pub(crate) async fn load_left_form(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<LeftForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(LeftForm {
        child: name_of_child(&user, &opening).await?,
        filled: filled(&user, LEFT, returned.as_deref(), Filled::default()).await?,
    })
}

/// What is typed of a departure.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DepartureFields {
    intention: String,
    went_to: String,
    ceased_day: String,
    ceased_month: String,
    ceased_year: String,
}

impl std::fmt::Debug for DepartureFields {
    /// It tells where a child is (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DepartureFields")
    }
}

#[cfg(feature = "ssr")]
impl DepartureFields {
    /// The departure, or what is missing in the form.
    fn departure(&self) -> Result<Departure, Vec<Problem>> {
        let (day, month, year) = (&self.ceased_day, &self.ceased_month, &self.ceased_year);
        let message = "Enter the day on which they ceased to live in England, like 27 3 2026";
        let ceased_on = date("ceased", day, month, year, message);
        let message = "Select where they went, or that it is not known";
        let went_to = WentTo::from_code(&self.went_to).ok_or(Problem::new("went_to", message));
        let message = "Select whether they mean to return, or that you do not know";
        let intention = Intention::from_code(&self.intention);
        let intention = intention.ok_or(Problem::new("intention", message));
        match (ceased_on, went_to, intention) {
            (Ok(ceased_on), Ok(went_to), Ok(intention)) => Ok(Departure {
                intention,
                ceased_on,
                went_to,
            }),
            (ceased_on, went_to, intention) => {
                let problems = [ceased_on.err(), went_to.err(), intention.err()];
                Err(problems.into_iter().flatten().collect())
            }
        }
    }
}

/// Tells that a child whose record is open has left England.
#[server(endpoint = "residence/report-left")]
pub(crate) async fn report_left(
    #[server(default)] opening: String,
    #[server(flatten)] left: DepartureFields,
    #[server(default)] verified: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let way = Verified::from_code(&verified).ok_or(Problem::new("verified", "Select how you know"));
    let result = match (left.departure(), way) {
        (Ok(departure), Ok(verified)) => {
            let act = domain::residence::ReportLeft {
                child,
                departure,
                verified,
            };
            user.access(act, residence::report_left).await
        }
        (departure, way) => {
            let problems = departure.err().unwrap_or_default();
            Err(Rejection(problems.into_iter().chain(way.err()).collect()).into())
        }
    };
    let mut fields = crate::form::server::fields(&left);
    fields.insert("verified".to_owned(), verified);
    let page = format!("/child-record/{opening}/left-england");
    if form_result(&user, LEFT, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("/child-record/{opening}?done=left-england"));
    }
    Ok(())
}

/// What one's authority has to see to.
#[server(endpoint = "residence/desk")]
pub(crate) async fn load_desk() -> Result<LeavingDesk, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(user.access(ListLeaving, residence::list).await?)
}

/// One child of the list, and the forms about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct CaseForms {
    /// Which.
    pub case: LeavingCase,
    /// What stands in the form of the statement.
    pub state: Filled,
    /// What stands in the form of steps.
    pub steps: Filled,
    /// What stands in the form that archives.
    pub archive: Filled,
}

/// One child of the list, by its place there: no number stands in an address. A form that comes back is
/// about the same child, whatever the list has become meanwhile.
#[server(endpoint = "residence/case")]
pub(crate) async fn load_case(
    place: String,
    #[server(default)] returned: Option<String>,
) -> Result<CaseForms, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let cases = user.access(ListLeaving, residence::list).await?.cases;
    let place: usize = place.parse().map_err(|_| nothing())?;
    let returned = returned.as_deref();
    let fresh = Filled::default;
    let steps = filled(&user, STEPS, returned, fresh()).await?;
    let archive = filled(&user, ARCHIVE, returned, fresh()).await?;
    let state = filled(&user, STATE, returned, fresh()).await?;
    let about = [&steps, &archive, &state]
        .into_iter()
        .find_map(|form| form.value("child"));
    let case = match about {
        Some(child) => cases
            .into_iter()
            .find(|case| case.number.to_string() == child),
        None => cases.into_iter().nth(place.wrapping_sub(1)),
    };
    let case = case.ok_or_else(nothing)?;
    let state = if state.has_problems() {
        state
    } else {
        known(&case)
    };
    Ok(CaseForms {
        case,
        state,
        steps,
        archive,
    })
}

/// The form of the statement with what was told last, or else with what stands.
#[cfg(feature = "ssr")]
fn known(case: &LeavingCase) -> Filled {
    let told = case.reports.first().map(|report| report.departure);
    let stands = case.stated.as_ref().map(|stated| stated.departure);
    let Some(departure) = told.or(stands) else {
        return Filled::default();
    };
    let day = departure.ceased_on;
    Filled::with([
        ("intention", departure.intention.code().to_owned()),
        ("went_to", departure.went_to.code().to_owned()),
        ("ceased_day", day.day().to_string()),
        ("ceased_month", day.month().to_string()),
        ("ceased_year", day.year().to_string()),
    ])
}

/// Whom a form of the list is about, and from which place it was sent.
#[cfg(feature = "ssr")]
fn about(child: &str, place: &str) -> Result<(ChildNumber, String), Shown> {
    let child = child.parse().map_err(|_| nothing())?;
    let place: usize = place.parse().map_err(|_| nothing())?;
    Ok((child, format!("/leaving/{place}")))
}

/// States that a child has ceased to live in England, or that this still holds.
#[server(endpoint = "residence/state")]
pub(crate) async fn state(
    #[server(default)] child: String,
    #[server(default)] place: String,
    #[server(flatten)] left: DepartureFields,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let (child, page) = about(&child, &place)?;
    let result = match left.departure() {
        Ok(departure) => {
            let act = domain::residence::StateDeparture { child, departure };
            user.access(act, residence::state).await
        }
        Err(problems) => Err(Rejection(problems).into()),
    };
    let mut fields = crate::form::server::fields(&left);
    fields.insert("child".to_owned(), child.to_string());
    if form_result(&user, STATE, &page, fields, result)
        .await?
        .is_some()
    {
        redirect("/leaving?done=stated");
    }
    Ok(())
}

/// Records what was done to be sure.
#[server(endpoint = "residence/steps")]
pub(crate) async fn steps(
    #[server(default)] child: String,
    #[server(default)] place: String,
    #[server(default)] steps: Vec<String>,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let (child, page) = about(&child, &place)?;
    let taken = steps.iter().filter_map(|code| Step::from_code(code));
    let act = domain::residence::RecordSteps {
        child,
        steps: taken.collect(),
    };
    let result = user.access(act, residence::record_steps).await;
    let fields = typed(&[("child", &child.to_string()), ("steps", &steps.join(" "))]);
    if form_result(&user, STEPS, &page, fields, result)
        .await?
        .is_some()
    {
        redirect("/leaving?done=steps");
    }
    Ok(())
}

/// Takes back what was told and stated.
#[server(endpoint = "residence/here")]
pub(crate) async fn here(
    #[server(default)] child: String,
    #[server(default)] place: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let (child, _) = about(&child, &place)?;
    let act = domain::residence::FindStillHere { child };
    user.access(act, residence::find_still_here).await?;
    redirect("/leaving?done=here");
    Ok(())
}

/// Archives the record of a child who has left England.
#[server(endpoint = "residence/archive")]
pub(crate) async fn archive(
    #[server(default)] child: String,
    #[server(default)] place: String,
    #[server(default)] confirmed: String,
) -> Result<(), Shown> {
    use domain::archive::{ArchiveRecord, Leaving};
    let user = crate::signed_in::signed_in().await?;
    let (child, page) = about(&child, &place)?;
    let result = if confirmed == "yes" {
        let act = ArchiveRecord {
            child,
            leaving: Leaving::LeftEngland,
            steps: Vec::new(),
        };
        user.access(act, registry::archive::archive).await
    } else {
        let message = "Confirm that the record is to be archived now";
        Err(Rejection::of("confirmed", message).into())
    };
    let fields = typed(&[("child", &child.to_string())]);
    if form_result(&user, ARCHIVE, &page, fields, result)
        .await?
        .is_some()
    {
        redirect("/leaving?done=archived");
    }
    Ok(())
}

/// The form for telling that a child has come back, and what one told before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ReturnedForm {
    /// One's own reports that wait.
    pub mine: Vec<MyReturn>,
    /// Reasons to choose from.
    pub reasons: Vec<ReasonCode>,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form.
#[server(endpoint = "residence/returned-form")]
pub(crate) async fn load_returned(
    #[server(default)] returned: Option<String>,
) -> Result<ReturnedForm, Shown> {
    use domain::residence::ListMyReturns;
    let user = crate::signed_in::signed_in().await?;
    let mine = user.access(ListMyReturns, residence::list_mine).await?;
    let role = user.person().role;
    let reasons = ReasonCode::ALL
        .into_iter()
        .filter(|reason| reason.open_to(role))
        .collect();
    Ok(ReturnedForm {
        mine,
        reasons,
        filled: filled(&user, RETURNED, returned.as_deref(), Filled::default()).await?,
    })
}

/// Who is believed to be back and why the record is needed, as it was typed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ReturnFields {
    reason: String,
    words: String,
    given: String,
    family: String,
    born_day: String,
    born_month: String,
    born_year: String,
    postcode: String,
}

impl std::fmt::Debug for ReturnFields {
    /// What was typed names a child (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReturnFields")
    }
}

#[cfg(feature = "ssr")]
impl ReturnFields {
    /// The report, or everything there is to mend.
    fn report(&self) -> Result<domain::residence::ReportReturn, Rejection> {
        use domain::reason::Reason;
        use domain::residence::{Believed, ReportReturn};
        let missing = ["Enter the first names", "Enter the last name"];
        let name = PersonName::typed([&self.given, &self.family], missing);
        let message = "Enter the date of birth, like 27 3 2016";
        let (day, month, year) = (&self.born_day, &self.born_month, &self.born_year);
        let born = date("born", day, month, year, message);
        let postcode = match self.postcode.trim() {
            "" => Ok(None),
            typed => Postcode::parse(typed).map(Some).map_err(|_| {
                let message = "Enter a full postcode, like BD1 3AB, or leave it empty";
                Problem::new("postcode", message)
            }),
        };
        let reason = Reason::given(&self.reason, &self.words);
        match (name, born, postcode, reason) {
            (Ok(name), Ok(born), Ok(postcode), Ok(reason)) => Ok(ReportReturn {
                believed: Believed {
                    name,
                    born,
                    postcode,
                },
                reason,
            }),
            (name, born, postcode, reason) => {
                let mut problems = name.err().unwrap_or_default();
                problems.extend([born.err(), postcode.err()].into_iter().flatten());
                problems.extend(
                    reason
                        .err()
                        .map(|rejection| rejection.0)
                        .unwrap_or_default(),
                );
                Err(Rejection(problems))
            }
        }
    }
}

/// Tells that a child is believed to have come back.
#[server(endpoint = "residence/report-return")]
pub(crate) async fn report_return(#[server(flatten)] typed: ReturnFields) -> Result<(), Shown> {
    use domain::residence::ListMyReturns;
    let user = crate::signed_in::signed_in().await?;
    let result = match typed.report() {
        Ok(act) => user.access(act, residence::report_return).await,
        // Whoever may not tell is told so before what to mend.
        Err(rejection) => match user.access(ListMyReturns, residence::list_mine).await {
            Ok(_) => Err(rejection.into()),
            Err(stopped) => Err(stopped),
        },
    };
    let fields = crate::form::server::fields(&typed);
    if form_result(&user, RETURNED, "/returned", fields, result)
        .await?
        .is_some()
    {
        // The moment makes the address differ from that after the report before.
        let of = user.standing().now.timestamp();
        redirect(&format!("/returned?done=reported&of={of}"));
    }
    Ok(())
}

/// A report of a return, and the forms about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct LookForms {
    /// The report.
    pub shown: ReturnShown,
    /// Whether a manager looks, who may say that what was found is another child's.
    pub manager: bool,
    /// What stands in the form of the search.
    pub search: Filled,
    /// What stands in the form that closes it.
    pub close: Filled,
}

/// The name of a report in an address.
#[cfg(feature = "ssr")]
fn named(report: &str) -> Result<Uuid, Shown> {
    report.parse().map_err(|_| nothing())
}

/// A report, for the team that sees to it.
#[server(endpoint = "residence/return")]
pub(crate) async fn load_look(
    report: String,
    #[server(default)] returned: Option<String>,
) -> Result<LookForms, Shown> {
    use domain::residence::ViewReturned;
    use domain::standing::Role;
    let user = crate::signed_in::signed_in().await?;
    let act = ViewReturned {
        report: named(&report)?,
    };
    let shown = user.access(act, residence::view).await?;
    let reported = Filled::with([
        ("given", shown.name.given.clone()),
        ("family", shown.name.family.clone()),
        ("born_day", shown.born.day().to_string()),
        ("born_month", shown.born.month().to_string()),
        ("born_year", shown.born.year().to_string()),
    ]);
    let returned = returned.as_deref();
    Ok(LookForms {
        shown,
        manager: user.person().role == Role::LocalAuthorityManager,
        search: filled(&user, SEARCH, returned, reported).await?,
        close: filled(&user, CLOSE, returned, Filled::default()).await?,
    })
}

/// Whom the archive is searched for, as it was typed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SoughtFields {
    given: String,
    family: String,
    born_day: String,
    born_month: String,
    born_year: String,
    number: String,
    reference: String,
}

impl std::fmt::Debug for SoughtFields {
    /// What was typed names a child (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SoughtFields")
    }
}

/// Searches the archive for a report.
#[server(endpoint = "residence/search-archive")]
pub(crate) async fn search_archive(
    #[server(default)] report: String,
    #[server(flatten)] sought: SoughtFields,
) -> Result<(), Shown> {
    use domain::archive::{CaseReference, Wanted};
    use domain::residence::{SearchForReturned, ViewReturned};
    let user = crate::signed_in::signed_in().await?;
    let report = named(&report)?;
    let message = "Enter the date of birth, like 27 3 2016";
    let (day, month, year) = (&sought.born_day, &sought.born_month, &sought.born_year);
    let born = date("born", day, month, year, message);
    let names = [&*sought.given, &sought.family];
    let wanted = Wanted::typed(&sought.number, names, born);
    let result = match (wanted, CaseReference::parse(&sought.reference)) {
        (Ok(wanted), Ok(reference)) => {
            let act = SearchForReturned {
                report,
                wanted,
                reference,
            };
            user.access(act, residence::search).await
        }
        // Whoever may not see the report is told so before what to mend.
        (wanted, reference) => match user.access(ViewReturned { report }, residence::view).await {
            Ok(_) => {
                let problems = wanted.err().unwrap_or_default();
                Err(Rejection(problems.into_iter().chain(reference.err()).collect()).into())
            }
            Err(stopped) => Err(stopped),
        },
    };
    let fields = crate::form::server::fields(&sought);
    let page = format!("/returned/{report}");
    if form_result(&user, SEARCH, &page, fields, result)
        .await?
        .is_some()
    {
        let of = user.standing().now.timestamp();
        redirect(&format!("{page}?done=searched.{of}"));
    }
    Ok(())
}

/// Closes a report without a restoration.
#[server(endpoint = "residence/close-return")]
pub(crate) async fn close_return(
    #[server(default)] report: String,
    #[server(default)] outcome: String,
) -> Result<(), Shown> {
    use domain::residence::{CloseReturned, ReturnOutcome, ViewReturned};
    let user = crate::signed_in::signed_in().await?;
    let report = named(&report)?;
    let result = match ReturnOutcome::from_code(&outcome) {
        Some(outcome) => {
            let act = CloseReturned { report, outcome };
            user.access(act, residence::close).await
        }
        None => match user.access(ViewReturned { report }, residence::view).await {
            Ok(_) => Err(Rejection::of("outcome", "Select what the search came to").into()),
            Err(stopped) => Err(stopped),
        },
    };
    let fields = typed(&[("outcome", &outcome)]);
    let page = format!("/returned/{report}");
    if form_result(&user, CLOSE, &page, fields, result)
        .await?
        .is_some()
    {
        redirect("/leaving?done=closed");
    }
    Ok(())
}
