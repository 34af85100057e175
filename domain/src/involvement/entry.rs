//! What an involvement says, and what makes it acceptable (INV-04, INV-08).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::child_record::Telephone;
use crate::id::ServiceId;
use crate::refusal::{Problem, Rejection};

/// At which level a service is involved (INV-04).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The organisation as a whole.
    Organisation,
    /// One team.
    Team,
    /// One practitioner.
    Practitioner,
}

impl Level {
    /// Every level.
    pub const ALL: [Level; 3] = [Level::Organisation, Level::Team, Level::Practitioner];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Level::Organisation => "organisation",
            Level::Team => "team",
            Level::Practitioner => "practitioner",
        }
    }

    /// The level with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            Level::Organisation => "My organisation",
            Level::Team => "My team",
            Level::Practitioner => "Me",
        }
    }
}

/// The parts of an involvement that its owner may change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntryChanges {
    /// At which level.
    pub level: Level,
    /// The number to ring.
    pub telephone: Telephone,
    /// First day.
    pub started: NaiveDate,
}

/// A new involvement of a service of one's own organisation. The names of the practitioner, the
/// team and the organisation come from the account; nothing is typed freely (GEN-03).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvolvementEntry {
    /// Which of the organisation's services (INV-02).
    pub service: ServiceId,
    /// The rest.
    pub details: EntryChanges,
}

impl EntryChanges {
    /// Checks the first day: not before the child was born, not in the future.
    pub fn check(&self, date_of_birth: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
        let mut problems = Vec::new();
        if self.started > today {
            problems.push(Problem::new(
                "started",
                "The start date must be today or in the past",
            ));
        }
        // A midwife is involved before the birth.
        if self.started < date_of_birth - chrono::TimeDelta::days(300) {
            problems.push(Problem::new(
                "started",
                "The start date must not be long before the child was born",
            ));
        }
        Rejection::unless_empty(problems)
    }
}

/// How long an involvement has lasted, in words, as its manager reads it (INV-09).
pub fn lasting(started: NaiveDate, day: NaiveDate) -> String {
    let whole = (day.year() - started.year()) * 12 + day.month() as i32
        - started.month() as i32
        - i32::from(day.day() < started.day());
    let whole = u32::try_from(whole).unwrap_or(0);
    let one_or_many = |number: u32, one: &str| match number {
        1 => format!("1 {one}"),
        number => format!("{number} {one}s"),
    };
    match (whole / 12, whole % 12) {
        (0, 0) => "less than a month".to_owned(),
        (0, months) => one_or_many(months, "month"),
        (years, 0) => one_or_many(years, "year"),
        (years, months) => format!(
            "{} and {}",
            one_or_many(years, "year"),
            one_or_many(months, "month")
        ),
    }
}

/// Checks a last day: not before the first, not in the future (INV-08).
pub(crate) fn check_end(
    started: NaiveDate,
    ended: NaiveDate,
    today: NaiveDate,
) -> Result<(), Rejection> {
    if ended > today {
        return Err(Rejection::of(
            "ended",
            "The end date must be today or in the past",
        ));
    }
    if ended < started {
        return Err(Rejection::of(
            "ended",
            "The end date must not be before the start date",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_end_before_the_start_or_in_the_future_is_rejected_inv_08() {
        let (started, today) = (date("2026-03-01"), date("2026-11-21"));
        assert!(check_end(started, date("2026-02-28"), today).is_err());
        assert!(check_end(started, date("2026-11-22"), today).is_err());
        assert!(check_end(started, started, today).is_ok());
        assert!(check_end(started, today, today).is_ok());
    }

    #[test]
    fn a_manager_reads_how_long_it_has_lasted_inv_09() {
        let words = |from, to| lasting(date(from), date(to));
        assert_eq!(words("2026-10-22", "2026-11-21"), "less than a month");
        assert_eq!(words("2026-10-21", "2026-11-21"), "1 month");
        assert_eq!(words("2024-02-29", "2026-02-28"), "1 year and 11 months");
        assert_eq!(words("2024-02-29", "2026-03-01"), "2 years");
        assert_eq!(words("2024-11-21", "2026-12-21"), "2 years and 1 month");
    }

    #[test]
    fn a_start_in_the_future_is_rejected_inv_04() {
        let entry = EntryChanges {
            level: Level::Team,
            telephone: Telephone::parse("01632 960001").unwrap(),
            started: date("2026-11-22"),
        };
        assert!(entry.check(date("2020-01-01"), date("2026-11-21")).is_err());
        assert!(entry.check(date("2020-01-01"), date("2026-11-22")).is_ok());
    }
}
