//! The days of meetings (D-04, T-27).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::clock::months_after;

/// Days before the next meeting is due on which its manager is reminded to call it.
const REMINDED_BEFORE_DAYS: u64 = 28;

/// Where a meeting stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingState {
    /// Called, and not over.
    Planned,
    /// Over, with what it recommended.
    Closed,
    /// It did not take place.
    CalledOff,
}

impl MeetingState {
    /// Every state.
    pub const ALL: [MeetingState; 3] = [
        MeetingState::Planned,
        MeetingState::Closed,
        MeetingState::CalledOff,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            MeetingState::Planned => "planned",
            MeetingState::Closed => "closed",
            MeetingState::CalledOff => "called-off",
        }
    }

    /// The state with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            MeetingState::Planned => "Planned",
            MeetingState::Closed => "Over",
            MeetingState::CalledOff => "Called off",
        }
    }
}

/// The day by which the panel meets again: so many months after it last did, or after the authority's
/// first shield where it never has (T-27).
pub fn next_due(last: NaiveDate, every_months: u32) -> NaiveDate {
    months_after(last, every_months)
}

/// The day from which its manager is reminded.
pub fn remind_from(due: NaiveDate) -> NaiveDate {
    due.checked_sub_days(Days::new(REMINDED_BEFORE_DAYS))
        .unwrap_or(due)
}

/// The day before which a review must fall due for its shield to come before a meeting: that of the
/// meeting after this one, planned or due. So each is before the last meeting while there is time (D-04).
pub fn tabled_before(
    meets_on: NaiveDate,
    planned_next: Option<NaiveDate>,
    every_months: u32,
) -> NaiveDate {
    planned_next.unwrap_or_else(|| next_due(meets_on, every_months))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_panel_meets_each_quarter_and_its_manager_is_reminded_four_weeks_before_t_27() {
        let due = next_due(date("2026-11-30"), 3);
        assert_eq!(due, date("2027-02-28"));
        assert_eq!(remind_from(due), date("2027-01-31"));
    }

    #[test]
    fn a_shield_comes_before_the_last_meeting_before_its_review_falls_due_d_04() {
        let meets_on = date("2026-11-16");
        assert_eq!(tabled_before(meets_on, None, 3), date("2027-02-16"));
        let planned = Some(date("2027-01-11"));
        assert_eq!(tabled_before(meets_on, planned, 3), date("2027-01-11"));
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_cadence_no_review_falls_due_between_meetings_untabled_d_04(
            start in 0_i64..20_000, ahead in 1_i64..184, every in 1_u32..=6,
        ) {
            let reviewed = date("2000-01-01") + chrono::TimeDelta::days(start);
            let due = reviewed + chrono::TimeDelta::days(ahead);
            let mut meets_on = reviewed;
            let mut tabled = false;
            while meets_on < due {
                tabled |= due < tabled_before(meets_on, None, every);
                meets_on = next_due(meets_on, every);
            }
            proptest::prop_assert!(tabled || due == meets_on);
        }
    }

    #[test]
    fn each_state_is_known_by_its_code_shld_08() {
        for state in MeetingState::ALL {
            assert_eq!(MeetingState::from_code(state.code()), Some(state));
        }
    }
}
