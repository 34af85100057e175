//! Seeing the desk, and the weeks behind one of its lines.

use serde_json::json;

use super::line::Line;
use crate::act::Act;
use crate::audit::Event;
use crate::refusal::Refusal;
use crate::standing::Standing;

/// Seeing one's desk.
#[derive(Debug)]
pub struct ViewDesk;

impl Act for ViewDesk {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("desk.viewed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.has_desk() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// Seeing the weeks behind a line. No hat sees those of a line that its desk does not have.
#[derive(Debug)]
pub struct ViewDeskLine {
    /// Which line.
    pub line: Line,
}

impl Act for ViewDeskLine {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("desk.line-viewed").detail(json!({ "line": self.line.code() }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        if self.line.is_shown_to(hat.role, hat.is_broker()) {
            Ok(())
        } else {
            Err(Refusal::Role)
        }
    }
}
