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
    NameSubject, Office, OpenCase, RecordStaffAnswer, ViewInvestigation, ViewMyQuestion,
};
use domain::refusal::{Refusal, Rejection};
use domain::standing::Role;
use domain::task::Recipient;
use serde_json::json;
use uuid::Uuid;

pub use list::{list, mine, question, view};
pub(crate) use report::{Reported, open_reported};
pub use report::{name, prepare, report};
pub use steps::{answer_of_staff, ask, close, decide, explain, open_case};
pub use stop::{end_stop, stop, stops};

use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::mail;
use sql::Investigation;

/// The column whose values hold what a user wrote.
const WORDS: &str = "misuse_investigation.sealed_words";

/// The column whose values hold whom a report names.
const REPORT: &str = "misuse_investigation.sealed_report";

/// Declares acts on which an investigation bears. It is locked until the act is done: of two who take a step the
/// second sees what the first did.
macro_rules! on_an_investigation {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(
                access: &mut Access<Self>,
            ) -> Result<Option<InvestigationBearing>, Stopped> {
                let id = access.act().investigation;
                let known = sql::locked(access.connection(), id).await?;
                Ok(known.map(|investigation| investigation.bearing()))
            }
        }
    )+};
}

on_an_investigation!(
    AskForExplanation,
    CloseInvestigation,
    DecideCase,
    ExplainUse,
    NameSubject,
    OpenCase,
    RecordStaffAnswer,
    ViewInvestigation,
    ViewMyQuestion,
);

/// An investigation that an act was permitted on, which holds its lock.
async fn permitted<A: Act>(access: &mut Access<A>, id: Uuid) -> Result<Investigation, Stopped> {
    let investigation = sql::locked(access.connection(), id).await?;
    Ok(investigation.ok_or(Refusal::NoSuchRecord)?)
}

impl Investigation {
    /// What of it decides who sees it.
    fn bearing(&self) -> InvestigationBearing {
        InvestigationBearing {
            office: self.office.clone(),
            organisation: self.organisation,
            subject: self.subject,
            administers: self.administers,
            reporter: self.reporter,
            case_opened: self.progress.case_opened_on.is_some(),
        }
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
