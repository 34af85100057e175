//! Logging, deciding on, splitting, answering and closing a complaint: the authority's complaints manager and
//! its ContactPoint manager (matrix row 58).

use serde_json::json;
use uuid::Uuid;

use super::course::Step;
use super::lodged::{Lodged, Part};
use super::office::Office;
use super::triage::Triage;
use crate::act::Act;
use crate::audit::Event;
use crate::id::LocalAuthorityCode;
use crate::refusal::Refusal;
use crate::standing::Standing;

/// What bears on a complaint; none where there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComplaintBearing {
    /// Who received it, and answers it (TRF-07).
    pub local_authority: LocalAuthorityCode,
}

/// Whether somebody handles complaints at all.
fn handles(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(role) if role.handles_complaints() => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// Whether somebody handles this one: nobody but the authority that received it knows of it.
fn handles_it(standing: &Standing, bearing: Option<&ComplaintBearing>) -> Result<(), Refusal> {
    handles(standing)?;
    let complaint = bearing.ok_or(Refusal::NoSuchRecord)?;
    let own = standing.hat().and_then(|hat| hat.local_authority.as_ref());
    match own == Some(&complaint.local_authority) {
        true => Ok(()),
        false => Err(Refusal::NotYours),
    }
}

/// Opening the form with which a complaint is logged.
#[derive(Debug)]
pub struct PrepareComplaint;

impl Act for PrepareComplaint {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("cmp.form-opened")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        handles(standing)
    }
}

/// Logging a complaint that was received.
#[derive(Debug)]
pub struct LogComplaint {
    /// What was received.
    pub lodged: Lodged,
    /// Given out with the form: what is sent twice is logged once; none where there was no form.
    pub token: Option<Uuid>,
}

impl Act for LogComplaint {
    type Bearing = ();

    /// The number that it names is no look at a record, and stands in none's history (CMP-07, AUD-08).
    fn event(&self) -> Event {
        let lodged = &self.lodged;
        Event::of("cmp.received")
            .detail(json!({
                "complainant": lodged.complainant.code(),
                "about": lodged.part.about.code(),
                "arose_on": lodged.part.arose_on,
                "received_on": lodged.received_on,
            }))
            .restricted(json!({
                "reference": lodged.reference.as_str(),
                "child": lodged.child.map(|child| child.to_string()),
            }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        handles(standing)
    }
}

/// Listing the complaints of one's authority.
#[derive(Debug)]
pub struct ListComplaints;

impl Act for ListComplaints {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("cmp.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        handles(standing)
    }
}

/// Setting how the complaints manager is reached, and whether there is an internal review: whoever publishes the
/// procedure (matrix row 62, CMP-04, CMP-06).
#[derive(Debug)]
pub struct SetOffice {
    /// What is set.
    pub office: Office,
}

impl Act for SetOffice {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("cmp.office-set").detail(json!({ "office": self.office }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        handles(standing)
    }
}

/// Seeing a complaint.
#[derive(Debug)]
pub struct ViewComplaint {
    /// Which.
    pub complaint: Uuid,
}

impl Act for ViewComplaint {
    type Bearing = Option<ComplaintBearing>;

    fn event(&self) -> Event {
        Event::of("cmp.viewed").about("complaint", self.complaint)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        handles_it(standing, bearing.as_ref())
    }
}

/// Taking a part of a complaint by itself, where it belongs elsewhere or is answered otherwise (section 4.9).
#[derive(Debug)]
pub struct SplitComplaint {
    /// Which.
    pub complaint: Uuid,
    /// What the part is about.
    pub part: Part,
    /// Given out with the form: what is sent twice is split once.
    pub token: Option<Uuid>,
}

impl Act for SplitComplaint {
    type Bearing = Option<ComplaintBearing>;

    fn event(&self) -> Event {
        Event::of("cmp.split")
            .detail(json!({ "about": self.part.about.code(), "arose_on": self.part.arose_on }))
            .about("complaint", self.complaint)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        handles_it(standing, bearing.as_ref())
    }
}

/// Deciding whose a complaint is, answering it, and what follows (CMP-02 … CMP-06).
#[derive(Debug)]
pub struct AdvanceComplaint {
    /// Which.
    pub complaint: Uuid,
    /// What is done.
    pub step: Step,
}

impl Act for AdvanceComplaint {
    type Bearing = Option<ComplaintBearing>;

    fn event(&self) -> Event {
        let event = match self.step {
            Step::Triage(Triage::Accept {
                late,
                alleges_misuse,
            }) => Event::of("cmp.accepted").detail(json!({
                "late": late.map(|why| why.code()),
                "alleges_misuse": alleges_misuse,
            })),
            Step::Triage(Triage::Redirect(exclusion)) => Event::of("cmp.redirected")
                .detail(json!({ "exclusion": exclusion.code(), "to": exclusion.route() })),
            Step::Triage(Triage::OutOfTime(why)) => {
                Event::of("cmp.out-of-time").detail(json!({ "why": why.code() }))
            }
            Step::Answer(outcome, on) => {
                Event::of("cmp.answered").detail(json!({ "outcome": outcome.code(), "on": on }))
            }
            Step::Review => Event::of("cmp.review-asked"),
            Step::Reviewed(outcome) => {
                Event::of("cmp.reviewed").detail(json!({ "outcome": outcome.code() }))
            }
            Step::External => Event::of("cmp.escalated"),
            Step::Close => Event::of("cmp.closed"),
        };
        event.about("complaint", self.complaint)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        handles_it(standing, bearing.as_ref())
    }
}
