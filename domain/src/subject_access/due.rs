//! Until when a request is answered (D-41, SAR-10, T-33).

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::clock::{months_after, working_days_after};
use crate::coded::coded;

/// How long there is: a month, or the forty days of old where an authority has set them (D-41).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Allowance {
    /// One calendar month, which can be extended by two.
    #[default]
    Month,
    /// Forty days, which cannot.
    FortyDays,
}

coded! {
    /// Why two months more are needed (D-41).
    Extension {
        /// It is complex.
        Complex = "complex" => "The request is complex",
        /// The same person has made several.
        Several = "several" => "The same person has made several requests",
    }
}

/// The clock of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
    /// When it was received.
    pub received_on: NaiveDate,
    /// How long there is.
    pub allowance: Allowance,
    /// Why there are two months more, where there are.
    pub extended: Option<Extension>,
    /// For how many days it has stood still, the present pause left out.
    pub paused_days: u32,
    /// Since when it stands still; none while it runs.
    pub paused_on: Option<NaiveDate>,
}

impl Clock {
    /// The last day on which the answer is in time; none while the clock stands still. One that is no
    /// working day gives way to the next that is (G-DATE).
    pub fn due_on(&self, bank_holidays: &BTreeSet<NaiveDate>) -> Option<NaiveDate> {
        if self.paused_on.is_some() {
            return None;
        }
        let day = match (self.allowance, self.extended) {
            (Allowance::FortyDays, _) => self.received_on + Days::new(40),
            (Allowance::Month, None) => months_after(self.received_on, 1),
            (Allowance::Month, Some(_)) => months_after(self.received_on, 3),
        };
        let day = day + Days::new(u64::from(self.paused_days));
        let before = day.pred_opt().unwrap_or(day);
        Some(working_days_after(before, 1, bank_holidays))
    }

    /// Whether two months more can be taken: once, and where the law gives them.
    pub fn may_extend(&self) -> bool {
        self.allowance == Allowance::Month && self.extended.is_none()
    }

    /// Whether there was still time when the clock was last seen running: today, or on the day on which it
    /// came to stand still. A pause gives no more of it.
    pub fn in_time(&self, today: NaiveDate, bank_holidays: &BTreeSet<NaiveDate>) -> bool {
        let runs = Self {
            paused_on: None,
            ..*self
        };
        let due = runs.due_on(bank_holidays);
        due.is_none_or(|due| self.paused_on.unwrap_or(today) <= due)
    }

    /// The same clock, standing still from a day on or running again: while identity is not proved it
    /// stands (SAR-10).
    pub fn waiting(self, waits: bool, today: NaiveDate) -> Self {
        match (self.paused_on, waits) {
            (None, true) => Self {
                paused_on: Some(today),
                ..self
            },
            (Some(since), false) => {
                let days = (today - since).num_days().max(0);
                Self {
                    paused_on: None,
                    paused_days: self
                        .paused_days
                        .saturating_add(u32::try_from(days).unwrap_or(u32::MAX)),
                    ..self
                }
            }
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn received(on: &str) -> Clock {
        Clock {
            received_on: day(on),
            allowance: Allowance::Month,
            extended: None,
            paused_days: 0,
            paused_on: None,
        }
    }

    #[test]
    fn there_is_a_month_two_more_for_a_reason_or_forty_days_of_old_d_41_t_33() {
        let christmas = BTreeSet::from([day("2026-12-25"), day("2026-12-28")]);
        let of = |clock: Clock| clock.due_on(&christmas).unwrap();
        // A Wednesday, the month's last day for one without it, and Christmas Day that gives way.
        assert_eq!(of(received("2026-11-02")), day("2026-12-02"));
        assert_eq!(of(received("2027-01-31")), day("2027-03-01"));
        assert_eq!(of(received("2026-11-25")), day("2026-12-29"));
        let longer = Clock {
            extended: Some(Extension::Complex),
            ..received("2026-11-02")
        };
        assert_eq!(of(longer), day("2027-02-02"));
        assert!(received("2026-11-02").may_extend() && !longer.may_extend());
        let of_old = Clock {
            allowance: Allowance::FortyDays,
            ..received("2026-11-02")
        };
        assert_eq!(of(of_old), day("2026-12-14"), "the fortieth is a Saturday");
        assert!(!of_old.may_extend());
    }

    #[test]
    fn the_clock_stands_still_while_identity_is_not_proved_sar_10_d_41() {
        let none = BTreeSet::new();
        let stands = received("2026-11-02").waiting(true, day("2026-11-05"));
        assert_eq!(stands.due_on(&none), None);
        // Asked for again, it stands since the first time.
        let again = stands.waiting(true, day("2026-11-09"));
        assert_eq!(again, stands);
        let runs = again.waiting(false, day("2026-11-12"));
        assert_eq!(runs.paused_days, 7);
        assert_eq!(runs.due_on(&none), Some(day("2026-12-09")));
        assert_eq!(runs.waiting(false, day("2026-11-30")), runs);
    }

    #[test]
    fn a_pause_that_began_too_late_gives_no_time_to_take_more_d_41() {
        let none = BTreeSet::new();
        let clock = received("2026-11-02");
        assert!(clock.in_time(day("2026-12-02"), &none));
        assert!(!clock.in_time(day("2026-12-03"), &none));
        let late = clock.waiting(true, day("2026-12-03"));
        assert!(!late.in_time(day("2026-12-03"), &none));
        let early = clock.waiting(true, day("2026-11-30"));
        assert!(early.in_time(day("2026-12-20"), &none));
    }

    proptest! {
        #[test]
        fn no_pause_is_lost_and_no_answer_falls_due_at_a_weekend_sar_10(
            start in 0..3000_u64,
            pauses in proptest::collection::vec((1..40_u64, 0..40_u64), 0..6),
        ) {
            let received_on = day("2026-01-01") + Days::new(start);
            let none = BTreeSet::new();
            let mut clock = Clock { received_on, ..received("2026-01-01") };
            let before = clock.due_on(&none).unwrap();
            let (mut today, mut all) = (received_on, 0);
            for (after, length) in pauses {
                today = today + Days::new(after);
                clock = clock.waiting(true, today);
                prop_assert_eq!(clock.due_on(&none), None);
                today = today + Days::new(length);
                clock = clock.waiting(false, today);
                all += length;
            }
            prop_assert_eq!(u64::from(clock.paused_days), all);
            let due = clock.due_on(&none).unwrap();
            prop_assert!(due >= before);
            use chrono::Datelike;
            prop_assert!(due.weekday().number_from_monday() < 6);
            let longer = Clock { extended: Some(Extension::Several), ..clock };
            prop_assert!(longer.due_on(&none).unwrap() > due);
        }
    }
}
