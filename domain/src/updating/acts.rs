//! Seeing what stands, setting it right, and seeing why it stands.

use serde_json::json;

use super::change::Edit;
use crate::act::Act;
use crate::audit::Event;
use crate::best_view::{Item, Version};
use crate::child_record::{Assurance, RecordBearing, may_view};
use crate::id::ChildNumber;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::standing::Standing;

/// What bears on the details of a record; none where there is none that anyone may know of.
pub type DetailBearing = Option<RecordBearing>;

/// Whoever sees a record may set its details right; those of a shielded one its manager alone, since
/// nobody else sees them (matrix row 10, UPD-05, D-01).
fn may_change(standing: &Standing, bearing: &DetailBearing) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if !hat.role.uses_records() {
        return Err(Refusal::Role);
    }
    let record = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
    if record.shielded && !hat.decides_about(&record.local_authority, true) {
        return Err(Refusal::NotYours);
    }
    Ok(())
}

/// Seeing what stands of the details that can be changed.
#[derive(Debug)]
pub struct ViewDetails {
    /// Whose.
    pub child: ChildNumber,
    /// Why.
    pub reason: Reason,
    /// The one to be changed; none for the list of all.
    pub item: Option<Item>,
}

impl Act for ViewDetails {
    type Bearing = DetailBearing;

    fn event(&self) -> Event {
        Event::on_child("item.viewed", self.child).because(&self.reason)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        may_view(standing, &self.reason, bearing.as_ref())?;
        may_change(standing, bearing)
    }
}

/// Setting a detail right (UPD-01).
#[derive(Debug)]
pub struct ChangeDetail {
    /// Whose.
    pub child: ChildNumber,
    /// What is right.
    pub edit: Edit,
    /// How it was made sure of.
    pub assurance: Assurance,
    /// What the form was made from.
    pub seen: Version,
}

impl Act for ChangeDetail {
    type Bearing = DetailBearing;

    fn event(&self) -> Event {
        Event::on_child("item.changed", self.child).detail(json!({
            "item": self.edit.item().code(),
            "verified": self.assurance.way.code(),
            "document": self.assurance.document.map(|document| document.code()),
        }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        may_change(standing, bearing)
    }
}

/// What became of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Changed {
    /// It stands.
    Done,
    /// It waits for the responsible authority's data administrator; what stood stands (UPD-02).
    Waits,
}

/// Seeing item by item whose statement stands and why, what else is said, and what was said before
/// (REC-01, REC-02, UPD-07, matrix row 6).
#[derive(Debug)]
pub struct ExplainRecord {
    /// Whose.
    pub child: ChildNumber,
}

impl Act for ExplainRecord {
    type Bearing = DetailBearing;

    fn event(&self) -> Event {
        Event::on_child("record.explained", self.child)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        if !hat.role.manages_records() {
            return Err(Refusal::Role);
        }
        let record = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        let authority = &record.local_authority;
        let sees = !record.shielded || hat.sees_shields_of(authority);
        if sees && hat.manages_records_of(authority) {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}
