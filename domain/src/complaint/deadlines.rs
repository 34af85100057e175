//! Until when a complaint is answered, when it is warned of, and until when it can be made (CMP-02, CMP-03,
//! D-40, T-34, T-35).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::clock::{working_days_after, years_after};

/// Within how many working days the written answer is sent; the day of receipt is day 0 (D-40).
pub const ANSWERED_WITHIN_WORKING_DAYS: u32 = 20;

/// After how many working days whoever answers is reminded (T-34).
const REMINDED_AFTER_WORKING_DAYS: [u32; 2] = [10, 15];

/// The days on which a complaint's clock is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadlines {
    /// When whoever answers is reminded, and reminded again.
    pub remind_on: [NaiveDate; 2],
    /// The last day on which the answer is in time.
    pub due_on: NaiveDate,
}

impl Deadlines {
    /// Those of a complaint that was received on a day.
    pub fn of(received_on: NaiveDate, bank_holidays: &BTreeSet<NaiveDate>) -> Self {
        let after = |days| working_days_after(received_on, days, bank_holidays);
        Self {
            remind_on: REMINDED_AFTER_WORKING_DAYS.map(after),
            due_on: after(ANSWERED_WITHIN_WORKING_DAYS),
        }
    }
}

/// Whether a complaint came later than a year after what it is about: then it need not be taken (T-35).
pub fn is_late(arose_on: NaiveDate, received_on: NaiveDate) -> bool {
    received_on > years_after(arose_on, 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn received_on_the_thursday_before_easter_it_skips_both_bank_holidays_t_34_d_40_cmp_02() {
        let easter = BTreeSet::from([day("2026-04-03"), day("2026-04-06")]);
        let deadlines = Deadlines::of(day("2026-04-02"), &easter);
        assert_eq!(deadlines.remind_on, [day("2026-04-20"), day("2026-04-27")]);
        // The early bank holiday in May lies just after.
        assert_eq!(deadlines.due_on, day("2026-05-04"));
        let may = easter.into_iter().chain([day("2026-05-04")]).collect();
        let deadlines = Deadlines::of(day("2026-04-02"), &may);
        assert_eq!(deadlines.due_on, day("2026-05-05"));
    }

    #[test]
    fn a_fridays_complaint_has_its_first_day_on_monday_t_34_g_date() {
        let none = BTreeSet::new();
        let of = |received| Deadlines::of(day(received), &none);
        assert_eq!(of("2026-11-06").due_on, day("2026-12-04"));
        // Nothing is gained by a weekend.
        assert_eq!(of("2026-11-07"), of("2026-11-06"));
        assert_eq!(of("2026-11-08"), of("2026-11-06"));
    }

    #[test]
    fn a_year_is_in_time_up_to_the_same_day_t_35_cmp_03() {
        for (arose, received, late) in [
            ("2025-11-02", "2026-11-02", false),
            ("2025-11-01", "2026-11-02", true),
            ("2025-10-02", "2026-11-02", true),
            ("2024-02-29", "2025-03-01", false),
            ("2024-02-29", "2025-03-02", true),
        ] {
            assert_eq!(
                is_late(day(arose), day(received)),
                late,
                "{arose} {received}"
            );
        }
    }

    proptest! {
        #[test]
        fn reminders_come_before_the_last_day_and_none_falls_on_a_weekend_t_34(start in 0_i64..3000) {
            use chrono::Datelike;
            let received = day("2026-01-01") + chrono::TimeDelta::days(start);
            let Deadlines { remind_on: [ten, fifteen], due_on } =
                Deadlines::of(received, &BTreeSet::new());
            prop_assert!(received < ten && ten < fifteen && fifteen < due_on);
            for on in [ten, fifteen, due_on] {
                prop_assert!(on.weekday().number_from_monday() < 6);
            }
        }
    }
}
