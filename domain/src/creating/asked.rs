//! The facts of a record that is asked for (CRE-02), and when two requests are about one child (CRE-06).

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::best_view::Statement;
use crate::child_record::{
    Address, Carer, CarerRelation, DateOfBirth, Gender, NameUse, PersonName, Whereabouts,
};
use crate::clock::attains;
use crate::refusal::{Problem, Rejection};
use crate::search::{
    Born, DateAgreement, Details, FactName, NormalName, Place, Sought, compare_dates,
};

/// Why a child counts as ordinarily resident in England. Using a school, a doctor or another service here
/// is none: whoever lives elsewhere and only does that has no record (CRE-02).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The family's home is in England.
    FamilyHome,
    /// Born in England to a family that lives there.
    Newborn,
    /// A family that has moved to England to live there.
    MovedHere,
    /// In the care of an authority in England.
    LookedAfter,
    /// At a boarding school, in a hospital or in custody, and at home in England.
    AwayFromHome,
    /// Living in England without a fixed home.
    NoFixedHome,
    /// Seeking asylum, or a refugee, and living in England.
    SeekingAsylum,
    /// Of a family in the armed forces that is posted to England.
    ArmedForces,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Basis; 8] = [
        Basis::FamilyHome,
        Basis::Newborn,
        Basis::MovedHere,
        Basis::LookedAfter,
        Basis::AwayFromHome,
        Basis::NoFixedHome,
        Basis::SeekingAsylum,
        Basis::ArmedForces,
    ];

    /// What is chosen of a child who lives elsewhere. It stands in the list so that it is plain that it
    /// is no basis.
    pub const LIVES_ELSEWHERE: &'static str = "lives-elsewhere";

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Basis::FamilyHome => "family-home",
            Basis::Newborn => "newborn",
            Basis::MovedHere => "moved-here",
            Basis::LookedAfter => "looked-after",
            Basis::AwayFromHome => "away-from-home",
            Basis::NoFixedHome => "no-fixed-home",
            Basis::SeekingAsylum => "seeking-asylum",
            Basis::ArmedForces => "armed-forces",
        }
    }

    /// The basis that was chosen.
    pub fn chosen(code: &str) -> Result<Self, Problem> {
        let basis = Self::ALL.into_iter().find(|basis| basis.code() == code);
        basis.ok_or(Problem::new(
            "basis",
            if code == Self::LIVES_ELSEWHERE {
                "ContactPoint is only for children who live in England. Do not ask for a record for this child"
            } else {
                "Select why the child counts as living in England"
            },
        ))
    }

    /// As it is chosen.
    pub fn title(self) -> &'static str {
        match self {
            Basis::FamilyHome => "The family’s home is in England",
            Basis::Newborn => "Born in England to a family that lives here",
            Basis::MovedHere => "The family has moved to England to live here",
            Basis::LookedAfter => "In the care of a local authority in England",
            Basis::AwayFromHome => {
                "At a boarding school, in a hospital or in custody, with a home in England"
            }
            Basis::NoFixedHome => "Lives in England without a fixed home",
            Basis::SeekingAsylum => "Seeking asylum or a refugee, and living in England",
            Basis::ArmedForces => "Of an armed forces family posted to England",
        }
    }
}

/// What is known of a child whose record is asked for. It is child data: sealed while the request waits,
/// and destroyed when it ends.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedRecord {
    /// The name; of a newborn the forename may be missing.
    pub name: PersonName,
    /// The date of birth, or an estimate.
    pub date_of_birth: DateOfBirth,
    /// The gender, or that it is not specified.
    pub gender: Gender,
    /// Where the child lives; none where no address is known (REC-03).
    pub address: Option<Address>,
    /// Why the child belongs in the directory.
    pub basis: Basis,
    /// A parent or carer, where one is known.
    pub carer: Option<PersonName>,
}

impl fmt::Debug for AskedRecord {
    /// It names a child (NFR-03).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AskedRecord")
    }
}

impl AskedRecord {
    /// Checks the names, and the date of birth: of a child, on the day.
    pub fn check(&self, today: NaiveDate) -> Result<(), Rejection> {
        let mut problems = self.name.problems(["given", "family"]);
        let carer = self.carer.iter();
        problems.extend(carer.flat_map(|name| name.problems(["carer_given", "carer_family"])));
        problems.extend(self.birth_problem(today));
        Rejection::unless_empty(problems)
    }

    fn birth_problem(&self, today: NaiveDate) -> Option<Problem> {
        let born = self.date_of_birth.date;
        let message = if born > today {
            "The date of birth must be today or in the past"
        } else if attains(born, 18) <= today {
            "A record can only be asked for before the 18th birthday"
        } else {
            return None;
        };
        Some(Problem::new("born", message))
    }

    /// As it is stated. What is not known is a statement too (REC-03, REC-13).
    pub fn statement(&self) -> Statement {
        let carer = |name: &PersonName| Carer {
            name: name.clone(),
            relation: CarerRelation::Care,
            address: None,
            telephone: None,
        };
        Statement {
            names: vec![(NameUse::Current, self.name.clone())],
            date_of_birth: Some(self.date_of_birth),
            gender: Some(self.gender),
            whereabouts: Some(match &self.address {
                Some(address) => Whereabouts::Current(address.clone()),
                None => Whereabouts::NoKnownAddress,
            }),
            carers: self.carer.iter().map(carer).collect(),
            ..Statement::default()
        }
    }

    /// What the authority searches the live directory by: the day itself, or the years about an estimate.
    pub fn details(&self, born: Born) -> Details {
        let postcode = self.address.as_ref().and_then(|home| home.postcode.clone());
        Details {
            name: NormalName::of(&self.name),
            born: Some(born),
            gender: Some(self.gender).filter(|gender| *gender != Gender::NotSpecified),
            place: postcode.map(Place::Postcode),
            address: None,
            school: None,
            parent: None,
        }
    }

    /// The days within which somebody was born whose date of birth is an estimate.
    pub fn estimated_between(&self) -> Option<Born> {
        let day = self.date_of_birth.date;
        let year = chrono::Days::new(366);
        let (first, last) = (day.checked_sub_days(year)?, day.checked_add_days(year)?);
        self.date_of_birth
            .estimated
            .then_some(Born::Between(first, last))
    }

    /// Whether a shielded child may be meant: both halves of the name in use agree, and the date of birth
    /// does or is a slip away. By what everyone is shown of the record, and by nothing that is hidden
    /// (D-01, SRCH-05).
    pub fn resembles(&self, name: &PersonName, born: NaiveDate) -> bool {
        compare_dates(self.date_of_birth.date, born) < DateAgreement::TwoParts
            && self.is_called_like(name)
    }

    /// Whether both requests are about one child (CRE-06). To make one request of two children would leave
    /// one of them without a record, while two about one child meet when the second is checked; so
    /// everything must agree: the day of birth to the day, both halves of the name by sound or as forms of
    /// one name, in either order, the gender where both tell one, and the postcode. Where one of them knows
    /// no postcode, the names must be the same to the letter. A child without a forename is not told from
    /// a twin.
    pub fn is_same_child(&self, other: &AskedRecord) -> bool {
        let told = |gender: Gender| gender != Gender::NotSpecified;
        let forenames = !self.name.given.is_empty() && !other.name.given.is_empty();
        if !forenames
            || self.date_of_birth.date != other.date_of_birth.date
            || told(self.gender) && told(other.gender) && self.gender != other.gender
        {
            return false;
        }
        let postcode = |asked: &AskedRecord| asked.address.as_ref()?.postcode.clone();
        match (postcode(self), postcode(other)) {
            (Some(one), Some(two)) => one == two && self.is_called_like(&other.name),
            _ => NormalName::of(&self.name) == NormalName::of(&other.name),
        }
    }

    /// Whether both halves of a name agree by sound or as forms of one name, in either order.
    fn is_called_like(&self, name: &PersonName) -> bool {
        let day = self.date_of_birth.date;
        let sought = Sought::new(&self.details(Born::On(day)));
        let name = NormalName::of(name);
        let called = FactName {
            current: true,
            given: &name.given,
            family: &name.family,
        };
        sought.finds_shielded(called, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::best_view::{SourceKind, Supplied, assemble};
    use crate::child_record::Postcode;
    use crate::clock::Moment;
    use crate::id::SourceId;

    fn asked(given: &str, family: &str, born: &str, postcode: Option<&str>) -> AskedRecord {
        AskedRecord {
            name: PersonName {
                given: given.into(),
                family: family.into(),
            },
            date_of_birth: DateOfBirth {
                date: born.parse().unwrap(),
                estimated: false,
            },
            gender: Gender::NotSpecified,
            address: postcode.map(|postcode| Address {
                lines: vec!["1 New Road".into()],
                postcode: Postcode::parse(postcode).ok(),
            }),
            basis: Basis::FamilyHome,
            carer: None,
        }
    }

    fn elizabeth() -> AskedRecord {
        asked("Elizabeth", "Hargreaves", "2015-03-12", Some("BD1 3AB"))
    }

    #[test]
    fn a_service_used_in_england_is_no_basis_and_codes_come_back_cre_02() {
        for basis in Basis::ALL {
            assert_eq!(Basis::chosen(basis.code()), Ok(basis));
        }
        let elsewhere = Basis::chosen(Basis::LIVES_ELSEWHERE).unwrap_err();
        assert!(elsewhere.message.contains("live in England"));
        assert_ne!(Basis::chosen("").unwrap_err(), elsewhere);
    }

    #[test]
    fn two_requests_are_about_one_child_where_everything_agrees_cre_06() {
        for (given, family, born, postcode) in [
            ("Elizabeth", "Hargreaves", "2015-03-12", Some("BD1 3AB")),
            ("Lizzie", "Hargreaves", "2015-03-12", Some("BD1 3AB")),
            ("Elizabeth", "Hargreeves", "2015-03-12", Some("BD1 3AB")),
            ("Hargreaves", "Elizabeth", "2015-03-12", Some("BD1 3AB")),
            ("elizabeth", "HARGREAVES", "2015-03-12", None),
        ] {
            let other = asked(given, family, born, postcode);
            assert!(elizabeth().is_same_child(&other), "{given} {family}");
            assert!(other.is_same_child(&elizabeth()), "{given} {family}");
        }
    }

    #[test]
    fn a_twin_a_namesake_and_a_slip_are_requests_of_their_own_cre_06_mat_03() {
        for (given, family, born, postcode) in [
            ("Sophie", "Hargreaves", "2015-03-12", Some("BD1 3AB")),
            ("Elizabeth", "Hargreaves", "2015-03-12", Some("BD1 3AC")),
            ("Elizabeth", "Hargreaves", "2015-03-13", Some("BD1 3AB")),
            ("Elizabeth", "Thornton", "2015-03-12", Some("BD1 3AB")),
            ("Lizzie", "Hargreaves", "2015-03-12", None),
            ("", "Hargreaves", "2015-03-12", Some("BD1 3AB")),
        ] {
            let other = asked(given, family, born, postcode);
            assert!(
                !elizabeth().is_same_child(&other),
                "{given} {family} {born}"
            );
            assert!(
                !other.is_same_child(&elizabeth()),
                "{given} {family} {born}"
            );
        }
        let newborn = asked("", "Hargreaves", "2015-03-12", Some("BD1 3AB"));
        assert!(!newborn.is_same_child(&newborn), "one of two, perhaps");
        let [mut boy, mut girl] = [elizabeth(), elizabeth()];
        (boy.gender, girl.gender) = (Gender::Male, Gender::Female);
        assert!(!boy.is_same_child(&girl));
        assert!(boy.is_same_child(&elizabeth()));
    }

    #[test]
    fn where_a_shielded_child_lives_takes_no_part_in_the_comparison_srch_05_d_01() {
        let name = |given: &str, family: &str| PersonName {
            given: given.into(),
            family: family.into(),
        };
        for postcode in [None, Some("BD1 3AB"), Some("M1 1AA")] {
            let asked = asked("Elizabeth", "Hargreaves", "2015-03-12", postcode);
            let resembles = |given: &str, family: &str, day: &str| {
                asked.resembles(&name(given, family), day.parse().unwrap())
            };
            assert!(resembles("Elizabeth", "Hargreaves", "2015-03-12"));
            assert!(resembles("Elizabeth", "Hargraves", "2015-12-03"));
            assert!(!resembles("Elizabeth", "Thornton", "2015-03-12"));
            assert!(!resembles("Sophie", "Hargreaves", "2015-03-12"));
        }
    }

    #[test]
    fn what_is_not_known_is_stated_as_such_rec_03_rec_13() {
        let statement = asked("", "Hargreaves", "2015-03-12", None).statement();
        assert_eq!(statement.whereabouts, Some(Whereabouts::NoKnownAddress));
        assert_eq!(statement.gender, Some(Gender::NotSpecified));
        let view = assemble(&[Supplied {
            source: SourceId(uuid::Uuid::nil()),
            kind: SourceKind::Manual,
            at: Moment::default(),
            verified: false,
            silent: false,
            statement,
        }]);
        let index = crate::search::index(&view, false);
        assert!(index.is_some(), "it makes a record that can be found");
    }

    #[test]
    fn a_record_is_asked_for_of_a_child_cre_02() {
        let today = "2026-11-02".parse().unwrap();
        for (born, fits) in [
            ("2026-11-02", true),
            ("2026-11-03", false),
            ("2008-11-03", true),
            ("2008-11-02", false),
        ] {
            let asked = asked("Ann", "Example", born, None);
            assert_eq!(asked.check(today).is_ok(), fits, "{born}");
        }
    }

    #[test]
    fn a_name_holds_no_words_about_a_child_cre_02_gen_03() {
        let today = "2026-11-02".parse().unwrap();
        let fields = |asked: AskedRecord| -> Vec<String> {
            let problems = asked.check(today).err().map_or_else(Vec::new, |all| all.0);
            problems.iter().map(|one| one.field.to_string()).collect()
        };
        for name in ["Zoë", "Mary-Jane", "D’Arcy", "St. John", ""] {
            assert!(fields(asked(name, "O'Brien", "2015-03-12", None)).is_empty());
        }
        for words in [
            "Ann (at risk)",
            "Ann: ring 01632 960001",
            "A, B",
            &"a".repeat(101),
        ] {
            let mut both = asked(words, words, "2015-03-12", None);
            both.carer = Some(both.name.clone());
            let expected = ["given", "family", "carer_given", "carer_family"];
            assert_eq!(fields(both), expected, "{words}");
        }
    }

    #[test]
    fn an_estimate_is_searched_for_by_the_years_about_it_cre_02() {
        let mut asked = elizabeth();
        assert!(asked.estimated_between().is_none());
        asked.date_of_birth.estimated = true;
        let Some(Born::Between(first, last)) = asked.estimated_between() else {
            panic!("a span of days");
        };
        assert_eq!((last - first).num_days(), 2 * 366);
    }

    #[test]
    fn who_is_asked_for_is_not_printed_nfr_03() {
        assert_eq!(format!("{:?}", elizabeth()), "AskedRecord");
    }
}
