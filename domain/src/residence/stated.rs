//! A statement that stands on a record, and when it is looked at again (LVE-05, T-20).

use chrono::NaiveDate;

use super::Departure;
use crate::archive::Step;
use crate::clock::months_after;

/// Months after which a statement is looked at again (D-14, T-20).
pub const REVIEWED_EACH_MONTHS: u32 = 6;

/// What is asked about a statement when its day has come, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Ask {
    /// Those who keep the record, whether it still holds.
    Review,
    /// The manager, since the child has been away for three years.
    Absence,
}

impl Ask {
    /// Both, the first to be asked first.
    pub const ALL: [Ask; 2] = [Ask::Review, Ask::Absence];

    /// How many have been asked once this has.
    pub fn count(self) -> i16 {
        match self {
            Ask::Review => 1,
            Ask::Absence => 2,
        }
    }
}

/// A statement that stands on a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stated {
    /// What it says.
    pub departure: Departure,
    /// When it was stated, or last found to hold.
    pub stated_on: NaiveDate,
    /// What was done to be sure (LVE-01).
    pub steps: Vec<Step>,
}

impl Stated {
    /// The day on which it is looked at again: after six months, and once three years of absence are
    /// over whatever else is due (T-20).
    pub fn review_on(&self) -> NaiveDate {
        let half_a_year = months_after(self.stated_on, REVIEWED_EACH_MONTHS);
        half_a_year.min(self.absence_on())
    }

    /// The day on which the manager is asked because of the absence: when it has lasted three years, and
    /// where it is stated after that, with each review.
    pub fn absence_on(&self) -> NaiveDate {
        let three_years = self.departure.absence_counts_from();
        if self.stated_on < three_years {
            three_years
        } else {
            months_after(self.stated_on, REVIEWED_EACH_MONTHS)
        }
    }

    /// The day of a question.
    fn day_of(&self, ask: Ask) -> NaiveDate {
        match ask {
            Ask::Review => self.review_on(),
            Ask::Absence => self.absence_on(),
        }
    }

    /// What is to be asked by a day of what has not been asked: days that were missed are caught up
    /// (G-CLOCK).
    pub fn asks_due(&self, asked: i16, today: NaiveDate) -> Vec<Ask> {
        Ask::ALL
            .into_iter()
            .filter(|ask| ask.count() > asked && self.day_of(*ask) <= today)
            .collect()
    }

    /// What is due on a day, the gravest, whether or not a job has asked (G-CLOCK).
    pub fn due(&self, today: NaiveDate) -> Option<Ask> {
        self.asks_due(0, today).pop()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;
    use crate::clock::years_after;
    use crate::residence::{Intention, WentTo};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn stated(ceased_on: NaiveDate, stated_on: NaiveDate) -> Stated {
        Stated {
            departure: Departure {
                intention: Intention::NoInformation,
                ceased_on,
                went_to: WentTo::Abroad,
            },
            stated_on,
            steps: Vec::new(),
        }
    }

    #[test]
    fn a_statement_is_looked_at_each_half_year_and_at_three_years_t_20_lve_05() {
        let first = stated(date("2023-12-31"), date("2026-05-02"));
        assert_eq!(first.review_on(), date("2026-11-02"));
        assert_eq!(first.due(date("2026-11-01")), None);
        assert_eq!(first.due(date("2026-11-02")), Some(Ask::Review));
        let again = stated(date("2023-12-31"), date("2026-11-02"));
        assert_eq!(
            again.review_on(),
            date("2026-12-31"),
            "three years come first"
        );
        assert_eq!(again.due(date("2026-12-31")), Some(Ask::Absence));
        let after = stated(date("2023-12-31"), date("2026-12-31"));
        assert_eq!(after.review_on(), date("2027-06-30"));
        assert_eq!(after.due(date("2027-06-30")), Some(Ask::Absence));
    }

    #[test]
    fn a_month_without_the_day_ends_on_its_last_t_20() {
        let leap = stated(date("2027-08-31"), date("2027-08-31"));
        assert_eq!(leap.review_on(), date("2028-02-29"));
    }

    proptest! {
        #[test]
        fn no_statement_stands_longer_than_six_months_unseen_nor_past_three_years_t_20(
            ceased in 0_i64..20_000, later in 0_i64..3_000,
        ) {
            let ceased_on = date("1990-01-01") + TimeDelta::days(ceased);
            let stated_on = ceased_on + TimeDelta::days(later);
            let stated = stated(ceased_on, stated_on);
            let three = years_after(ceased_on, 3);
            prop_assert!(stated.review_on() > stated_on);
            prop_assert!((stated.review_on() - stated_on).num_days() <= 184);
            prop_assert!(stated.review_on() <= stated.absence_on());
            prop_assert!(stated_on >= three || stated.review_on() <= three);
        }

        #[test]
        fn a_job_that_missed_days_asks_the_same_as_one_that_ran_each_day_t_20_g_clock(
            ceased in 0_i64..2_000, later in 0_i64..2_000, begun in 0_i64..1_400, missed in 1_i64..4,
        ) {
            let ceased_on = date("2020-01-01") + TimeDelta::days(ceased);
            let stated = stated(ceased_on, ceased_on + TimeDelta::days(later));
            let begun = stated.stated_on + TimeDelta::days(begun);
            let before = stated.asks_due(0, begun);
            let asked = before.last().map_or(0, |ask| ask.count());
            let mut daily = Vec::new();
            let mut so_far = asked;
            for day in 1..=missed {
                let due = stated.asks_due(so_far, begun + TimeDelta::days(day));
                so_far = due.last().map_or(so_far, |ask| ask.count());
                daily.extend(due);
            }
            let caught_up = stated.asks_due(asked, begun + TimeDelta::days(missed));
            prop_assert_eq!(&daily, &caught_up);
            let again = stated.asks_due(so_far, begun + TimeDelta::days(missed));
            prop_assert!(again.is_empty(), "asked once");
        }
    }
}
