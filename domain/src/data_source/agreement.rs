//! The operational agreement about what a source supplies (FEED-03), the central team's accreditation
//! (FEED-02), and why the law lets the source supply at all (FEED-01). Codes and numbers alone.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::directory::OrganisationKind;
use super::supply::SuppliedRow;
use crate::best_view::SourceKind;
use crate::clock::years_after;
use crate::coded::coded;
use crate::refusal::{Problem, Rejection};

coded! {
    /// What an agreement says is supplied.
    AgreedItem {
        /// Names.
        Names = "names" => "Names",
        /// Dates of birth.
        DateOfBirth = "date-of-birth" => "Date of birth",
        /// Gender.
        Gender = "gender" => "Gender",
        /// Addresses, a second home among them.
        Addresses = "addresses" => "Addresses",
        /// Parents and carers.
        Carers = "parents-or-carers" => "Parents and carers",
        /// Schools, practices and other universal services.
        Universal = "universal-services" => "School, GP practice and other universal services",
        /// Numbers that a body allocated.
        Identifiers = "identifiers" => "Numbers that the source or its body gives to children",
        /// Deaths.
        Deaths = "deaths" => "Deaths",
        /// That a child has ceased to live in England.
        Departures = "departures" => "That a child has left England",
        /// That a record must be shielded.
        Shields = "shields" => "That a record must be shielded",
        /// Involvements of services.
        Involvements = "involvements" => "Involvements of services",
        /// Common assessments.
        Assessments = "common-assessments" => "Common assessments",
    }
}

coded! {
    /// Why the central team does not accredit a source: one of the three things that it looks at (FEED-02).
    WhyRejected {
        /// Its security policy.
        Security = "security-policy" => "Its security does not meet the policy",
        /// Disruption.
        Disruption = "disruption" => "It would disrupt the operation of ContactPoint",
        /// Data quality.
        Quality = "data-quality" => "It would make the quality of the data worse",
    }
}

coded! {
    /// What the central team confirms of a source that it accredits (FEED-02).
    Confirmed {
        /// Security.
        Security = "security-policy" => "Its security meets the policy",
        /// Disruption.
        Undisturbed = "no-disruption" => "It does not disrupt the operation of ContactPoint",
        /// Data quality.
        Quality = "data-quality" => "It does not make the quality of the data worse",
    }
}

coded! {
    /// Why the law lets a source supply (FEED-01). It follows from the source and is stored nowhere.
    Footing {
        /// A body that the law requires to supply.
        Required = "required" => "Required by law to supply",
        /// A body that the law permits to supply.
        Permitted = "permitted" => "Permitted by law to supply",
        /// A national register.
        National = "national" => "National source",
        /// The Registrar General, who alone confirms deaths.
        RegistrarGeneral = "registrar-general" => "Registrar General",
        /// A system for common assessments.
        Ecaf = "ecaf" => "System for common assessments",
    }
}

impl Footing {
    /// That of a source: by its kind, by whether it speaks for one authority, and by its body. A source
    /// that names no body is the authority's own.
    pub fn of(kind: SourceKind, local: bool, body: Option<OrganisationKind>) -> Self {
        match (kind, body) {
            (SourceKind::RegistrarGeneral, _) => Footing::RegistrarGeneral,
            (SourceKind::Ecaf, _) => Footing::Ecaf,
            _ if !local => Footing::National,
            (_, Some(body)) if !body.is_required_to_record() => Footing::Permitted,
            _ => Footing::Required,
        }
    }
}

/// The kinds that a source of one authority, or a national one, may be (FEED-01, FEED-11). Nobody
/// registers what users state by hand.
pub fn kinds(local: bool) -> &'static [SourceKind] {
    const LOCAL: [SourceKind; 5] = [
        SourceKind::SocialCare,
        SourceKind::Education,
        SourceKind::Health,
        SourceKind::Ecaf,
        SourceKind::Local,
    ];
    const NATIONAL: [SourceKind; 4] = [
        SourceKind::RegistrarGeneral,
        SourceKind::Health,
        SourceKind::ChildBenefit,
        SourceKind::Education,
    ];
    if local { &LOCAL } else { &NATIONAL }
}

/// Whether a body can be behind a source of a kind. By its kind a source is believed more or less, so
/// nobody supplies as what they are not.
pub fn stands_behind(body: OrganisationKind, kind: SourceKind) -> bool {
    use OrganisationKind as Body;
    match kind {
        SourceKind::RegistrarGeneral | SourceKind::ChildBenefit => body == Body::National,
        SourceKind::Health => matches!(body, Body::Health | Body::GpPractice | Body::National),
        SourceKind::Education => {
            matches!(body, Body::School | Body::LocalAuthority | Body::National)
        }
        SourceKind::SocialCare => matches!(body, Body::SocialCare | Body::LocalAuthority),
        SourceKind::Ecaf | SourceKind::Local => body != Body::National,
        SourceKind::Manual => false,
    }
}

/// The longest time between two supplies that can be agreed, in days.
pub const LONGEST_CADENCE_DAYS: u32 = 366;

/// What was agreed with a source (FEED-03).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Agreement {
    /// What it supplies.
    pub items: Vec<AgreedItem>,
    /// Within how many days of each other its supplies come (FEED-09).
    pub cadence_days: u32,
    /// Whether some of it is supplied nationally already.
    pub supplied_nationally: bool,
    /// The day on which it was signed.
    pub signed_on: NaiveDate,
}

impl Agreement {
    /// Whether a row can be taken in under it: everything that it supplies was agreed. What tells which
    /// child it is about is no matter of agreement, nor is that a record must be shielded: whoever asks for
    /// that is listened to first (D-03).
    pub fn covers<R: SuppliedRow>(&self, row: &R) -> bool {
        row.supplies().iter().all(|item| self.items.contains(item))
    }
}

/// What stands in the form of an agreement. What everyone who signs must confirm is not kept: there is
/// no agreement without it.
#[derive(Clone, Debug, Default)]
pub struct AgreementTyped {
    /// Codes of items.
    pub items: Vec<String>,
    /// Days between supplies.
    pub cadence: String,
    /// For ContactPoint's purposes alone, no onward disclosure, and families told.
    pub terms: Vec<String>,
    /// Whether it is supplied nationally already: `yes` or `no`.
    pub nationally: String,
    /// Whether it adds value: `yes` or `no`.
    pub value: String,
    /// Whether its quality was looked at: `yes` or `no`.
    pub quality: String,
}

coded! {
    /// What an agreement binds the source to (FEED-03).
    Term {
        /// Purposes.
        PurposesOnly = "purposes-only" => "It supplies for ContactPoint’s purposes only",
        /// Onward disclosure.
        NoDisclosure = "no-onward-disclosure" => "What it learns is disclosed to nobody else",
        /// Fair processing.
        FamiliesTold = "families-told" => "Its fair-processing notice tells families that it supplies",
    }
}

/// A question that is answered by yes or no.
fn answer(typed: &str) -> Option<bool> {
    match typed {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

impl Agreement {
    /// An agreement as it was typed, or what to do about it.
    pub fn signed(typed: &AgreementTyped, signed_on: NaiveDate) -> Result<Self, Rejection> {
        let mut problems = Vec::new();
        let mut items: Vec<AgreedItem> = typed
            .items
            .iter()
            .filter_map(|code| AgreedItem::from_code(code))
            .collect();
        items.sort_unstable();
        items.dedup();
        if items.is_empty() {
            problems.push(Problem::new("items", "Select what the source supplies"));
        }
        let cadence: Option<u32> = typed.cadence.trim().parse().ok();
        let cadence = cadence.filter(|days| (1..=LONGEST_CADENCE_DAYS).contains(days));
        if cadence.is_none() {
            let message =
                "Enter how many days there are from one supply to the next, from 1 to 366";
            problems.push(Problem::new("cadence", message));
        }
        let kept = |term: &Term| typed.terms.iter().any(|code| code == term.code());
        if !Term::ALL.iter().all(kept) {
            let message = "Select all three: without any of them nothing can be supplied";
            problems.push(Problem::new("terms", message));
        }
        let nationally = answer(&typed.nationally);
        if nationally.is_none() {
            let message = "Select whether these data are supplied nationally already";
            problems.push(Problem::new("nationally", message));
        }
        match answer(&typed.value) {
            Some(true) => {}
            Some(false) => problems.push(Problem::new(
                "value",
                "A source that adds nothing is not agreed with: leave it as it is",
            )),
            None => problems.push(Problem::new(
                "value",
                "Select whether the source adds value",
            )),
        }
        match answer(&typed.quality) {
            Some(true) => {}
            Some(false) => problems.push(Problem::new(
                "quality",
                "Look at the quality of the source’s data before you sign",
            )),
            None => {
                let message = "Select whether the quality of its data has been looked at";
                problems.push(Problem::new("quality", message));
            }
        }
        match (cadence, nationally) {
            (Some(cadence_days), Some(supplied_nationally)) if problems.is_empty() => Ok(Self {
                items,
                cadence_days,
                supplied_nationally,
                signed_on,
            }),
            _ => Err(Rejection(problems)),
        }
    }
}

/// How the central team decides about a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Accredited, or its accreditation renewed: until this day.
    Accredited(NaiveDate),
    /// Not accredited.
    Rejected(WhyRejected),
}

/// For how many years a source is accredited at the longest.
const LONGEST_YEARS: u32 = 3;

impl Decision {
    /// An accreditation as it was typed: all three things confirmed, and a last day that lies ahead.
    pub fn accredited(
        confirmed: &[String],
        until: Result<NaiveDate, Problem>,
        today: NaiveDate,
    ) -> Result<Self, Rejection> {
        let mut problems = Vec::new();
        let is_confirmed = |one: &Confirmed| confirmed.iter().any(|code| code == one.code());
        if !Confirmed::ALL.iter().all(is_confirmed) {
            let message = "Select all three, or do not accredit the source";
            problems.push(Problem::new("confirmed", message));
        }
        match until {
            Ok(day) if day <= today => {
                let message = "The accreditation must run out on a later day than today";
                problems.push(Problem::new("until", message));
            }
            Ok(day) if day > years_after(today, LONGEST_YEARS) => {
                let message = "A source is accredited for three years at the longest";
                problems.push(Problem::new("until", message));
            }
            Ok(day) if problems.is_empty() => return Ok(Self::Accredited(day)),
            Ok(_) => {}
            Err(problem) => problems.push(problem),
        }
        Err(Rejection(problems))
    }

    /// A refusal as it was typed.
    pub fn rejected(because: &str) -> Result<Self, Rejection> {
        WhyRejected::from_code(because)
            .map(Self::Rejected)
            .ok_or_else(|| Rejection::of("because", "Select why the source is not accredited"))
    }
}

/// Days before an accreditation runs out from which it is told (T-31).
const TOLD_BEFORE_DAYS: u64 = 42;

/// The last day of the accreditations that are told of by a day (T-31).
pub fn running_out_by(today: NaiveDate) -> NaiveDate {
    today
        .checked_add_days(Days::new(TOLD_BEFORE_DAYS))
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn typed() -> AgreementTyped {
        AgreementTyped {
            items: vec!["names".into(), "addresses".into(), "names".into()],
            cadence: " 7 ".into(),
            terms: Term::ALL.iter().map(|term| term.code().into()).collect(),
            nationally: "no".into(),
            value: "yes".into(),
            quality: "yes".into(),
        }
    }

    fn fields(rejected: Result<Agreement, Rejection>) -> Vec<String> {
        let problems = rejected.unwrap_err().0;
        problems.iter().map(|p| p.field.to_string()).collect()
    }

    #[test]
    fn an_agreement_says_what_how_often_and_that_families_were_told_feed_03() {
        let signed = Agreement::signed(&typed(), date("2026-11-02")).unwrap();
        assert_eq!(signed.items, [AgreedItem::Names, AgreedItem::Addresses]);
        assert_eq!(signed.cadence_days, 7);
        assert!(!signed.supplied_nationally);
        let nothing = Agreement::signed(&AgreementTyped::default(), date("2026-11-02"));
        assert_eq!(
            fields(nothing),
            [
                "items",
                "cadence",
                "terms",
                "nationally",
                "value",
                "quality"
            ]
        );
    }

    #[test]
    fn no_agreement_is_made_without_its_terms_or_of_a_source_that_adds_nothing_feed_03() {
        for missing in 0..3 {
            let mut typed = typed();
            typed.terms.remove(missing);
            assert_eq!(
                fields(Agreement::signed(&typed, date("2026-11-02"))),
                ["terms"]
            );
        }
        let useless = AgreementTyped {
            value: "no".into(),
            ..typed()
        };
        assert_eq!(
            fields(Agreement::signed(&useless, date("2026-11-02"))),
            ["value"]
        );
        let unseen = AgreementTyped {
            quality: "no".into(),
            ..typed()
        };
        assert_eq!(
            fields(Agreement::signed(&unseen, date("2026-11-02"))),
            ["quality"]
        );
        for cadence in ["", "0", "367", "weekly", "-1"] {
            let typed = AgreementTyped {
                cadence: cadence.into(),
                ..typed()
            };
            assert_eq!(
                fields(Agreement::signed(&typed, date("2026-11-02"))),
                ["cadence"]
            );
        }
    }

    #[test]
    fn accreditation_needs_all_three_things_and_a_day_ahead_feed_02() {
        let today = date("2026-11-02");
        let all: Vec<String> = Confirmed::ALL.iter().map(|one| one.code().into()).collect();
        let until = |day: &str| Ok(date(day));
        assert_eq!(
            Decision::accredited(&all, until("2027-11-02"), today),
            Ok(Decision::Accredited(date("2027-11-02")))
        );
        for (confirmed, day) in [
            (&all[1..], "2027-11-02"),
            (&all[..], "2026-11-02"),
            (&all[..], "2029-11-03"),
        ] {
            assert!(Decision::accredited(confirmed, until(day), today).is_err());
        }
        assert!(Decision::rejected("").is_err());
        assert_eq!(
            Decision::rejected("data-quality"),
            Ok(Decision::Rejected(WhyRejected::Quality))
        );
    }

    #[test]
    fn a_source_stands_on_one_of_five_footings_feed_01_feed_11() {
        use OrganisationKind as Body;
        let of = Footing::of;
        assert_eq!(
            of(SourceKind::Health, true, Some(Body::Health)),
            Footing::Required
        );
        assert_eq!(
            of(SourceKind::Health, true, Some(Body::GpPractice)),
            Footing::Permitted
        );
        assert_eq!(
            of(SourceKind::Local, true, Some(Body::Voluntary)),
            Footing::Permitted
        );
        assert_eq!(of(SourceKind::Local, true, None), Footing::Required);
        assert_eq!(
            of(SourceKind::ChildBenefit, false, Some(Body::National)),
            Footing::National
        );
        assert_eq!(
            of(SourceKind::RegistrarGeneral, false, None),
            Footing::RegistrarGeneral
        );
        assert_eq!(
            of(SourceKind::Ecaf, true, Some(Body::LocalAuthority)),
            Footing::Ecaf
        );
    }

    #[test]
    fn nobody_supplies_as_what_they_are_not_feed_01() {
        for body in OrganisationKind::ALL {
            let kinds = kinds(true).iter();
            assert!(
                *body == OrganisationKind::National
                    || kinds.clone().any(|kind| stands_behind(*body, *kind)),
                "{body:?}"
            );
            assert!(!stands_behind(*body, SourceKind::Manual));
        }
        assert!(!stands_behind(
            OrganisationKind::Voluntary,
            SourceKind::SocialCare
        ));
        assert!(!kinds(true).contains(&SourceKind::RegistrarGeneral));
    }
}
