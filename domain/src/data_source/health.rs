//! How a feed is doing: when it last supplied, whether it is late (T-30), and from when on it is
//! believed less (T-32).

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::clock::months_after;
use crate::desk::Week;

/// Months without a supply after which a source is believed less (T-32).
const SILENT_AFTER_MONTHS: u32 = 12;

/// The day by which a source is to supply: one cadence after it last did, or after it was connected.
pub fn due_on(last: NaiveDate, cadence_days: u32) -> NaiveDate {
    last.checked_add_days(Days::new(u64::from(cadence_days)))
        .unwrap_or(NaiveDate::MAX)
}

/// The first day on which it is overdue: a whole cadence late (T-30).
pub fn overdue_from(last: NaiveDate, cadence_days: u32) -> NaiveDate {
    due_on(due_on(last, cadence_days), cadence_days)
}

/// Whether a source that last supplied on a day has been silent for twelve months (T-32).
pub fn is_silent(last: NaiveDate, today: NaiveDate) -> bool {
    months_after(last, SILENT_AFTER_MONTHS) <= today
}

/// What a source supplied in a week. How many rows made or changed a record is not among it: whoever
/// looks would learn of single records by it (SHLD-12, FEED-05).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WeekSupplied {
    /// Which week.
    pub week: Week,
    /// Rows that came.
    pub received: i32,
    /// Rows that could not be used, by code.
    pub refused: BTreeMap<String, i32>,
}

impl WeekSupplied {
    /// How many rows could not be used.
    pub fn refused(&self) -> i32 {
        self.refused.values().sum()
    }

    /// How many could.
    pub fn taken_in(&self) -> i32 {
        self.received - self.refused()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_feed_is_overdue_when_it_is_a_whole_cadence_late_t_30() {
        assert_eq!(due_on(date("2026-11-02"), 7), date("2026-11-09"));
        assert_eq!(overdue_from(date("2026-11-02"), 7), date("2026-11-16"));
        assert_eq!(overdue_from(date("2028-02-28"), 1), date("2028-03-01"));
    }

    #[test]
    fn a_source_is_silent_after_twelve_months_without_a_supply_t_32() {
        assert!(!is_silent(date("2026-11-02"), date("2027-11-01")));
        assert!(is_silent(date("2026-11-02"), date("2027-11-02")));
        assert!(is_silent(date("2028-02-29"), date("2029-02-28")));
    }
}
