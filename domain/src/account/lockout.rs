//! Guessing made slow: delays that grow, then a lock (AUTH-07).

use chrono::TimeDelta;

use crate::clock::Moment;

/// How long an account stays locked once five attempts in a row have failed.
pub const LOCKED_FOR: TimeDelta = TimeDelta::minutes(15);

/// Failed attempts since the last success.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Attempts {
    /// How many in a row.
    pub failures: u32,
    /// When the latest was.
    pub latest: Option<Moment>,
}

/// How long must pass after so many failures before the next attempt is looked at: none, then
/// one second, two, four, and from the fifth on a quarter of an hour.
pub fn delay_after(failures: u32) -> TimeDelta {
    match failures {
        0 => TimeDelta::zero(),
        1..=4 => TimeDelta::seconds(1 << (failures - 1)),
        _ => LOCKED_FOR,
    }
}

impl Attempts {
    /// Failures in a row from which the account is suspended until its administrator acts.
    pub const SUSPENDED_FROM: u32 = 20;

    /// Whether another attempt may be looked at now.
    pub fn open_at(&self, now: Moment) -> bool {
        self.latest
            .is_none_or(|latest| now >= latest + delay_after(self.failures))
    }

    /// The attempts with one more failure.
    pub fn failed_at(self, now: Moment) -> Self {
        Self {
            failures: self.failures.saturating_add(1),
            latest: Some(now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_failure_locks_for_a_quarter_of_an_hour_auth_07() {
        let start: Moment = "2026-11-02T09:00:00Z".parse().unwrap();
        let mut attempts = Attempts::default();
        for failures in 1..=4 {
            attempts = attempts.failed_at(start);
            assert!(
                !attempts.open_at(start),
                "after {failures} failures there is a delay"
            );
            assert!(attempts.open_at(start + TimeDelta::seconds(8)));
        }
        attempts = attempts.failed_at(start);
        assert!(!attempts.open_at(start + TimeDelta::minutes(14)));
        assert!(attempts.open_at(start + TimeDelta::minutes(15)));
    }
}
