//! What is recorded of a sensitive service, and for how long it counts (SENS-05, SENS-07).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::attestation::{Attestation, Basis, Checklist, GivenBy};
use crate::child_record::Telephone;
use crate::clock::years_after;
use crate::id::{AccountId, PractitionerId, ServiceId, TeamId};
use crate::involvement::Level;
use crate::refusal::Rejection;

/// An ended entry stays for so many years, and never longer than its consent (SENS-07).
const VISIBLE_YEARS: u32 = 1;

/// An entry whose service was flagged as sensitive has so many days until consent must be attested
/// (SENS-01, SENS-02).
pub const AWAITED_DAYS: u64 = 28;

/// Owners are reminded so many days before a consent runs out, first and last (SENS-05).
pub const REMINDED_DAYS: [u64; 2] = [30, 7];

/// A parent's consent is sought again from the child at this age (SENS-08, T-44).
pub const ASKED_AGAIN_AT: u32 = 16;

/// On what ground an entry stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Consent, or fear of significant harm, attested.
    Attested(Attestation),
    /// None yet: the service was flagged as sensitive after the entry was made.
    Awaited {
        /// From this day on the entry no longer counts.
        until: NaiveDate,
    },
}

/// What is recorded of a sensitive service. It is sealed whole: beside it only the child, the
/// owner, and the days on which it is looked at again stand in the clear (SENS-04).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SensitiveEntry {
    /// Of which service.
    pub service: ServiceId,
    /// At which level.
    pub level: Level,
    /// Of which practitioner, where the level says so.
    pub practitioner: Option<PractitionerId>,
    /// Of which team, where the level says so.
    pub team: Option<TeamId>,
    /// The number to ring.
    pub telephone: Telephone,
    /// First day.
    pub started: NaiveDate,
    /// Last day, where it has ended.
    pub ended: Option<NaiveDate>,
    /// On what ground it stands.
    pub ground: Ground,
}

impl SensitiveEntry {
    /// What is attested, where anything is.
    pub fn attestation(&self) -> Option<&Attestation> {
        match &self.ground {
            Ground::Attested(attestation) => Some(attestation),
            Ground::Awaited { .. } => None,
        }
    }

    /// The day from which its ground no longer counts.
    pub fn renew_by(&self) -> NaiveDate {
        match &self.ground {
            Ground::Attested(attestation) => attestation.renew_by,
            Ground::Awaited { until } => *until,
        }
    }

    /// The day from which it is no longer shown, as the one indicator, and is archived: when its
    /// ground no longer counts, and a year after its end if that comes first (SENS-05, SENS-07).
    pub fn visible_until(&self) -> NaiveDate {
        let renew_by = self.renew_by();
        self.ended.map_or(renew_by, |ended| {
            renew_by.min(years_after(ended, VISIBLE_YEARS))
        })
    }

    /// Whether a parent or carer consented, so that the child is asked again (SENS-08).
    pub fn by_parent(&self) -> bool {
        self.attestation()
            .is_some_and(|attestation| attestation.given_by == Some(GivenBy::ParentOrCarer))
    }
}

/// What a practitioner attests when recording or renewing: checked only when it is done, by whom
/// and on which day the door knows (SENS-02, SENS-03).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Attesting {
    /// Consent.
    Consent {
        /// Who gave it.
        given_by: Option<GivenBy>,
        /// On which day.
        given_on: NaiveDate,
        /// What else is attested.
        checklist: Checklist,
    },
    /// Reasonable cause to suspect significant harm.
    SignificantHarm {
        /// The day of the judgement.
        judged_on: NaiveDate,
        /// Whether the statement is attested.
        attests: bool,
    },
}

impl Attesting {
    /// What a practitioner attests who records without consent (SENS-03).
    pub const OF_HARM: &'static str = "There is reasonable cause to suspect that the child suffers, or is likely to suffer, significant harm, and asking for consent would put somebody at risk or was tried";

    /// On what basis.
    pub fn basis(&self) -> Basis {
        match self {
            Attesting::Consent { .. } => Basis::Consent,
            Attesting::SignificantHarm { .. } => Basis::SignificantHarm,
        }
    }

    /// Attests it, if everything that must be attested is; by nobody where a source does.
    pub fn attest(
        &self,
        by: impl Into<Option<AccountId>>,
        today: NaiveDate,
    ) -> Result<Attestation, Rejection> {
        let by = by.into();
        match self {
            Attesting::Consent {
                given_by,
                given_on,
                checklist,
            } => Attestation::of_consent(*given_by, *given_on, *checklist, by, today),
            Attesting::SignificantHarm { judged_on, attests } => {
                Attestation::of_significant_harm(*judged_on, *attests, by, today)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::sensitive_service::RENEWED_FOR_MONTHS;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(given_on: NaiveDate, ended: Option<NaiveDate>) -> SensitiveEntry {
        let checklist = Checklist::ticked(Checklist::ELEMENTS.map(|(name, _)| name));
        let attesting = Attesting::Consent {
            given_by: Some(GivenBy::Child),
            given_on,
            checklist,
        };
        let by = AccountId(Uuid::from_u128(1));
        SensitiveEntry {
            service: ServiceId(Uuid::from_u128(2)),
            level: Level::Organisation,
            practitioner: None,
            team: None,
            telephone: Telephone::parse("01632 960001").unwrap(),
            started: given_on,
            ended,
            ground: Ground::Attested(attesting.attest(by, given_on).unwrap()),
        }
    }

    #[test]
    fn an_ended_entry_stays_for_a_year_only_if_consent_covers_it_sens_07() {
        let given = date("2026-03-01");
        assert_eq!(entry(given, None).visible_until(), date("2027-03-01"));
        let ended = entry(given, Some(date("2026-11-25")));
        assert_eq!(ended.visible_until(), date("2027-03-01"));
        let long_ago = entry(given, Some(date("2025-11-25")));
        assert_eq!(long_ago.visible_until(), date("2026-11-25"));
    }

    #[test]
    fn consent_of_29_february_runs_out_on_28_february_sens_05_t_09() {
        let given = date("2028-02-29");
        assert_eq!(entry(given, None).renew_by(), date("2029-02-28"));
        assert_eq!(RENEWED_FOR_MONTHS, 12);
    }

    #[test]
    fn an_entry_without_ground_counts_until_its_day_alone_sens_02() {
        let until = date("2026-12-23");
        let entry = SensitiveEntry {
            ground: Ground::Awaited { until },
            ..entry(date("2026-03-01"), None)
        };
        assert_eq!(entry.visible_until(), until);
        assert!(entry.attestation().is_none() && !entry.by_parent());
    }

    proptest! {
        #[test]
        fn nothing_is_shown_beyond_its_consent_or_a_year_after_its_end_sens_05_sens_07(
            given in 0_i64..40_000, ended in proptest::option::of(0_i64..40_000),
        ) {
            let day = |days: i64| date("1990-01-01") + chrono::TimeDelta::days(days);
            let entry = entry(day(given), ended.map(day));
            prop_assert!(entry.visible_until() <= entry.renew_by());
            if let Some(ended) = entry.ended {
                prop_assert!(entry.visible_until() <= years_after(ended, 1));
                prop_assert!(entry.visible_until() == entry.renew_by()
                    || entry.visible_until() == years_after(ended, 1));
            }
        }
    }
}
