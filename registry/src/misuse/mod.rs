//! Looking into how accounts are used (MIS): opened by a report ([`report`]) or by the nights' review of the trail
//! ([`review`]), taken further ([`steps`]), seen by those who look into it and by whoever is asked ([`list`]). No
//! table of it names a record (MIS-08): those stand in the trail.

mod list;
mod report;
mod review;
mod sql;
mod steps;
mod stop;
pub(crate) mod work;

use domain::act::Act;
use domain::audit::Event;
use domain::misuse::{
    AskForExplanation, CloseInvestigation, DecideCase, ExplainUse, InvestigationBearing,
    NameSubject, Named, Office, OpenCase, RecordExplanation, ViewInvestigation, ViewMyQuestion,
};
use domain::refusal::{Refusal, Rejection};
use domain::standing::Role;
use domain::task::Recipient;
use serde_json::json;
use uuid::Uuid;

pub use list::{list, mine, question, view};
pub(crate) use report::{Reported, open_reported};
pub use report::{name, prepare, report};
pub use steps::{ask, close, decide, explain, open_case, record_explanation};
pub use stop::{end_stop, stop, stops};

use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::mail;
use sql::Investigation;

/// The column whose values hold what a user wrote.
const WORDS: &str = "misuse_investigation.sealed_words";

/// The column whose values hold whom a report names.
const REPORT: &str = "misuse_investigation.sealed_report";

/// Declares acts on which an investigation bears. Those that take a step lock it first; who looks waits for nobody.
macro_rules! on_an_investigation {
    ($($act:ty),+ => $lock:expr) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(
                access: &mut Access<Self>,
            ) -> Result<Option<InvestigationBearing>, Stopped> {
                let id = access.act().investigation;
                if $lock {
                    sql::lock(access.connection(), id).await?;
                }
                match sql::investigation(access.connection(), id).await? {
                    Some(investigation) => Ok(Some(bearing(access, &investigation).await?)),
                    None => Ok(None),
                }
            }
        }
    )+};
}

on_an_investigation!(ViewInvestigation, ViewMyQuestion => false);
on_an_investigation!(
    AskForExplanation, CloseInvestigation, DecideCase, ExplainUse, NameSubject, OpenCase,
    RecordExplanation => true
);

/// An investigation that an act was permitted on.
async fn permitted<A: Act>(access: &mut Access<A>, id: Uuid) -> Result<Investigation, Stopped> {
    let investigation = sql::investigation(access.connection(), id).await?;
    Ok(investigation.ok_or(Refusal::NoSuchRecord)?)
}

/// What of an investigation decides who sees it.
async fn bearing<A: Act>(
    access: &mut Access<A>,
    investigation: &Investigation,
) -> Result<InvestigationBearing, Stopped> {
    let names_reader = match investigation.subject {
        Some(_) => false,
        None => {
            let reader = reader(access).await?;
            named(
                access,
                investigation.id,
                investigation.sealed_report.as_deref(),
            )?
            .is_some_and(|named| named.is(&reader))
        }
    };
    Ok(InvestigationBearing {
        office: investigation.office.clone(),
        organisation: investigation.organisation,
        subject: investigation.subject,
        administers: investigation.administers,
        names_reader,
        reporter: investigation.reporter,
        case_opened: investigation.progress.case_opened_on.is_some(),
    })
}

/// Whom a report names, as it was told.
fn named<A: Act>(
    access: &Access<A>,
    id: Uuid,
    sealed: Option<&[u8]>,
) -> Result<Option<Named>, Stopped> {
    let plain = sealed
        .map(|sealed| access.keys().open(REPORT, id.as_bytes(), sealed))
        .transpose()?;
    Ok(plain
        .map(|plain| serde_json::from_slice(&plain))
        .transpose()?)
}

/// The name of whoever acts; an empty one of nobody.
async fn reader<A: Act>(access: &mut Access<A>) -> Result<String, Stopped> {
    match access.standing().account() {
        Some(account) => Ok(sql::name_of(access.connection(), account).await?),
        None => Ok(String::new()),
    }
}

/// What is answered where a step does not follow from how things stand.
fn not_now(field: &'static str) -> Rejection {
    Rejection::of(
        field,
        "This has moved on, or is not so far yet. Look at where it stands now",
    )
}

/// Writes to those who look into it that there is something to do.
async fn tell_office<A: Act>(access: &mut Access<A>, id: Uuid) -> Result<(), Stopped> {
    let investigation = permitted(access, id).await?;
    let case = investigation.progress.case_opened_on.is_some();
    let to = match investigation.office {
        Office::CentralTeam => Recipient::central_team(),
        Office::Authority(authority) if case => Recipient::managers_of(&authority),
        Office::Authority(authority) => Recipient::Holders {
            role: Role::AccountAdministrator,
            local_authority: Some(authority),
            team: None,
        },
        // A national partner's administrators look at their list: nobody is written to by body.
        Office::Partner(_) => return Ok(()),
    };
    mail::ask(access, &to).await
}

/// Who answers for it: for what is late, and for cases.
fn whoever_answers(office: &Office) -> Option<Recipient> {
    match office {
        Office::CentralTeam => Some(Recipient::central_team()),
        Office::Authority(authority) => Some(Recipient::managers_of(authority)),
        Office::Partner(_) => None,
    }
}

/// The line of the trail that tells of an investigation which a rule of ours opened or added to.
fn raised(id: Uuid, patterns: &[&str]) -> Event {
    Event::of("alert.raised")
        .about("investigation", id)
        .detail(json!({ "patterns": patterns }))
}
