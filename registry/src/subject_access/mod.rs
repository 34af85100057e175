//! Requests for what is held about oneself (SAR): received ([`log`]), checked and decided ([`progress`]),
//! answered with the [`report`]; and what becomes of them when their record moves ([`follow`]).

mod follow;
mod list;
mod log;
mod progress;
mod report;
mod sql;
pub(crate) mod work;

use std::collections::HashMap;

use domain::act::Act;
use domain::child_record::PersonName;
use domain::subject_access::{
    AddRecord, DecideRequest, Decision, DisclosureBearing, ExtendRequest, Findings, OpenRequested,
    ProduceReport, Progress, RecordCheck, RecordDelivery, SignOff, ViewReport, ViewSubjectAccess,
    next,
};
use domain::task::TaskKind;
use uuid::Uuid;

pub(crate) use follow::{follow, joined, sealed_away};
pub use list::{list, set_allowance, view};
pub use log::{log, prepare};
pub use progress::{add_record, check, decide, deliver, extend, open, sign_off};
pub use report::{produce, view_report};

use crate::archive;
use crate::child_record;
use crate::door::{Access, KnownAct, Stopped, sealed};
use sql::{Found, Request};

/// The column whose values [`seal_name`] makes.
const SEALED: &str = "subject_access_request.sealed";

/// What waits with whoever answers a request.
const TASKS: [TaskKind; 2] = [
    TaskKind::SubjectAccessToAnswer,
    TaskKind::SubjectAccessOverdue,
];

/// Declares acts on which a request bears.
macro_rules! on_a_request {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Option<DisclosureBearing>, Stopped> {
                let request = access.act().request;
                let request = request_of(access, request).await?;
                Ok(request.map(|request| DisclosureBearing {
                    local_authority: request.local_authority,
                    shielded: request.shielded,
                }))
            }
        }
    )+};
}

on_a_request!(
    AddRecord,
    DecideRequest,
    ExtendRequest,
    OpenRequested,
    ProduceReport,
    RecordCheck,
    RecordDelivery,
    SignOff,
    ViewReport,
    ViewSubjectAccess,
);

/// A request, locked until the act is done, and its record kept from being shielded meanwhile (SHLD-01); none
/// where there is no such request.
async fn request_of<A: Act>(access: &mut Access<A>, id: Uuid) -> Result<Option<Request>, Stopped> {
    let Some(child) = sql::lock(access.connection(), id).await? else {
        return Ok(None);
    };
    if let Some(child) = child {
        child_record::bearing(access, child).await?;
    }
    Ok(requests(access, &[id]).await?.pop())
}

/// Requests as they stand.
async fn requests<A: Act>(access: &mut Access<A>, ids: &[Uuid]) -> Result<Vec<Request>, Stopped> {
    let (today, archived_after) = (access.today(), archive::out_of_reach(access, true).await?);
    Ok(sql::requests(access.connection(), ids, today, archived_after).await?)
}

/// What was found of requests, by request.
async fn found<A: Act>(
    access: &mut Access<A>,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Found>>, Stopped> {
    let mut by_request: HashMap<Uuid, Vec<Found>> = HashMap::new();
    for found in sql::found(access.connection(), ids).await? {
        by_request.entry(found.request).or_default().push(found);
    }
    Ok(by_request)
}

/// The findings alone.
fn findings(found: &[Found]) -> Findings {
    found.iter().map(|one| (one.check, one.finding)).collect()
}

impl Request {
    /// How far it has come.
    fn progress(&self, found: &Findings) -> Progress {
        Progress {
            next: next(self.applicant, self.by_another, found),
            shielded: self.shielded,
            signed_off: self.signed_on.iter().all(Option::is_some),
            decision: self.decided.map(|(decision, _)| decision),
            produced: self.produced_on.is_some(),
            delivered: self.delivered.is_some(),
        }
    }

    /// Takes back what was signed, decided and made on other findings.
    fn decide_anew(&mut self) {
        self.signed_on = [None, None];
        self.shows_whereabouts = false;
        self.produced_on = None;
        if self.decided.map(|(decision, _)| decision) == Some(Decision::Release) {
            self.decided = None;
        }
    }
}

/// The name under which a parent stands on records.
fn name_of<A: Act>(access: &Access<A>, request: &Request) -> Result<Option<PersonName>, Stopped> {
    let Some(sealed) = &request.sealed else {
        return Ok(None);
    };
    let plain = access.keys().open(SEALED, request.id.as_bytes(), sealed)?;
    Ok(Some(serde_json::from_slice(&plain)?))
}

fn seal_name<A: Act>(access: &Access<A>, id: Uuid, name: &PersonName) -> Result<Vec<u8>, Stopped> {
    let plain = serde_json::to_vec(name)?;
    let (keys, chance) = (access.keys(), access.chance());
    Ok(keys.seal(SEALED, id.as_bytes(), &plain, chance))
}
