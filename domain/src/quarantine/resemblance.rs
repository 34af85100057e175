//! Whether a row may be about a shielded child: the second, looser comparison of D-34.

use chrono::NaiveDate;

use crate::best_view::BestView;
use crate::child_record::{Gender, Identifier};
use crate::search::{
    Born, Candidate, DateAgreement, Details, Facts, NormalName, Place, Sought, compare_dates,
    facts_of,
};

/// What the evidence must weigh, in bits, for a row to be kept back. Full agreement on name and birth
/// weighs twice as much; a common forename and a date of birth alone weigh less.
const PLAUSIBLE: f32 = 15.0;

/// Whom a row that matches no reference says it is about.
pub struct Supposed {
    sought: Vec<Sought>,
    date_of_birth: NaiveDate,
    identifiers: Vec<Identifier>,
}

impl Supposed {
    /// Of what a row's statement gives as a record. None where it has no name or no date of birth:
    /// such a row makes no record either.
    pub fn of(said: &BestView) -> Option<Self> {
        let date_of_birth = said.date_of_birth.as_ref()?.value.date;
        let current = &said.name.as_ref()?.value;
        let address = said
            .whereabouts
            .as_ref()
            .and_then(|place| place.value.address());
        let place = address
            .and_then(|address| address.postcode.clone())
            .map(Place::Postcode);
        let gender = said.gender.as_ref().map(|gender| gender.value);
        let names = std::iter::once(current).chain(said.other_names.iter().map(|(_, n)| &n.value));
        let sought = names
            .map(|name| {
                Sought::new(&Details {
                    name: NormalName::of(name),
                    born: Some(Born::On(date_of_birth)),
                    gender: gender.filter(|gender| *gender != Gender::NotSpecified),
                    place: place.clone(),
                    address: None,
                    school: None,
                    parent: None,
                })
            })
            .collect();
        Some(Self {
            sought,
            date_of_birth,
            identifiers: said.identifiers.clone(),
        })
    }

    /// What the evidence weighs, in bits, that the row is about a shielded child; none where it is not
    /// plausible. A number that a body allocated settles it by itself. Otherwise the forename takes
    /// part, or brothers and sisters of one birth would be kept back for each other (MAT-03).
    pub fn plausibly(&self, record: &BestView) -> Option<f32> {
        if self.identifiers.iter().any(|own| {
            record
                .identifiers
                .iter()
                .any(|other| own.is_same_number(other))
        }) {
            return Some(f32::INFINITY);
        }
        let date_of_birth = record.date_of_birth.as_ref()?.value.date;
        if compare_dates(self.date_of_birth, date_of_birth) >= DateAgreement::TwoParts {
            return None;
        }
        let facts = facts_of(record, false);
        let candidate = Candidate {
            facts: Facts::read(&facts),
            date_of_birth,
            gender: record
                .gender
                .as_ref()
                .map_or(Gender::NotSpecified, |gender| gender.value),
        };
        self.sought
            .iter()
            .filter(|sought| sought.forename_agrees(&candidate.facts))
            .map(|sought| sought.score(&candidate).bits)
            .filter(|bits| *bits >= PLAUSIBLE)
            .reduce(f32::max)
    }

    /// Whether a shielded record may be looked into at all, by what stands of it in the clear: one of
    /// the same birth always, one of another date that a slip would make of it where the forename in
    /// use agrees too.
    pub fn worth_a_look(&self, given: &str, date_of_birth: NaiveDate) -> bool {
        if date_of_birth == self.date_of_birth {
            return true;
        }
        let given = NormalName::new(given, "").given;
        compare_dates(self.date_of_birth, date_of_birth) < DateAgreement::TwoParts
            && self
                .sought
                .iter()
                .any(|sought| sought.forename_is_like(&given))
    }

    /// The numbers that bodies allocated.
    pub fn identifiers(&self) -> &[Identifier] {
        &self.identifiers
    }

    /// The days of birth under which the child may stand: the row's own, and those that a slip makes
    /// of it.
    pub fn dates(&self) -> Vec<NaiveDate> {
        dates_to_compare(self.date_of_birth)
    }
}

/// A day, and those that a slip makes of it.
pub fn dates_to_compare(day: NaiveDate) -> Vec<NaiveDate> {
    let mut dates = crate::search::dates_by_a_slip(day);
    dates.push(day);
    dates
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::best_view::{SourceKind, Statement, Supplied, assemble};
    use crate::child_record::{
        Address, DateOfBirth, IdentifierScheme, NameUse, PersonName, Postcode, Whereabouts,
    };
    use crate::clock::Moment;
    use crate::id::{OrganisationId, SourceId};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn statement(given: &str, family: &str, born: &str, postcode: &str) -> Statement {
        Statement {
            names: vec![(
                NameUse::Current,
                PersonName {
                    given: given.to_owned(),
                    family: family.to_owned(),
                },
            )],
            date_of_birth: Some(DateOfBirth {
                date: day(born),
                estimated: false,
            }),
            gender: Some(Gender::Female),
            whereabouts: Some(Whereabouts::Current(Address {
                lines: vec!["1 Example Street".to_owned()],
                postcode: Some(Postcode::parse(postcode).unwrap()),
            })),
            ..Statement::default()
        }
    }

    fn view(statement: Statement) -> BestView {
        assemble(&[Supplied {
            source: SourceId(uuid::Uuid::from_u128(1)),
            kind: SourceKind::Education,
            at: Moment::default(),
            verified: false,
            silent: false,
            statement,
        }])
    }

    fn record() -> Statement {
        statement("Amelia Rose", "Hargreaves", "2015-03-12", "BD1 3AB")
    }

    fn plausible(row: Statement, record: Statement) -> bool {
        Supposed::of(&view(row))
            .unwrap()
            .plausibly(&view(record))
            .is_some()
    }

    #[test]
    fn a_row_that_slips_in_name_or_date_is_kept_back_d_34() {
        for (given, family, born, postcode) in [
            ("Amelia", "Hargreaves", "2015-03-12", "M1 1AA"),
            ("Amelia", "Hargreaves", "2015-12-03", "M1 1AA"),
            ("Amelia", "Hargreaves", "2014-03-12", "M1 1AA"),
            ("Amelia", "Hargraves", "2015-03-12", "M1 1AA"),
            ("Ameila", "Hargreaves", "2015-03-12", "M1 1AA"),
            ("Emelia", "Hargreves", "2015-03-12", "M1 1AA"),
            ("Hargreaves", "Amelia", "2015-03-12", "M1 1AA"),
            ("Millie", "Hargreaves", "2015-03-12", "BD1 3AB"),
            ("Amelia", "Thornton", "2015-03-12", "BD1 3AB"),
        ] {
            assert!(
                plausible(statement(given, family, born, postcode), record()),
                "{given} {family} {born} {postcode}"
            );
        }
    }

    #[test]
    fn another_child_is_not_kept_back_d_34() {
        for (given, family, born, postcode) in [
            ("Jack", "Hargreaves", "2015-03-12", "BD1 3AB"),
            ("Amelia", "Hargreaves", "2009-07-30", "BD1 3AB"),
            ("Amelia", "Okafor", "2015-03-12", "M1 1AA"),
            ("Zainab", "Okafor", "2015-03-12", "M1 1AA"),
        ] {
            assert!(
                !plausible(statement(given, family, born, postcode), record()),
                "{given} {family} {born} {postcode}"
            );
        }
    }

    #[test]
    fn a_twin_at_the_same_address_is_another_child_mat_03() {
        let twin = statement("Sophie Ann", "Hargreaves", "2015-03-12", "BD1 3AB");
        assert!(!plausible(twin, record()));
    }

    #[test]
    fn a_number_that_a_body_allocated_settles_it_d_34() {
        let number = |value: &str| Identifier {
            scheme: IdentifierScheme::Nhs,
            value: value.to_owned(),
            allocated_by: OrganisationId(uuid::Uuid::from_u128(7)),
        };
        let mut shielded = record();
        shielded.identifiers.push(number("9434765919"));
        let mut row = statement("Zainab", "Okafor", "2001-01-01", "M1 1AA");
        row.identifiers.push(number("9434765919"));
        assert!(plausible(row.clone(), shielded.clone()));
        row.identifiers[0].value = "9434765870".to_owned();
        assert!(!plausible(row, shielded));
    }

    #[test]
    fn a_former_name_leads_to_the_record_d_34() {
        let mut shielded = statement("Beth", "Jones", "2015-03-12", "BD1 3AB");
        shielded.names.push((
            NameUse::Former,
            PersonName {
                given: "Amelia".to_owned(),
                family: "Hargreaves".to_owned(),
            },
        ));
        let row = statement("Amelia", "Hargreaves", "2015-03-12", "M1 1AA");
        assert!(plausible(row, shielded));
    }

    proptest! {
        #[test]
        fn what_is_plausible_was_worth_a_look(slip in 0_usize..40) {
            let born = day("2015-03-12");
            let dates = dates_to_compare(born);
            let other = dates[slip % dates.len()];
            let row = statement("Amelia", "Hargreaves", &other.to_string(), "M1 1AA");
            let supposed = Supposed::of(&view(row)).unwrap();
            if supposed.plausibly(&view(record())).is_some() {
                prop_assert!(supposed.worth_a_look("Amelia Rose", born));
                prop_assert!(supposed.dates().contains(&born), "{other}");
            }
        }
    }
}
