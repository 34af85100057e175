//! How far the directory has been compared with itself. A round goes through all numbers in the same pace,
//! hour by hour, so it never ends at a bad time, and a worker that was away goes on where it stopped (G-CLOCK).

use crate::clock::Moment;
use crate::id::ChildNumber;

/// In so many days every record has been compared once.
pub const ROUND_DAYS: i64 = 28;
/// How many records one act compares at the most.
pub const BATCH: i64 = 200;

const HOURS: i64 = ROUND_DAYS * 24;
/// The first number, and how many numbers there are with their check digits.
const FIRST: i64 = 100_000_000_000;
const SPAN: i64 = ChildNumber::SPACE as i64 * 10;

/// Numbers to go through next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// The first number.
    pub from: i64,
    /// The first that does not belong to it.
    pub to: i64,
    start: i64,
}

/// How far all rounds together have come by the hour that is over.
fn due_by(now: Moment) -> i64 {
    let hours = now.timestamp().div_euclid(3600);
    let place = i128::from(hours) * i128::from(SPAN) / i128::from(HOURS);
    i64::try_from(place).unwrap_or(i64::MAX)
}

/// What is to be gone through next, where the rounds have reached a place; none where everything due has
/// been. A directory that was never compared begins with the hour that is over, and one that was left alone
/// for longer than a round is gone through once.
pub fn next_step(reached: Option<i64>, now: Moment) -> Option<Step> {
    let due = due_by(now);
    let start = reached.unwrap_or(due - SPAN / HOURS).max(due - SPAN);
    if start >= due {
        return None;
    }
    let offset = start.rem_euclid(SPAN);
    let length = (due - start).min(SPAN - offset);
    Some(Step {
        from: FIRST + offset,
        to: FIRST + offset + length,
        start,
    })
}

impl Step {
    /// The place that is reached once all numbers before this one have been gone through.
    pub fn reached(&self, number: i64) -> i64 {
        self.start + (number.clamp(self.from, self.to) - self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    /// Goes through everything that is due; gives the place reached and how many numbers that were.
    fn through(mut reached: Option<i64>, now: Moment) -> (Option<i64>, i64) {
        let mut numbers = 0;
        while let Some(step) = next_step(reached, now) {
            assert!(FIRST <= step.from && step.from < step.to && step.to <= FIRST + SPAN);
            numbers += step.to - step.from;
            reached = Some(step.reached(step.to));
        }
        (reached, numbers)
    }

    #[test]
    fn a_round_goes_through_every_number_in_four_weeks_mat_08() {
        let (mut reached, mut all) = (through(None, at("2026-11-02T09:30:00Z")).0, 0);
        for hour in 1..=HOURS {
            let now = at("2026-11-02T09:30:00Z") + chrono::TimeDelta::hours(hour);
            let (next, numbers) = through(reached, now);
            assert!(
                numbers <= SPAN / HOURS + 1,
                "no hour has more than its share"
            );
            (reached, all) = (next, all + numbers);
        }
        assert_eq!(all, SPAN);
    }

    #[test]
    fn what_was_missed_is_caught_up_and_nothing_twice_mat_08() {
        let (reached, first) = through(None, at("2026-11-02T09:30:00Z"));
        assert_eq!(first, SPAN / HOURS);
        assert_eq!(through(reached, at("2026-11-02T09:59:59Z")).1, 0);
        let week = through(reached, at("2026-11-09T09:30:00Z")).1;
        assert_eq!(week, SPAN / 4);
        assert_eq!(through(reached, at("2027-11-02T09:30:00Z")).1, SPAN);
    }

    #[test]
    fn a_step_goes_on_after_the_last_record_that_was_compared_mat_08() {
        let step = next_step(None, at("2026-11-02T09:30:00Z")).unwrap();
        let reached = step.reached(step.from + 10);
        let next = next_step(Some(reached), at("2026-11-02T09:30:00Z")).unwrap();
        assert_eq!((next.from, next.to), (step.from + 10, step.to));
    }
}
