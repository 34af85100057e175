//! What may be seen of requests, and by whom. Nothing here has a field for how many services there
//! are, but what the responsible authority's manager sees; nothing names a service; and nothing
//! names the responsible authority, which of a shielded record tells where the child lives (D-01,
//! D-02, BRK-05).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::leg::LegState;
use super::request::{Ending, Progress, RequestKind};
use crate::child_record::{DateOfBirth, Gender, PersonName, Telephone};
use crate::id::{ChildNumber, LegId, RequestId};
use crate::reason::ReasonCode;

/// The child: what even a shielded record shows (D-01).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ChildAskedAbout {
    /// Number.
    pub number: ChildNumber,
    /// Name.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Gender.
    pub gender: Gender,
    /// Whether the record is shielded.
    pub shielded: bool,
}

/// A request as whoever made it sees it. What was asked for is not said: of a record that has been
/// shielded since, it would tell that a sensitive service is involved.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyRequest {
    /// Which.
    pub id: RequestId,
    /// About whom.
    pub child: ChildAskedAbout,
    /// Since when.
    pub asked_on: NaiveDate,
    /// Where it stands.
    pub progress: Progress,
}

/// Who asks, for those who are to get in touch (BRK-01).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asker {
    /// Name.
    pub name: String,
    /// Job.
    pub job_title: String,
    /// In whose name they ask.
    pub organisation: String,
    /// The number on which they can be reached.
    pub telephone: Telephone,
}

/// A request as the service sees that is asked to get in touch (BRK-03).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LegToAnswer {
    /// Which.
    pub id: LegId,
    /// The child's name.
    pub child: PersonName,
    /// The child's date of birth.
    pub date_of_birth: DateOfBirth,
    /// Who asks.
    pub asker: Asker,
    /// Why they opened the record.
    pub reason: ReasonCode,
    /// When they asked.
    pub asked_on: NaiveDate,
    /// Until when the service is to answer.
    pub due_on: NaiveDate,
    /// Where it stands with this service.
    pub state: LegState,
}

/// A line of the queue of those who broker for an authority (BRK-07).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QueuedRequest {
    /// Which.
    pub id: RequestId,
    /// About whom.
    pub child: PersonName,
    /// What is asked for; none of a request that is only to be sent on, since of a record shielded
    /// since it would tell that a sensitive service is involved.
    pub kind: Option<RequestKind>,
    /// Since when.
    pub asked_on: NaiveDate,
    /// Until when the next step is to be taken, where the next step is the reader's.
    pub due_on: Option<NaiveDate>,
    /// Whether that day has passed (T-10).
    pub late: bool,
}

/// A request as those see it who broker for the authority that has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestToHandle {
    /// Which.
    pub id: RequestId,
    /// About whom.
    pub child: ChildAskedAbout,
    /// Who asks.
    pub asker: Asker,
    /// Why they opened the record.
    pub reason: ReasonCode,
    /// When they asked.
    pub asked_on: NaiveDate,
    /// What is to be done.
    pub handling: Handling,
}

/// What is to be done with a request. There is nothing to approve or to refuse (BRK-02).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Handling {
    /// To be sent on to the responsible authority, whichever that is. What was asked for is its
    /// business.
    SendOn,
    /// To be passed on to the service.
    PassOn,
    /// A question about a shielded record, to be answered (SHLD-10).
    AnswerEnquiry,
    /// The services have it.
    PassedOn(Vec<LegToHandle>),
    /// It has ended; a service may still answer where another will get in touch.
    Closed(Ending, Vec<LegToHandle>),
}

/// One of the services to which a request was passed on, as the responsible authority's manager
/// sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LegToHandle {
    /// Which.
    pub id: LegId,
    /// What the service is called; none where it is no longer recorded, or not sealed yet.
    pub service: Option<String>,
    /// Where it stands with this service.
    pub state: LegState,
    /// Whether the service has no account, and is told by the manager (BRK-06).
    pub off_system: bool,
    /// When the manager told it, where they have.
    pub told_on: Option<NaiveDate>,
    /// Until when it is to answer.
    pub due_on: NaiveDate,
    /// Whether that day has passed without an answer (BRK-04).
    pub late: bool,
}
