//! Weeks, as figures are kept of them: from Monday to Sunday, counted as ISO 8601 does.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// How many weeks behind are shown.
pub const WEEKS_SHOWN: usize = 26;

/// A week.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Week(NaiveDate);

impl Week {
    /// The week in which a day lies.
    pub fn of(day: NaiveDate) -> Self {
        let since = u64::from(day.weekday().num_days_from_monday());
        Self(day.checked_sub_days(Days::new(since)).unwrap_or(day))
    }

    /// Its Monday.
    pub fn monday(self) -> NaiveDate {
        self.0
    }

    /// Its Sunday.
    pub fn sunday(self) -> NaiveDate {
        self.0
            .checked_add_days(Days::new(6))
            .unwrap_or(NaiveDate::MAX)
    }

    /// The week before.
    pub fn before(self) -> Self {
        Self::of(
            self.0
                .checked_sub_days(Days::new(7))
                .unwrap_or(NaiveDate::MIN),
        )
    }

    /// The first Monday that is shown on a day.
    pub fn first_shown(today: NaiveDate) -> NaiveDate {
        let first = Self::behind(today).first().copied();
        first.map_or(today, Self::monday)
    }

    /// The weeks that have ended by a day and are shown, oldest first.
    pub fn behind(today: NaiveDate) -> Vec<Week> {
        let mut weeks: Vec<Week> =
            std::iter::successors(Some(Self::of(today).before()), |week| Some(week.before()))
                .take(WEEKS_SHOWN)
                .collect();
        weeks.reverse();
        weeks
    }
}

/// `week 53 of 2026`: the year is the one in which most of the week lies.
impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = self.0.iso_week();
        write!(f, "week {} of {}", week.week(), week.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_at_the_turn_of_the_year_is_one_week_rpt_07() {
        let turn = Week::of(date("2026-12-31"));
        assert_eq!(turn, Week::of(date("2027-01-03")));
        assert_eq!(turn.to_string(), "week 53 of 2026");
        assert_eq!(Week::of(date("2027-01-04")).to_string(), "week 1 of 2027");
        assert_eq!(Week::of(date("2024-12-30")).to_string(), "week 1 of 2025");
        assert_eq!(
            (turn.monday(), turn.sunday()),
            (date("2026-12-28"), date("2027-01-03"))
        );
    }

    #[test]
    fn the_weeks_behind_follow_each_other_and_have_ended_rpt_07() {
        let weeks = Week::behind(date("2027-01-10"));
        assert_eq!(weeks.len(), WEEKS_SHOWN);
        assert_eq!(weeks.last(), Some(&Week::of(date("2027-01-03"))));
        for pair in weeks.windows(2) {
            assert_eq!(pair[1].before(), pair[0]);
        }
    }
}
