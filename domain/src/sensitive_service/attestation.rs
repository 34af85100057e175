//! The attestation without which nothing of a sensitive service is recorded (SENS-02, D-11).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clock::months_after;
use crate::id::AccountId;
use crate::refusal::{Problem, Rejection};

/// A consent is renewed within so many months (T-09).
pub const RENEWED_FOR_MONTHS: u32 = 12;

/// On what basis it is recorded. Nobody but its keeper and the responsible manager can tell which:
/// shown to others it would be a flag of concern (D-12).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Informed, explicit consent.
    Consent,
    /// Reasonable cause to suspect that the child suffers, or is likely to suffer, significant
    /// harm (SENS-03).
    SignificantHarm,
}

impl Basis {
    /// Both.
    pub const ALL: [Basis; 2] = [Basis::Consent, Basis::SignificantHarm];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Basis::Consent => "consent",
            Basis::SignificantHarm => "significant-harm",
        }
    }

    /// As its keeper and whoever brokers read it.
    pub fn title(self) -> &'static str {
        match self {
            Basis::Consent => "Consent",
            Basis::SignificantHarm => "Reasonable cause to suspect significant harm",
        }
    }

    /// The basis with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.code() == code)
    }
}

/// Who consented: the child where it understands, else a parent or carer, or whom a court empowered
/// (SENS-02, D-08).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GivenBy {
    /// The child, who understands.
    Child,
    /// A parent or carer, because the child does not understand enough.
    ParentOrCarer,
    /// A person whom a court has authorised.
    CourtAuthorised,
}

impl GivenBy {
    /// Everyone who can consent.
    pub const ALL: [GivenBy; 3] = [
        GivenBy::Child,
        GivenBy::ParentOrCarer,
        GivenBy::CourtAuthorised,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            GivenBy::Child => "child",
            GivenBy::ParentOrCarer => "parent-or-carer",
            GivenBy::CourtAuthorised => "court-authorised",
        }
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            GivenBy::Child => "The child",
            GivenBy::ParentOrCarer => "A parent or carer",
            GivenBy::CourtAuthorised => "A person whom a court has authorised",
        }
    }

    /// Whoever has a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|giver| giver.code() == code)
    }
}

/// What the practitioner attests besides, element by element (SENS-02). Each must be true.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Checklist {
    /// Whether the child understands was judged.
    pub understanding_judged: bool,
    /// The purpose was explained.
    pub purpose_explained: bool,
    /// That only contact details are recorded was explained.
    pub contact_details_only: bool,
    /// That nobody sees them, and that requests are passed on, was explained.
    pub not_visible: bool,
    /// That consent is no condition of the service, and can be withdrawn, was explained.
    pub can_withdraw: bool,
    /// Consent was then given in so many words.
    pub confirmed: bool,
}

impl Checklist {
    /// The fields of a form, with what each attests.
    pub const ELEMENTS: [(&'static str, &'static str); 6] = [
        (
            "understanding_judged",
            "I have judged whether the child understands what is asked",
        ),
        (
            "purpose_explained",
            "I have explained what ContactPoint is for and who uses it",
        ),
        (
            "contact_details_only",
            "I have explained that only contact details are recorded, nothing of the case",
        ),
        (
            "not_visible",
            "I have explained that nobody sees our details, and that requests are passed on to us",
        ),
        (
            "can_withdraw",
            "I have explained that our service does not depend on it, and that it can be withdrawn at any time",
        ),
        ("confirmed", "Consent was then given, in so many words"),
    ];

    /// The checklist of which certain elements were ticked.
    pub fn ticked<'t>(elements: impl IntoIterator<Item = &'t str>) -> Self {
        let mut list = Self::default();
        for element in elements {
            match element {
                "understanding_judged" => list.understanding_judged = true,
                "purpose_explained" => list.purpose_explained = true,
                "contact_details_only" => list.contact_details_only = true,
                "not_visible" => list.not_visible = true,
                "can_withdraw" => list.can_withdraw = true,
                "confirmed" => list.confirmed = true,
                _ => {}
            }
        }
        list
    }

    fn complete(self) -> bool {
        self.understanding_judged
            && self.purpose_explained
            && self.contact_details_only
            && self.not_visible
            && self.can_withdraw
            && self.confirmed
    }
}

/// What is held of a consent: never its words, only that somebody attests it (D-11).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Attestation {
    /// The basis.
    pub basis: Basis,
    /// Who consented; none where nobody was asked for fear of harm.
    pub given_by: Option<GivenBy>,
    /// The day on which it was given, or on which the judgement was made.
    pub given_on: NaiveDate,
    /// Who attests it; none where a source did.
    pub attested_by: Option<AccountId>,
    /// From this day on it no longer counts (SENS-05).
    pub renew_by: NaiveDate,
}

impl Attestation {
    /// An attestation of consent. Everything on the list must be attested, and the day must not be
    /// in the future nor so long ago that it has run out.
    pub fn of_consent(
        given_by: Option<GivenBy>,
        given_on: NaiveDate,
        checklist: Checklist,
        attested_by: Option<AccountId>,
        today: NaiveDate,
    ) -> Result<Self, Rejection> {
        let mut problems = Vec::new();
        if given_by.is_none() {
            problems.push(Problem::new("given_by", "Select who gave consent"));
        }
        if !checklist.complete() {
            problems.push(Problem::new(
                "checklist",
                "Consent counts only if you can tick every statement",
            ));
        }
        let attestation = Self::since(Basis::Consent, given_by, given_on, attested_by);
        problems.extend(attestation.problem_on(today));
        Rejection::unless_empty(problems).map(|()| attestation)
    }

    /// An attestation that there is reasonable cause to suspect significant harm (SENS-03). The
    /// practitioner attests that asking for consent would put somebody at risk, or was tried.
    pub fn of_significant_harm(
        judged_on: NaiveDate,
        attests: bool,
        attested_by: Option<AccountId>,
        today: NaiveDate,
    ) -> Result<Self, Rejection> {
        let mut problems = Vec::new();
        if !attests {
            problems.push(Problem::new(
                "harm",
                "Tick the statement, or ask for consent instead",
            ));
        }
        let attestation = Self::since(Basis::SignificantHarm, None, judged_on, attested_by);
        problems.extend(attestation.problem_on(today));
        Rejection::unless_empty(problems).map(|()| attestation)
    }

    fn since(
        basis: Basis,
        given_by: Option<GivenBy>,
        given_on: NaiveDate,
        attested_by: Option<AccountId>,
    ) -> Self {
        Self {
            basis,
            given_by,
            given_on,
            attested_by,
            renew_by: months_after(given_on, RENEWED_FOR_MONTHS),
        }
    }

    fn problem_on(&self, today: NaiveDate) -> Option<Problem> {
        if self.given_on > today {
            Some(Problem::new(
                "given",
                "The date must be today or in the past",
            ))
        } else if self.renew_by <= today {
            Some(Problem::new(
                "given",
                "That is a year ago or longer: ask again",
            ))
        } else {
            None
        }
    }

    /// Whether it counts on a day.
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        day < self.renew_by
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn whole() -> Checklist {
        Checklist::ticked(Checklist::ELEMENTS.map(|(name, _)| name))
    }

    fn of_consent(given_on: &str, checklist: Checklist) -> Result<Attestation, Rejection> {
        Attestation::of_consent(
            Some(GivenBy::Child),
            date(given_on),
            checklist,
            Some(AccountId(Uuid::from_u128(1))),
            date("2026-11-25"),
        )
    }

    #[test]
    fn consent_counts_only_with_every_element_attested_sens_02() {
        assert!(of_consent("2026-11-25", whole()).is_ok());
        for (left_out, _) in Checklist::ELEMENTS {
            let others = Checklist::ELEMENTS.map(|(name, _)| name);
            let list = Checklist::ticked(others.into_iter().filter(|name| *name != left_out));
            assert!(of_consent("2026-11-25", list).is_err(), "{left_out}");
        }
    }

    #[test]
    fn consent_is_not_open_ended_sens_05() {
        let attestation = of_consent("2026-02-28", whole()).unwrap();
        assert!(attestation.counts_on(date("2027-02-27")));
        assert!(!attestation.counts_on(date("2027-02-28")));
        assert!(of_consent("2025-11-25", whole()).is_err());
        assert!(of_consent("2026-11-26", whole()).is_err());
    }

    #[test]
    fn fear_of_significant_harm_is_attested_too_sens_03() {
        let of = |attests| {
            Attestation::of_significant_harm(
                date("2026-11-25"),
                attests,
                Some(AccountId(Uuid::from_u128(1))),
                date("2026-11-25"),
            )
        };
        assert!(of(false).is_err());
        assert_eq!(of(true).unwrap().given_by, None);
    }
}
