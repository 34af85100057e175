//! Telling that a child has left England, and what the management team makes of it (LVE-01, LVE-05,
//! matrix rows 29 and 30). Archiving is an act of the archive's.

use serde_json::json;

use super::Departure;
use crate::act::Act;
use crate::archive::Step;
use crate::audit::Event;
use crate::child_record::{RecordBearing, Verified};
use crate::id::ChildNumber;
use crate::past_eighteen::answers_for;
use crate::refusal::{Refusal, Rejection};
use crate::standing::Standing;

/// Telling the management team that a child has left England (LVE-01, matrix row 29). The record stays
/// as it is until they have made sure.
#[derive(Debug)]
pub struct ReportLeft {
    /// Who.
    pub child: ChildNumber,
    /// What is told.
    pub departure: Departure,
    /// Who said so.
    pub verified: Verified,
}

impl Act for ReportLeft {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("leave.reported", self.child)
            .detail(json!({ "verified": self.verified.code() }))
            .restricted(self.departure.restricted())
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.uses_records() => {}
            _ => return Err(Refusal::Role),
        }
        bearing.as_ref().map(|_| ()).ok_or(Refusal::NoSuchRecord)
    }
}

/// Stating of a record of one's own that its child has ceased to live in England, anew or once more
/// (D-14, LVE-05): reports about it are settled by it, and it is looked at again in six months.
#[derive(Debug)]
pub struct StateDeparture {
    /// Who.
    pub child: ChildNumber,
    /// What is stated.
    pub departure: Departure,
}

impl Act for StateDeparture {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("leave.stated", self.child).restricted(self.departure.restricted())
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing)
    }
}

/// Recording what was done to be sure (LVE-01): codes, never words.
#[derive(Debug)]
pub struct RecordSteps {
    /// About whom.
    pub child: ChildNumber,
    /// What was done.
    pub steps: Vec<Step>,
}

impl RecordSteps {
    /// Checks that there is one.
    pub fn check(&self) -> Result<(), Rejection> {
        if self.steps.is_empty() {
            return Err(Rejection::of(
                "steps",
                "Select at least one step that you took",
            ));
        }
        Ok(())
    }
}

impl Act for RecordSteps {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        let steps: Vec<&str> = self.steps.iter().map(|step| step.code()).collect();
        Event::on_child("leave.steps", self.child).detail(json!({ "steps": steps }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing)
    }
}

/// Finding that a child lives in England after all, or again: what was told and stated falls away.
#[derive(Debug)]
pub struct FindStillHere {
    /// Who.
    pub child: ChildNumber,
}

impl Act for FindStillHere {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("leave.dismissed", self.child)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing)
    }
}

/// Listing what one's authority has to see to: children who have left or are said to have, and those
/// who are believed to be back.
#[derive(Debug)]
pub struct ListLeaving;

impl Act for ListLeaving {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("leave.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.manages_records() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}
