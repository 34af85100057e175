//! Asking, passing on and answering (BRK-01 … BRK-07, D-02, matrix rows 20, 21 and 25).

use serde_json::json;

use super::leg::{Answer, Outside};
use super::request::{EnquiryAnswer, RequestKind, RequestState};
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::Telephone;
use crate::id::{AccountId, ChildNumber, LegId, LocalAuthorityCode, RequestId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::standing::{Hat, Role, Standing};

/// Asking that a sensitive service gets in touch (BRK-01, matrix row 20). The words of the reason
/// are kept in the trail alone.
#[derive(Debug)]
pub struct RequestBrokering {
    /// About whom.
    pub child: ChildNumber,
    /// Why.
    pub reason: Reason,
    /// Where whoever asks can be reached.
    pub telephone: Telephone,
}

/// What bears on asking: what the record shows. None where there is no live record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AskingBearing {
    /// Whether the record is shielded.
    pub shielded: bool,
    /// Whether a sensitive service is involved.
    pub sensitive_service: bool,
}

impl Act for RequestBrokering {
    type Bearing = Option<AskingBearing>;

    fn event(&self) -> Event {
        Event::on_child("brk.requested", self.child).because(&self.reason)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let role = standing.role().ok_or(Refusal::Role)?;
        if !role.asks_for_brokering() {
            return Err(Refusal::Role);
        }
        if !self.reason.code().open_to(role) {
            return Err(Refusal::Reason);
        }
        match bearing {
            // Of a shielded record nobody knows whether there is such a service (D-01).
            Some(record) if record.sensitive_service && !record.shielded => Ok(()),
            _ => Err(Refusal::NoSuchRecord),
        }
    }
}

/// Asking a question about a shielded record, of whoever answers for it (D-02, matrix row 25).
#[derive(Debug)]
pub struct AskAboutShielded {
    /// About whom.
    pub child: ChildNumber,
    /// Why.
    pub reason: Reason,
    /// Where whoever asks can be reached.
    pub telephone: Telephone,
}

impl Act for AskAboutShielded {
    type Bearing = Option<AskingBearing>;

    fn event(&self) -> Event {
        Event::on_child("shield.enquiry", self.child).because(&self.reason)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let role = standing.role().ok_or(Refusal::Role)?;
        if !role.asks_about_shielded() {
            return Err(Refusal::Role);
        }
        if !self.reason.code().open_to(role) {
            return Err(Refusal::Reason);
        }
        match bearing {
            Some(record) if record.shielded => Ok(()),
            _ => Err(Refusal::NoSuchRecord),
        }
    }
}

/// Listing the requests one has made.
#[derive(Debug)]
pub struct ListMyRequests;

impl Act for ListMyRequests {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("brk.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        may_ask(standing)
    }
}

/// Whether the hat is one under which requests are made.
fn may_ask(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(role) if role.asks_for_brokering() => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// What bears on a request. None: there is no such request about a live record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestBearing {
    /// About whom.
    pub child: ChildNumber,
    /// What is asked for.
    pub kind: RequestKind,
    /// Where it stands.
    pub state: RequestState,
    /// Who asked.
    pub requester: AccountId,
    /// The authority of whoever asked; none for national bodies.
    pub received_by: Option<LocalAuthorityCode>,
    /// The authority that is responsible for the record now: a request follows it (D-10).
    pub responsible: LocalAuthorityCode,
}

impl RequestBearing {
    /// The authority that has the request.
    pub fn with(&self) -> &LocalAuthorityCode {
        match (self.state, &self.received_by) {
            (RequestState::Received, Some(own)) => own,
            _ => &self.responsible,
        }
    }

    /// Whether the authority of whoever asked is one that sends requests about this record on.
    fn sent_on_by(&self, hat: &Hat) -> bool {
        self.received_by
            .as_ref()
            .is_some_and(|own| hat.brokers_for(own))
    }
}

/// The hat of somebody who may broker for some authority (matrix row 21).
fn brokers(standing: &Standing) -> Result<&Hat, Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    match &hat.local_authority {
        Some(own) if hat.brokers_for(own) => Ok(hat),
        _ => Err(Refusal::Role),
    }
}

/// Whether somebody brokers for the authority that has a request (D-10). A question about a
/// shielded record is for its manager alone to decide (matrix row 25, SHLD-10).
fn has_it(standing: &Standing, bearing: Option<&RequestBearing>) -> Result<(), Refusal> {
    let hat = brokers(standing)?;
    let bearing = bearing.ok_or(Refusal::NoSuchRecord)?;
    let decides = bearing.state != RequestState::Received && bearing.kind == RequestKind::Enquiry;
    let may = !decides || hat.role == Role::LocalAuthorityManager;
    if may && hat.brokers_for(bearing.with()) {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}

/// Taking back a request of one's own.
#[derive(Debug)]
pub struct WithdrawRequest {
    /// Which.
    pub request: RequestId,
}

impl Act for WithdrawRequest {
    type Bearing = Option<RequestBearing>;

    fn event(&self) -> Event {
        Event::of("brk.closed")
            .about("brokering-request", self.request)
            .detail(json!({ "why": "withdrawn" }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        may_ask(standing)?;
        let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        if standing.account() == Some(bearing.requester) {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// Seeing the queue of requests that one's authority has (BRK-07).
#[derive(Debug)]
pub struct ListRequests;

impl Act for ListRequests {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("brk.queue-viewed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        brokers(standing).map(|_| ())
    }
}

/// Seeing a request that one's authority has.
#[derive(Debug)]
pub struct ViewRequest {
    /// Which.
    pub request: RequestId,
}

impl Act for ViewRequest {
    type Bearing = Option<RequestBearing>;

    fn event(&self) -> Event {
        Event::of("brk.viewed").about("brokering-request", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        has_it(standing, bearing.as_ref())
    }
}

/// Sending a request on to the authority that is responsible for the record (D-10). Whoever does it
/// is not told which that is: of a shielded record it would tell where the child lives (D-02).
#[derive(Debug)]
pub struct SendOn {
    /// Which.
    pub request: RequestId,
}

impl Act for SendOn {
    type Bearing = Option<RequestBearing>;

    fn event(&self) -> Event {
        Event::of("brk.routed").about("brokering-request", self.request)
    }

    /// Also once it is sent on: a form sent twice is no mistake.
    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = brokers(standing)?;
        let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        if bearing.sent_on_by(hat) {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// Passing a request on to every sensitive service of the record, in one act (BRK-02, BRK-05).
#[derive(Debug)]
pub struct PassOn {
    /// Which.
    pub request: RequestId,
}

impl Act for PassOn {
    type Bearing = Option<RequestBearing>;

    fn event(&self) -> Event {
        Event::of("brk.passed").about("brokering-request", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        has_it(standing, bearing.as_ref())
    }
}

/// Deciding what an enquirer is told (SHLD-10).
#[derive(Debug)]
pub struct AnswerEnquiry {
    /// Which enquiry.
    pub request: RequestId,
    /// What they are told.
    pub answer: EnquiryAnswer,
}

impl Act for AnswerEnquiry {
    type Bearing = Option<RequestBearing>;

    fn event(&self) -> Event {
        Event::of("shield.enquiry-answered")
            .about("brokering-request", self.request)
            .detail(json!({ "answer": self.answer.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        has_it(standing, bearing.as_ref())
    }
}

/// What bears on a request at one service. None: there is no such request, or the service's entry
/// has left the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LegBearing {
    /// The request.
    pub request: RequestBearing,
    /// Who keeps the service's entry.
    pub owner: Option<AccountId>,
}

/// Whether somebody's own entry is that of the service asked (matrix row 21). Mostly they work for
/// a sensitive service; whoever recorded an entry before its service was flagged keeps it too.
fn asked(standing: &Standing, bearing: Option<&LegBearing>) -> Result<(), Refusal> {
    let role = standing.role().ok_or(Refusal::Role)?;
    if !role.keeps_involvements() {
        return Err(Refusal::Role);
    }
    let bearing = bearing.ok_or(Refusal::NoSuchRecord)?;
    if bearing.owner.is_some() && bearing.owner == standing.account() {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}

/// Seeing what one's own service is asked.
#[derive(Debug)]
pub struct ViewLeg {
    /// Which.
    pub leg: LegId,
}

impl Act for ViewLeg {
    type Bearing = Option<LegBearing>;

    fn event(&self) -> Event {
        Event::of("brk.question-viewed").about("brokering-leg", self.leg)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        asked(standing, bearing.as_ref())
    }
}

/// Saying whether one's own service gets in touch. No reason is given (BRK-03).
#[derive(Debug)]
pub struct AnswerRequest {
    /// Which.
    pub leg: LegId,
    /// Whether it does.
    pub answer: Answer,
}

impl Act for AnswerRequest {
    type Bearing = Option<LegBearing>;

    fn event(&self) -> Event {
        Event::of(self.answer.event()).about("brokering-leg", self.leg)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        asked(standing, bearing.as_ref())
    }
}

/// Recording that a service was reached outside the system, or what it said (BRK-04, BRK-06).
#[derive(Debug)]
pub struct RecordOutside {
    /// Which service's.
    pub leg: LegId,
    /// What happened.
    pub what: Outside,
}

impl Act for RecordOutside {
    type Bearing = Option<LegBearing>;

    fn event(&self) -> Event {
        let action = match self.what {
            Outside::Told => "brk.passed",
            Outside::Answered(answer) => answer.event(),
        };
        Event::of(action)
            .about("brokering-leg", self.leg)
            .detail(json!({ "outside": self.what.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        has_it(standing, bearing.as_ref().map(|leg| &leg.request))
    }
}
