//! Naming who leads, and ending it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::act::Act;
use crate::audit::Event;
use crate::clock::years_after;
use crate::holder::{EntryBearing, Holder, HolderBearing, check_since, may_keep, may_name};
use crate::id::{ChildNumber, LeadProfessionalId};
use crate::refusal::{Refusal, Rejection};
use crate::standing::Standing;

/// Years for which an ended lead professional stays to be seen (CAF-08, T-11).
pub const VISIBLE_YEARS: u32 = 1;

/// Naming the lead professional of a child. Whoever led until then no longer does (CAF-05).
#[derive(Debug)]
pub struct NameLeadProfessional {
    /// Whose.
    pub child: ChildNumber,
    /// Since when.
    pub since: NaiveDate,
    /// Who leads.
    pub holder: Holder,
}

/// What became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Named {
    /// Whether the lead has no account, and should apply for one (CAF-06).
    pub without_account: bool,
}

/// The last day of whoever led before somebody does: not before their own first.
pub fn last_day(since: NaiveDate, next: NaiveDate) -> NaiveDate {
    next.max(since)
}

/// From which day on an ended one is not shown: a year on (CEASE-01), or when the consent runs out,
/// if that is earlier (SENS-07).
pub fn visible_until(ended: NaiveDate, consent: Option<NaiveDate>) -> NaiveDate {
    let year = years_after(ended, VISIBLE_YEARS);
    consent.map_or(year, |consent| consent.min(year))
}

impl NameLeadProfessional {
    /// Checks the first day.
    pub fn check(&self, date_of_birth: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
        check_since("since", self.since, date_of_birth, today)
    }
}

impl Act for NameLeadProfessional {
    type Bearing = HolderBearing;

    fn event(&self) -> Event {
        let event = Event::on_child("lp.set", self.child);
        // Which sensitive service it is stands nowhere in the clear (SENS-04).
        match self.holder.neutral {
            Some(_) => event,
            None => event.detail(json!({ "service": self.holder.service })),
        }
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        may_name(standing, &self.holder, bearing)
    }
}

/// Ending who leads. It stays to be seen for a year, unless the consent to be shown was withdrawn
/// (SENS-06).
#[derive(Debug)]
pub struct EndLeadProfessional {
    /// Whose.
    pub child: ChildNumber,
    /// Which.
    pub lead: LeadProfessionalId,
    /// On which day.
    pub ended: NaiveDate,
    /// Whether consent was withdrawn.
    pub withdrawn: bool,
}

impl EndLeadProfessional {
    /// Checks the last day against the first and today.
    pub fn check(&self, since: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
        if self.ended > today {
            return Err(Rejection::of(
                "ended",
                "The end date must be today or in the past",
            ));
        }
        if self.ended < since {
            return Err(Rejection::of(
                "ended",
                "The end date must not be before the start date",
            ));
        }
        Ok(())
    }
}

impl Act for EndLeadProfessional {
    type Bearing = EntryBearing;

    fn event(&self) -> Event {
        Event::on_child("lp.ended", self.child)
            .detail(json!({ "lead": self.lead, "ended": self.ended }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        may_keep(standing, bearing)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_end_before_the_start_or_in_the_future_is_rejected_caf_08() {
        let end = |ended: &str| {
            let act = EndLeadProfessional {
                child: ChildNumber::nth(1),
                lead: LeadProfessionalId(Uuid::from_u128(1)),
                ended: date(ended),
                withdrawn: false,
            };
            act.check(date("2026-03-01"), date("2026-11-25")).is_ok()
        };
        assert!(end("2026-03-01") && end("2026-11-25"));
        assert!(!end("2026-02-28") && !end("2026-11-26"));
    }

    #[test]
    fn an_ended_lead_stays_a_year_and_no_longer_than_the_consent_caf_08_t_11() {
        assert_eq!(visible_until(date("2028-02-29"), None), date("2029-03-01"));
        assert_eq!(
            visible_until(date("2026-11-25"), Some(date("2027-02-01"))),
            date("2027-02-01")
        );
        assert_eq!(
            visible_until(date("2026-01-10"), Some(date("2027-02-01"))),
            date("2027-01-10")
        );
    }

    #[test]
    fn whoever_led_before_ends_on_the_day_on_which_the_next_begins_caf_05() {
        assert_eq!(
            last_day(date("2026-01-10"), date("2026-03-01")),
            date("2026-03-01")
        );
        assert_eq!(
            last_day(date("2026-04-10"), date("2026-03-01")),
            date("2026-04-10")
        );
    }
}
