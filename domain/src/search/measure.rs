//! Measuring a search: how long its bare statement takes.

use serde_json::json;

use super::criteria::Query;
use crate::act::Act;
use crate::audit::Event;
use crate::refusal::Refusal;
use crate::standing::{Actor, Standing};

/// Running the bare statement of a search, to compare with what a whole search costs. It gives
/// back how long that took and nothing that was found. For the operator's measurements alone.
#[derive(Debug)]
pub struct MeasureSearch {
    /// What is asked.
    pub criteria: Query,
}

impl Act for MeasureSearch {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("search.measured").restricted(json!({ "criteria": self.criteria.typed() }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.actor {
            Actor::System => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}
