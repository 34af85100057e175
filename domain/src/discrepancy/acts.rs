//! Who fetches notices, and who sees how many stand.

use chrono::NaiveDate;
use serde_json::json;

use super::Place;
use crate::act::Act;
use crate::audit::Event;
use crate::data_source::{SourceBearing, own_source};
use crate::id::SourceId;
use crate::refusal::Refusal;
use crate::standing::Standing;

/// Fetching the notices that stand for a source: the source itself does, by whichever channel.
#[derive(Debug)]
pub struct FetchNotices {
    /// Which source.
    pub source: SourceId,
    /// Only what was told, for the first time or again, on this day or later.
    pub since: Option<NaiveDate>,
    /// Where to go on.
    pub after: Option<Place>,
}

impl Act for FetchNotices {
    type Bearing = SourceBearing;

    fn event(&self) -> Event {
        Event::of("disc.fetched")
            .about("source", self.source)
            .detail(json!({ "since": self.since, "goes_on": self.after.is_some() }))
    }

    fn permit(&self, standing: &Standing, bearing: &SourceBearing) -> Result<(), Refusal> {
        own_source(standing, self.source, *bearing)
    }
}

/// Seeing how many notices stand, by source, item and age: of the sources of one's authority, or for the
/// central team of national ones.
#[derive(Debug)]
pub struct ListDiscrepancies;

impl Act for ListDiscrepancies {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("disc.counted")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.has_desk() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}
