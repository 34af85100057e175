//! A search that could not be made as it was asked: it is refused whole and remembered (SRCH-01).

use serde_json::json;

use super::criteria::Criteria;
use crate::act::Act;
use crate::audit::Event;
use crate::refusal::{Refusal, Rejection};
use crate::standing::Standing;

/// Asking for a search without a reason, or by criteria that cannot be searched by. It does
/// nothing but leave its line in the trail.
#[derive(Debug)]
pub struct BlockedSearch {
    /// What was typed.
    pub criteria: Criteria,
    /// What is wrong with it.
    pub rejection: Rejection,
}

impl Act for BlockedSearch {
    type Bearing = ();

    fn event(&self) -> Event {
        let fields: Vec<_> = self
            .rejection
            .0
            .iter()
            .map(|problem| &problem.field)
            .collect();
        Event::of("search.blocked")
            .detail(json!({ "fields": fields }))
            .restricted(json!({ "criteria": self.criteria }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.uses_records() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}
