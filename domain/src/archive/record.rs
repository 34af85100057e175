//! Records in the archive: why they went, until when they can come back, and when they are destroyed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::AccessReason;
use crate::clock::{attains, born_by, years_after};

/// How long the archive keeps what it has, by each thing's own clock (ARC-01, D-39, T-21).
pub const KEPT_FOR_YEARS: u32 = 6;

/// Why a record left the live directory (ARC-02).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordReason {
    /// The eighteenth birthday came (R18-01, T-14).
    Age18,
    /// The child died (T-18, D-17).
    Death,
    /// The child left England without meaning to return within three years (D-14).
    LeftEngland,
    /// The child was never ordinarily resident in England (D-15).
    NeverResident,
    /// The time for which it was kept past eighteen is over (R18-03).
    R18Ended,
    /// The consent to keep it past eighteen was withdrawn (R18-03).
    ConsentOver,
    /// The child has a new identity (NEWID-01).
    NewIdentity,
}

impl RecordReason {
    /// Every reason.
    pub const ALL: [RecordReason; 7] = [
        RecordReason::Age18,
        RecordReason::Death,
        RecordReason::LeftEngland,
        RecordReason::NeverResident,
        RecordReason::R18Ended,
        RecordReason::ConsentOver,
        RecordReason::NewIdentity,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            RecordReason::Age18 => "age-18",
            RecordReason::Death => "death",
            RecordReason::LeftEngland => "left-england",
            RecordReason::NeverResident => "never-resident",
            RecordReason::R18Ended => "r18-ended",
            RecordReason::ConsentOver => "consent-over",
            RecordReason::NewIdentity => "new-identity",
        }
    }

    /// The reason with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            RecordReason::Age18 => "The 18th birthday",
            RecordReason::Death => "Death",
            RecordReason::LeftEngland => "Left England",
            RecordReason::NeverResident => "Never ordinarily resident in England",
            RecordReason::R18Ended => "The time past 18 was over",
            RecordReason::ConsentOver => "Consent withdrawn",
            RecordReason::NewIdentity => "Sealed",
        }
    }
}

/// Why a live record is due to leave, and since when: the day itself, however late the job (G-CLOCK).
/// A child who has died does not come of age (D-17); a young person whose record was kept past
/// eighteen came of age before (R18-03). None while it is live.
pub fn due(
    date_of_birth: NaiveDate,
    leaves_live_on: NaiveDate,
    date_of_death: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<(RecordReason, NaiveDate)> {
    let why = match date_of_death {
        Some(_) => RecordReason::Death,
        None if leaves_live_on > attains(date_of_birth, 18) => RecordReason::R18Ended,
        None => RecordReason::Age18,
    };
    (leaves_live_on <= today).then_some((why, leaves_live_on))
}

/// The day on which something archived is destroyed, unless it is held (ARC-01, T-21).
pub fn destroyed_on(archived_on: NaiveDate) -> NaiveDate {
    years_after(archived_on, KEPT_FOR_YEARS)
}

/// The latest day of archiving of what is due for destruction by a day.
pub fn archived_by(today: NaiveDate) -> NaiveDate {
    born_by(today, KEPT_FOR_YEARS)
}

/// The latest day of archiving of what an authority may no longer consult by a day, where an installation
/// sets so many years. More than the archive's six there are not (D-37).
pub fn out_of_reach_by(today: NaiveDate, years: u32) -> NaiveDate {
    born_by(today, years.min(KEPT_FOR_YEARS))
}

/// What bears on an archived record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ArchivedRecord {
    /// Why it went.
    pub why: RecordReason,
    /// When.
    pub archived_on: NaiveDate,
    /// The child's date of birth.
    pub date_of_birth: NaiveDate,
}

impl ArchivedRecord {
    /// Whether it may come back to the live directory: within six years of leaving and before the
    /// eighteenth birthday, where the child had left England and is back, or for a compelling reason
    /// (LVE-03, LVE-04, D-38, T-22, section 4.2). One that is sealed for a new identity never does.
    pub fn may_return(&self, reason: AccessReason, today: NaiveDate) -> bool {
        let grounds = match reason {
            AccessReason::ReturnedToEngland => self.why == RecordReason::LeftEngland,
            AccessReason::CompellingReason => {
                !matches!(self.why, RecordReason::NewIdentity | RecordReason::Death)
            }
            _ => false,
        };
        grounds && self.within_reach(today)
    }

    /// Whether a child who returns can have it back at all.
    fn within_reach(&self, today: NaiveDate) -> bool {
        today < destroyed_on(self.archived_on) && today < attains(self.date_of_birth, 18)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn left(archived_on: &str, born: &str) -> ArchivedRecord {
        ArchivedRecord {
            why: RecordReason::LeftEngland,
            archived_on: date(archived_on),
            date_of_birth: date(born),
        }
    }

    #[test]
    fn codes_come_back_arc_02() {
        for reason in RecordReason::ALL {
            assert_eq!(RecordReason::from_code(reason.code()), Some(reason));
        }
    }

    #[test]
    fn a_record_is_due_from_the_day_on_whatever_the_day_of_the_job_t_14_g_clock() {
        let birthday = date("2026-11-02");
        let born = date("2008-11-02");
        assert_eq!(due(born, birthday, None, date("2026-11-01")), None);
        for today in ["2026-11-02", "2026-11-05"] {
            let due = due(born, birthday, None, date(today));
            assert_eq!(due, Some((RecordReason::Age18, birthday)), "{today}");
        }
    }

    #[test]
    fn a_death_and_a_birthday_on_one_day_archive_for_death_d_17_t_18() {
        let day = date("2026-11-02");
        let (born, died) = (date("2008-11-02"), Some(date("2025-11-02")));
        assert_eq!(due(born, day, died, day), Some((RecordReason::Death, day)));
    }

    #[test]
    fn a_record_kept_past_eighteen_is_archived_because_that_is_over_r18_03() {
        let (born, day) = (date("2008-02-29"), date("2026-03-02"));
        let ended = Some((RecordReason::R18Ended, day));
        assert_eq!(due(born, day, None, day), ended);
        let birthday = date("2026-03-01");
        let came_of_age = Some((RecordReason::Age18, birthday));
        assert_eq!(due(born, birthday, None, day), came_of_age);
    }

    #[test]
    fn destruction_is_six_years_on_to_the_day_t_21_g_date() {
        assert_eq!(destroyed_on(date("2026-11-02")), date("2032-11-02"));
        assert_eq!(destroyed_on(date("2028-02-29")), date("2034-03-01"));
        assert_eq!(archived_by(date("2034-02-28")), date("2028-02-28"));
        assert_eq!(archived_by(date("2034-03-01")), date("2028-03-01"));
    }

    #[test]
    fn an_installation_may_set_less_than_six_years_and_never_more_d_37() {
        let reach = |years| out_of_reach_by(date("2034-03-01"), years);
        assert_eq!(reach(1), date("2033-03-01"));
        assert_eq!(reach(6), archived_by(date("2034-03-01")));
        assert_eq!(reach(60), archived_by(date("2034-03-01")));
    }

    #[test]
    fn a_return_counts_within_six_years_less_a_day_and_before_eighteen_t_22_lve_03_lve_04() {
        let back = AccessReason::ReturnedToEngland;
        let record = left("2020-11-03", "2015-05-14");
        assert!(record.may_return(back, date("2026-11-02")));
        assert!(!record.may_return(back, date("2026-11-03")), "six years");
        let record = left("2024-01-01", "2008-11-03");
        assert!(record.may_return(back, date("2026-11-02")), "17 y 364 d");
        assert!(!record.may_return(back, date("2026-11-03")), "eighteen");
        let leap = left("2024-01-01", "2008-02-29");
        assert!(leap.may_return(back, date("2026-02-28")));
        assert!(!leap.may_return(back, date("2026-03-01")));
    }

    #[test]
    fn only_who_left_england_returns_and_a_sealed_record_never_d_38_newid_04() {
        let today = date("2026-11-02");
        for why in RecordReason::ALL {
            let record = ArchivedRecord {
                why,
                ..left("2025-01-01", "2015-05-14")
            };
            let left = why == RecordReason::LeftEngland;
            assert_eq!(
                record.may_return(AccessReason::ReturnedToEngland, today),
                left
            );
            assert!(!record.may_return(AccessReason::Section47Investigation, today));
            let compelling = record.may_return(AccessReason::CompellingReason, today);
            let never = matches!(why, RecordReason::NewIdentity | RecordReason::Death);
            assert_eq!(compelling, !never, "{why:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_due_for_destruction_is_exactly_what_is_six_years_old_t_21(
            archived in 0_i64..40_000, kept in 0_i64..4_000,
        ) {
            let archived_on = date("1990-01-01") + chrono::TimeDelta::days(archived);
            let today = archived_on + chrono::TimeDelta::days(kept);
            proptest::prop_assert_eq!(
                archived_on <= archived_by(today), destroyed_on(archived_on) <= today
            );
        }

        #[test]
        fn nothing_returns_from_the_day_on_which_it_is_destroyed_t_21_t_22(
            archived in 0_i64..40_000, kept in 0_i64..4_000, born in -6_000_i64..0,
        ) {
            let archived_on = date("1990-01-01") + chrono::TimeDelta::days(archived);
            let today = archived_on + chrono::TimeDelta::days(kept);
            let record = ArchivedRecord {
                why: RecordReason::LeftEngland,
                archived_on,
                date_of_birth: archived_on + chrono::TimeDelta::days(born),
            };
            let returns = record.may_return(AccessReason::ReturnedToEngland, today);
            proptest::prop_assert!(!(returns && destroyed_on(archived_on) <= today));
            proptest::prop_assert!(!(returns && attains(record.date_of_birth, 18) <= today));
        }
    }
}
