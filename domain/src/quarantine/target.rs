//! Within what time authorities settle whom doubtful rows are about (MAT-07).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::act::Act;
use crate::audit::Event;
use crate::id::LocalAuthorityCode;
use crate::refusal::{Refusal, Rejection};
use crate::standing::{Role, Standing};

/// Within how many working days a doubtful row is settled where the central team has set nothing else.
pub const REVIEWED_WITHIN_WORKING_DAYS: u32 = 10;

/// The targets are the central team's.
fn governs(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(Role::CentralTeam) => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// Seeing what waits at each authority, and its target: numbers alone.
#[derive(Debug)]
pub struct ViewReviewTargets;

impl Act for ViewReviewTargets {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("review-targets.viewed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        governs(standing)
    }
}

/// Setting an authority's target. What waits already keeps its day.
#[derive(Debug)]
pub struct SetReviewTarget {
    /// Whose.
    pub local_authority: LocalAuthorityCode,
    /// Within how many working days.
    pub target: ReviewTarget,
}

impl Act for SetReviewTarget {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("review-target.set").detail(json!({
            "local_authority": self.local_authority,
            "working_days": self.target.0,
        }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        governs(standing)
    }
}

/// A number of working days, from 1 to 60.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReviewTarget(u32);

impl ReviewTarget {
    /// Reads one as it was typed.
    ///
    /// # Errors
    /// When it is no such number.
    pub fn read(typed: &str) -> Result<Self, Rejection> {
        let days = typed.trim().parse::<u32>().ok();
        days.filter(|days| (1..=60).contains(days))
            .map(Self)
            .ok_or_else(|| {
                Rejection::of(
                    "working_days",
                    "Enter a number of working days from 1 to 60",
                )
            })
    }

    /// How many working days.
    pub fn working_days(self) -> u32 {
        self.0
    }
}

/// What waits at an authority. Of rows that may be about a shielded child nothing is counted (D-32).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReviewsWaiting {
    /// Whose.
    pub local_authority: LocalAuthorityCode,
    /// Its name.
    pub name: String,
    /// Within how many working days each is settled.
    pub working_days: u32,
    /// How many wait.
    pub waiting: u64,
    /// How many of them for longer than that.
    pub overdue: u64,
    /// When the oldest came.
    pub oldest: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_number_of_working_days_mat_07() {
        let read = |typed| ReviewTarget::read(typed).map(ReviewTarget::working_days);
        assert_eq!(read(" 5 "), Ok(5));
        for typed in ["", "0", "61", "-3", "five"] {
            assert!(read(typed).is_err(), "{typed}");
        }
    }
}
