//! Loading a made-up population into an empty directory.

use serde_json::json;

use crate::act::Act;
use crate::audit::Event;
use crate::refusal::Refusal;
use crate::standing::{Actor, Standing};

/// Loading a made-up population into an empty directory: for demonstrations, tests and benchmarks.
/// `R` is where the records come from.
pub struct LoadPopulation<R> {
    /// How many children.
    pub children: u64,
    /// From which seed they are made.
    pub seed: u64,
    /// The records.
    pub records: R,
}

impl<R: Send + Sync + 'static> Act for LoadPopulation<R> {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("data.seeded").detail(json!({ "children": self.children, "seed": self.seed }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.actor {
            Actor::System => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}
