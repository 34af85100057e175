//! Stopping a whole group at once (ACCT-07, scenario 38): the central team, every account of a body or of an
//! authority but its own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::act::Act;
use crate::audit::Event;
use crate::refusal::{Refusal, Rejection};
use crate::standing::{Role, Standing};

fn central_team(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(Role::CentralTeam) => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// Whose accounts, by the name that it goes by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Group {
    /// An authority, with every body that works in its area.
    Authority(String),
    /// A body.
    Organisation(String),
}

impl Group {
    /// What a form names.
    pub fn typed(kind: &str, name: &str) -> Result<Self, Rejection> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(Rejection::of("name", "Enter the whole name"));
        }
        match kind {
            "authority" => Ok(Group::Authority(name)),
            "organisation" => Ok(Group::Organisation(name)),
            _ => Err(Rejection::of(
                "kind",
                "Select whether it is an authority or an organisation",
            )),
        }
    }
}

/// Listing the stops.
#[derive(Debug)]
pub struct ListStops;

impl Act for ListStops {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("group.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        central_team(standing)
    }
}

/// Stopping a group: every session ends at once.
#[derive(Debug)]
pub struct StopGroup {
    /// Which.
    pub group: Group,
}

impl Act for StopGroup {
    type Bearing = ();

    fn event(&self) -> Event {
        let (kind, name) = match &self.group {
            Group::Authority(name) => ("authority", name),
            Group::Organisation(name) => ("organisation", name),
        };
        Event::of("group.stopped").detail(json!({ "kind": kind, "name": name }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        central_team(standing)
    }
}

/// Ending a stop: whoever nothing else keeps out can sign in again.
#[derive(Debug)]
pub struct EndStop {
    /// Which.
    pub stop: Uuid,
}

impl Act for EndStop {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("group.started").about("stop", self.stop)
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        central_team(standing)
    }
}

/// A stop.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GroupStop {
    /// Which.
    pub id: Uuid,
    /// Whose accounts.
    pub name: String,
    /// Since when.
    pub stopped_on: NaiveDate,
    /// How many accounts it keeps from use.
    pub accounts: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_named_whole_acct_07() {
        assert!(Group::typed("authority", "").is_err());
        assert!(Group::typed("", "Bradford").is_err());
        let typed = Group::typed("organisation", " Moorside  Primary School ").unwrap();
        assert_eq!(
            typed,
            Group::Organisation("Moorside Primary School".to_owned())
        );
    }
}
