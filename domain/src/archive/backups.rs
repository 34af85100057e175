//! Backups still hold what was destroyed until they have aged out (ARC-07, NFR-06, T-40). The program
//! makes none: whoever does says how old the oldest is that is still kept.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::act::Act;
use crate::audit::Event;
use crate::refusal::Refusal;
use crate::standing::{Actor, Role, Standing};

/// How many days after a destruction a backup may still hold what was destroyed (T-40).
pub const BACKUPS_FORGET_WITHIN_DAYS: u64 = 35;

/// The last word on the backups that are kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OldestBackup {
    /// The day of the oldest one; none where none is kept.
    pub made_on: Option<NaiveDate>,
    /// When that was said.
    pub noted_on: NaiveDate,
}

/// Whether backups still hold what was destroyed on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum InBackups {
    /// None does: the oldest was made afterwards.
    Gone,
    /// They may, until this day at the latest.
    Until(NaiveDate),
    /// They still may, though they should have forgotten by this day.
    Overdue(NaiveDate),
}

impl InBackups {
    /// Of what was destroyed on a day. A backup of that very day may have been made before.
    pub fn of(destroyed_on: NaiveDate, oldest: Option<OldestBackup>, today: NaiveDate) -> Self {
        let gone = oldest.is_some_and(|oldest| match oldest.made_on {
            Some(made_on) => made_on > destroyed_on,
            None => oldest.noted_on > destroyed_on,
        });
        if gone {
            return InBackups::Gone;
        }
        let last = destroyed_on + Days::new(BACKUPS_FORGET_WITHIN_DAYS);
        if today < last {
            InBackups::Until(last)
        } else {
            InBackups::Overdue(last)
        }
    }
}

/// The last day of destruction that backups must have forgotten by now.
pub fn forgotten_by(today: NaiveDate) -> NaiveDate {
    today - Days::new(BACKUPS_FORGET_WITHIN_DAYS)
}

/// Saying how old the oldest backup is that is still kept: an operator's command.
#[derive(Debug)]
pub struct NoteBackups {
    /// The day of the oldest one; none where none is kept.
    pub oldest: Option<NaiveDate>,
}

impl Act for NoteBackups {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("archive.backups-noted").detail(json!({ "oldest": self.oldest }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.actor {
            Actor::System => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// Seeing the certificates of what was destroyed, for the central team.
#[derive(Debug)]
pub struct ListDestructions;

impl Act for ListDestructions {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("archive.certificates-listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::CentralTeam) => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// What was destroyed, by day: how much, and nothing of whom.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Certificates {
    /// The last word on backups.
    pub backups: Option<OldestBackup>,
    /// Days of destruction, the latest first.
    pub days: Vec<Certificate>,
}

/// What was destroyed on one day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Certificate {
    /// The day.
    pub destroyed_on: NaiveDate,
    /// How many records.
    pub records: i64,
    /// How many items that had been archived by themselves.
    pub items: i64,
    /// How many rows of the database.
    pub rows: i64,
    /// Whether backups still hold them.
    pub backups: InBackups,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u64) -> NaiveDate {
        NaiveDate::default() + Days::new(20_000 + number)
    }

    fn noted(made_on: Option<u64>, noted_on: u64) -> Option<OldestBackup> {
        Some(OldestBackup {
            made_on: made_on.map(day),
            noted_on: day(noted_on),
        })
    }

    #[test]
    fn backups_forget_within_thirty_five_days_t_40_nfr_06() {
        let of = |oldest, today| InBackups::of(day(10), oldest, day(today));
        assert_eq!(of(None, 10), InBackups::Until(day(45)));
        assert_eq!(of(None, 44), InBackups::Until(day(45)));
        assert_eq!(of(None, 45), InBackups::Overdue(day(45)));
        assert_eq!(of(noted(Some(10), 20), 45), InBackups::Overdue(day(45)));
        assert_eq!(of(noted(Some(11), 20), 20), InBackups::Gone);
        assert_eq!(of(noted(None, 11), 45), InBackups::Gone);
        assert_eq!(of(noted(None, 10), 45), InBackups::Overdue(day(45)));
    }

    proptest! {
        #[test]
        fn what_is_gone_stays_gone_when_time_passes_t_40(
            destroyed in 0_u64..100, made in 0_u64..100, today in 0_u64..200, later in 0_u64..200,
        ) {
            let oldest = noted(Some(made), made);
            let now = InBackups::of(day(destroyed), oldest, day(today));
            let then = InBackups::of(day(destroyed), oldest, day(today + later));
            prop_assert_eq!(now == InBackups::Gone, then == InBackups::Gone);
            if matches!(now, InBackups::Overdue(_)) {
                prop_assert_eq!(now, then);
            }
        }
    }
}
