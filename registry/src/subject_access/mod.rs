//! Requests for what is held about oneself (SAR): received ([`log`]), checked and decided ([`progress`]),
//! answered with the [`report`]; and what becomes of them when their record moves ([`follow`]).

mod follow;
mod list;
mod log;
mod progress;
mod report;
mod sql;
pub(crate) mod work;

use std::collections::{BTreeSet, HashMap};

use domain::act::Act;
use domain::child_record::PersonName;
use domain::id::ChildNumber;
use domain::refusal::Refusal;
use domain::subject_access::{
    AddRecord, DecideRequest, Decision, DisclosureBearing, ExtendRequest, Findings, Held, Next,
    OpenRequested, ProduceReport, Progress, RecordCheck, RecordDelivery, SignOff, Statement,
    ViewReport, ViewSubjectAccess, next,
};
use domain::task::TaskKind;
use serde_json::json;
use uuid::Uuid;

pub(crate) use follow::{decide_anew, follow, joined, parted, sealed_away};
pub use list::{list, set_allowance, view};
pub use log::{log, prepare};
pub use progress::{add_record, check, decide, deliver, extend, open, sign_off};
pub use report::{produce, view_report};
pub(crate) use sql::Came;

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
                Ok(locked(access, request, None).await?.map(Request::bearing))
            }
        }
    )+};
}

on_a_request!(
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

impl sealed::Sealed for AddRecord {}

impl KnownAct for AddRecord {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<DisclosureBearing>, Stopped> {
        let AddRecord { request, child } = *access.act();
        Ok(locked(access, request, Some(child))
            .await?
            .map(Request::bearing))
    }
}

/// A request, locked until the act is done, and its records, and one that is to be added, kept from being
/// shielded meanwhile (SHLD-01); none where there is no such request. Records are locked before requests, as
/// everywhere: what is moved to another record between the two is not there, and is seen on the next try.
async fn locked<A: Act>(
    access: &mut Access<A>,
    id: Uuid,
    also: Option<ChildNumber>,
) -> Result<Option<Request>, Stopped> {
    let Some(children) = sql::children(access.connection(), id).await? else {
        return Ok(None);
    };
    let records: BTreeSet<ChildNumber> = children.iter().copied().chain(also).collect();
    for child in records {
        child_record::bearing(access, child).await?;
    }
    sql::lock(access.connection(), id).await?;
    if sql::children(access.connection(), id).await? != Some(children) {
        return Ok(None);
    }
    Ok(requests(access, &[id]).await?.pop())
}

/// A request that an act was permitted on, which holds its locks.
async fn permitted<A: Act>(access: &mut Access<A>, id: Uuid) -> Result<Request, Stopped> {
    let request = requests(access, &[id]).await?.pop();
    let request = request.ok_or(Refusal::NoSuchRecord)?;
    if let Some(child) = request.child {
        access.note(json!({ "child": child.to_string() }));
    }
    Ok(request)
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
    /// What of it decides who sees it.
    fn bearing(self) -> DisclosureBearing {
        DisclosureBearing {
            local_authority: self.local_authority,
            shielded: self.shielded,
        }
    }

    /// How far it has come.
    fn progress(&self, found: &Findings) -> Progress {
        // What is there no longer cannot be disclosed, however far the request has come.
        let gone = self.held == Held::Gone && !self.further;
        Progress {
            next: match gone {
                true => Next::Refuse(Statement::NotHeld),
                false => next(self.applicant, self.by_another, found),
            },
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
