//! Who sees figures.

use serde_json::json;

use crate::act::Act;
use crate::audit::Event;
use crate::id::LocalAuthorityCode;
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// Seeing figures: an authority's manager those of its own, the central team all (matrix row 61, STA-02).
#[derive(Debug)]
pub struct ViewStatistics {
    /// Of which authority; none for one's own, or the nation's.
    pub authority: Option<LocalAuthorityCode>,
}

impl Act for ViewStatistics {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("statistics.viewed").detail(json!({ "local_authority": self.authority }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        match (hat.role, &self.authority) {
            (Role::CentralTeam, _) | (Role::LocalAuthorityManager, None) => Ok(()),
            (Role::LocalAuthorityManager, Some(asked))
                if hat.local_authority.as_ref() == Some(asked) =>
            {
                Ok(())
            }
            (Role::LocalAuthorityManager, Some(_)) => Err(Refusal::NotYours),
            _ => Err(Refusal::Role),
        }
    }
}
