//! Who sees figures.

use crate::act::Act;
use crate::audit::Event;
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// Seeing figures: an authority's manager those of the authority, the central team the nation's (matrix row
/// 61, STA-02). Nobody sees both: what they differ by would tell of shielded children (STA-05).
#[derive(Debug)]
pub struct ViewStatistics;

impl Act for ViewStatistics {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("statistics.viewed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::LocalAuthorityManager | Role::CentralTeam) => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}
