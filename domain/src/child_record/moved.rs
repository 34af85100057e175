//! A child who has moved: the new address, or that it is not known (CTY-01).

use serde_json::json;

use super::{Address, RecordBearing, Verified};
use crate::act::Act;
use crate::audit::Event;
use crate::id::ChildNumber;
use crate::refusal::Refusal;
use crate::standing::Standing;

/// Telling that a child no longer lives where the record says (CTY-01, matrix row 10). Who is
/// responsible is not theirs to say: what the record then shows is weighed by rules of its own
/// (UPD-06, TRF-02), and where nobody knows where the child lives the authority keeps it (CTY-03).
#[derive(Debug)]
pub struct ReportMove {
    /// Whose.
    pub child: ChildNumber,
    /// Where to; none where nobody knows: then the present address is kept as the last known one.
    pub to: Option<Address>,
    /// How it was verified.
    pub verified: Verified,
}

impl Act for ReportMove {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("item.changed", self.child)
            .detail(json!({ "item": "address", "verified": self.verified.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.uses_records() => {}
            _ => return Err(Refusal::Role),
        }
        bearing.as_ref().map(|_| ()).ok_or(Refusal::NoSuchRecord)
    }
}

/// What became of it, as its sender is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moved {
    /// The record shows it now; of a shielded record this is always said.
    Shown,
    /// It has been noted, but a more trusted statement is shown.
    Noted,
}
