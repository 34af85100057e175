//! The machine of section 4.4, and its clocks (D-04, T-25, T-26). There is no way out of a shield by
//! time: [`ShieldState::lift`] is the only one that ends it.

use chrono::{Days, NaiveDate};

use crate::clock::months_after;
use serde::{Deserialize, Serialize};

use super::review::Outcome;

/// Days after a notice within which the responsible manager looks at it (T-25).
pub const FIRST_REVIEW_WITHIN_DAYS: u64 = 7;

/// Months after a review within which there is another (T-26).
pub const REVIEWED_EACH_MONTHS: u32 = 6;

/// Days before a review falls due on which it is asked for.
pub const REMINDED_BEFORE_DAYS: u64 = 28;

/// Where a shielded record stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShieldState {
    /// Somebody still says that it is needed, or nobody has recommended that it ends.
    Shielded,
    /// Everyone has said that it is no longer needed, and a review recommends that it ends.
    EndProposed,
}

/// Why a shield cannot be lifted yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotYet {
    /// Somebody has not said that it is no longer needed.
    StillAsked,
    /// No review recommends it.
    NotRecommended,
}

impl ShieldState {
    /// The state, by how many notices stand and whether the last review since recommends an end.
    pub fn of(notices: usize, end_recommended: bool) -> Self {
        match Self::lift(notices, end_recommended) {
            Ok(()) => ShieldState::EndProposed,
            Err(_) => ShieldState::Shielded,
        }
    }

    /// Whether a shield may be lifted: by its manager, who decides (D-05).
    pub fn lift(notices: usize, end_recommended: bool) -> Result<(), NotYet> {
        match (notices, end_recommended) {
            (0, true) => Ok(()),
            (0, false) => Err(NotYet::NotRecommended),
            _ => Err(NotYet::StillAsked),
        }
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            ShieldState::Shielded => "Shielded",
            ShieldState::EndProposed => "May be lifted",
        }
    }
}

/// The clocks of a shield.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shield {
    /// The last day of the next review.
    pub due_on: NaiveDate,
    /// Whether the last review recommends an end, and no notice has come since.
    pub end_recommended: bool,
}

impl Shield {
    /// After a notice: it is looked at within seven days, and an end once recommended is open again.
    pub fn noticed(before: Option<Shield>, on: NaiveDate, until: Option<NaiveDate>) -> Self {
        let first = on + Days::new(FIRST_REVIEW_WITHIN_DAYS);
        let due_on = [before.map(|shield| shield.due_on), until]
            .into_iter()
            .flatten()
            .fold(first, NaiveDate::min);
        Self {
            due_on,
            end_recommended: false,
        }
    }

    /// After a review: there is another within six months, and on the first day until which a notice
    /// that stands is thought to be needed. One that only gathers views leaves the review due.
    pub fn reviewed(
        self,
        outcome: Outcome,
        on: NaiveDate,
        until: impl IntoIterator<Item = NaiveDate>,
    ) -> Self {
        if outcome == Outcome::GatherViews {
            return self;
        }
        let latest = months_after(on, REVIEWED_EACH_MONTHS);
        let due_on = until
            .into_iter()
            .filter(|day| *day > on)
            .fold(latest, NaiveDate::min);
        Self {
            due_on,
            end_recommended: outcome == Outcome::RecommendEnd,
        }
    }

    /// Whether the review has not been done in time: from the day after it was due, whether or not
    /// a job has run (G-CLOCK).
    pub fn overdue(self, today: NaiveDate) -> bool {
        today > self.due_on
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn shield(due_on: &str) -> Shield {
        Shield {
            due_on: date(due_on),
            end_recommended: false,
        }
    }

    #[test]
    fn a_notice_is_looked_at_by_day_seven_and_overdue_on_day_eight_t_25() {
        let raised = Shield::noticed(None, date("2026-11-02"), None);
        assert_eq!(raised.due_on, date("2026-11-09"));
        assert!(!raised.overdue(date("2026-11-09")));
        assert!(raised.overdue(date("2026-11-10")));
    }

    #[test]
    fn a_shield_is_reviewed_at_most_six_months_later_whatever_the_month_t_26() {
        for (reviewed, due) in [
            ("2026-11-09", "2027-05-09"),
            ("2026-08-31", "2027-02-28"),
            ("2027-08-31", "2028-02-29"),
            ("2026-03-31", "2026-09-30"),
            ("2028-02-29", "2028-08-29"),
        ] {
            let after = shield(reviewed).reviewed(Outcome::Keep, date(reviewed), None);
            assert_eq!(after.due_on, date(due), "reviewed on {reviewed}");
        }
    }

    #[test]
    fn a_shield_for_a_while_is_looked_at_on_its_last_day_and_does_not_end_by_it_shld_14() {
        let until = date("2026-11-04");
        let raised = Shield::noticed(None, date("2026-11-02"), Some(until));
        assert_eq!(raised.due_on, until);
        let kept = raised.reviewed(Outcome::Keep, date("2026-11-03"), [until]);
        assert_eq!(kept.due_on, until);
        let kept = kept.reviewed(Outcome::Keep, until, [until]);
        assert_eq!(kept.due_on, date("2027-05-04"));
    }

    #[test]
    fn a_new_notice_brings_the_review_forward_and_never_puts_it_off_d_04() {
        let later = Shield::noticed(Some(shield("2027-05-09")), date("2026-12-01"), None);
        assert_eq!(later.due_on, date("2026-12-08"));
        let sooner = Shield::noticed(Some(shield("2026-12-03")), date("2026-12-01"), None);
        assert_eq!(sooner.due_on, date("2026-12-03"));
    }

    #[test]
    fn gathering_views_leaves_the_review_due_shld_07() {
        let before = shield("2026-11-09");
        assert_eq!(
            before.reviewed(Outcome::GatherViews, date("2026-11-08"), None),
            before
        );
    }

    #[test]
    fn a_shield_is_lifted_only_when_nobody_asks_for_it_and_a_review_recommends_it_d_05() {
        assert_eq!(ShieldState::lift(0, true), Ok(()));
        assert_eq!(ShieldState::lift(0, false), Err(NotYet::NotRecommended));
        assert_eq!(ShieldState::lift(1, true), Err(NotYet::StillAsked));
        assert_eq!(ShieldState::lift(1, false), Err(NotYet::StillAsked));
    }

    #[test]
    fn a_new_notice_takes_back_the_proposal_to_end_section_4_4() {
        let proposed =
            shield("2026-11-09").reviewed(Outcome::RecommendEnd, date("2026-11-03"), None);
        assert_eq!(
            ShieldState::of(0, proposed.end_recommended),
            ShieldState::EndProposed
        );
        let again = Shield::noticed(Some(proposed), date("2026-12-01"), None);
        for notices in [0, 1] {
            assert_eq!(
                ShieldState::of(notices, again.end_recommended),
                ShieldState::Shielded
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn no_review_is_due_later_than_six_months_after_the_last_d_04(
            day in 0_i64..30_000, until in 0_i64..2_000, recommend in proptest::bool::ANY,
        ) {
            let on = date("2000-01-01") + chrono::TimeDelta::days(day);
            let until = on + chrono::TimeDelta::days(until);
            let outcome = if recommend { Outcome::RecommendEnd } else { Outcome::Keep };
            let after = shield("2000-01-01").reviewed(outcome, on, [until]);
            proptest::prop_assert!(after.due_on > on);
            proptest::prop_assert!(after.due_on <= months_after(on, REVIEWED_EACH_MONTHS));
            proptest::prop_assert!((after.due_on - on).num_days() <= 184);
        }

        #[test]
        fn no_course_of_days_alone_lifts_a_shield_section_4_4(
            days in 0_i64..40_000, notices in 1_usize..5, recommended in proptest::bool::ANY,
        ) {
            let today = date("2026-11-02") + chrono::TimeDelta::days(days);
            let shield = Shield { due_on: date("2026-11-09"), end_recommended: recommended };
            proptest::prop_assert_eq!(shield.overdue(today), days > 7);
            proptest::prop_assert_eq!(ShieldState::of(notices, recommended), ShieldState::Shielded);
        }
    }
}
