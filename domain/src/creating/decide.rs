//! What the authority does with requests (CRE-03, matrix row 9): its data administrators and managers,
//! and nobody about a request of their own.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{CreationBearing, Question};
use crate::act::Act;
use crate::archive::{AccessReason, CaseReference};
use crate::audit::Event;
use crate::id::ChildNumber;
use crate::refusal::Refusal;
use crate::standing::Standing;

/// Listing the requests on which one's authority decides.
#[derive(Debug)]
pub struct ListCreations;

impl Act for ListCreations {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("create.queue-listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.manages_records() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// Whether somebody decides on a request now: it waits for their authority, and they did not ask.
fn decides(standing: &Standing, bearing: Option<&CreationBearing>) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if !hat.role.manages_records() {
        return Err(Refusal::Role);
    }
    let request = bearing.ok_or(Refusal::NoSuchRecord)?;
    if !hat.manages_records_of(&request.local_authority) || request.is_asked_by(standing) {
        return Err(Refusal::NotYours);
    }
    if request.state.waits_for_authority() {
        Ok(())
    } else {
        Err(Refusal::NoSuchRecord)
    }
}

/// Looking at a request: by its facts the live directory, shielded records and the archive are searched,
/// and whoever is found is noted (CRE-03).
#[derive(Debug)]
pub struct CheckCreation {
    /// Which.
    pub request: Uuid,
}

impl Act for CheckCreation {
    type Bearing = Option<CreationBearing>;

    fn event(&self) -> Event {
        Event::of("create.candidates").about("creation-request", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Looking at an archived record that a check found, through a window, in case the child is back (ARC-04).
#[derive(Debug)]
pub struct LookAtArchived {
    /// For which request.
    pub request: Uuid,
    /// Which record.
    pub child: ChildNumber,
    /// The case's reference; kept in the trail alone.
    pub reference: CaseReference,
}

impl Act for LookAtArchived {
    type Bearing = Option<CreationBearing>;

    fn event(&self) -> Event {
        Event::on_child("create.archived-opened", self.child)
            .detail(json!({
                "request": self.request,
                "reason": AccessReason::ReturnedToEngland.code(),
            }))
            .restricted(json!({ "reference": self.reference.as_str() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// What is decided. That an archived record comes back is decided by restoring it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// A record is made.
    Create {
        /// Whether it was made sure that the home lies in England (CRE-05).
        sure: bool,
    },
    /// There is a record: this one.
    Exists(ChildNumber),
    /// The child does not live in England.
    NotResident,
    /// Those who asked are to tell more.
    AskMore(Vec<Question>),
}

impl Decision {
    /// The code in forms and in the trail.
    pub fn code(&self) -> &'static str {
        match self {
            Decision::Create { .. } => "created",
            Decision::Exists(_) => "exists-use-number",
            Decision::NotResident => "refused-not-resident",
            Decision::AskMore(_) => "needs-information",
        }
    }
}

/// Deciding on a request that was checked.
#[derive(Debug)]
pub struct DecideCreation {
    /// Which.
    pub request: Uuid,
    /// What is decided.
    pub decision: Decision,
}

impl Act for DecideCreation {
    type Bearing = Option<CreationBearing>;

    fn event(&self) -> Event {
        let what: Value = match &self.decision {
            Decision::Exists(child) => json!(child.to_string()),
            Decision::AskMore(questions) => {
                json!(questions.iter().map(|one| one.code()).collect::<Vec<_>>())
            }
            Decision::Create { sure } => json!(sure),
            Decision::NotResident => Value::Null,
        };
        Event::of("create.decided")
            .about("creation-request", self.request)
            .detail(json!({ "decision": self.decision.code(), "with": what }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}
