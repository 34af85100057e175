//! Which items of a statement do not agree with the best view (DISC-01). What a source does not say
//! cannot differ, and a legitimate alternative does not (C1).

use std::collections::BTreeMap;

use serde::Serialize;

use super::Item;
use crate::best_view::{BestView, Statement};
use crate::child_record::{
    Address, Carer, Identifier, IdentifierScheme, NameUse, PersonName, UniversalKind,
    UniversalService, Whereabouts,
};
use crate::search::NormalName;

/// What may be said instead of what the record shows: other names in use, and second homes, that any
/// source tells of as such. A former name is none: who still has it as the name in use is behind.
#[derive(Default)]
pub struct Alternatives {
    names: Vec<NormalName>,
    homes: Vec<Address>,
}

impl Alternatives {
    /// Those that the statements about one child tell of.
    pub fn of<'s>(statements: impl IntoIterator<Item = &'s Statement>) -> Self {
        let mut alternatives = Self::default();
        for statement in statements {
            let known_as = statement
                .names
                .iter()
                .filter(|(used, _)| *used == NameUse::KnownAs);
            alternatives
                .names
                .extend(known_as.map(|(_, name)| NormalName::of(name)));
            let second = statement.other_home.as_ref();
            alternatives
                .homes
                .extend(second.map(|home| home.address.clone()));
        }
        alternatives
    }

    fn has_name(&self, name: &NormalName) -> bool {
        self.names.iter().any(|other| same_name(name, other))
    }

    fn has_home(&self, address: &Address) -> bool {
        self.homes.iter().any(|other| same_home(address, other))
    }
}

/// The items of a statement that do not agree with the best view of the child, each with the source's own
/// words: by these it is known again whether the source says the same still (DISC-04).
pub fn differences(
    said: &Statement,
    alternatives: &Alternatives,
    view: &BestView,
) -> BTreeMap<Item, String> {
    let mut found = BTreeMap::new();
    let mut differs = |item: Item, words: Option<String>| {
        if let Some(words) = words {
            found.insert(item, words);
        }
    };
    differs(Item::Name, name(said, alternatives, view));
    let born = said.date_of_birth.filter(|born| {
        let held = view.date_of_birth.as_ref();
        held.is_some_and(|held| held.value.date != born.date)
    });
    differs(Item::DateOfBirth, born.map(|born| words(&born)));
    let gender = said.gender.filter(|gender| {
        let held = view.gender.as_ref();
        *gender != crate::child_record::Gender::NotSpecified
            && held.is_some_and(|held| held.value != *gender)
    });
    differs(Item::Gender, gender.map(|gender| words(&gender)));
    differs(Item::Address, address(said, alternatives, view));
    let died = said.date_of_death.filter(|died| {
        let held = view.date_of_death.as_ref();
        held.is_none_or(|held| held.value != *died)
    });
    differs(Item::DateOfDeath, died.map(|died| words(&died)));
    let carers: Vec<&Carer> = said
        .carers
        .iter()
        .filter(|carer| carer_differs(carer, view))
        .collect();
    differs(
        Item::ParentOrCarer,
        (!carers.is_empty()).then(|| words(&carers)),
    );
    for kind in [
        UniversalKind::EducationalSetting,
        UniversalKind::GpPractice,
        UniversalKind::Midwife,
        UniversalKind::HealthVisitor,
        UniversalKind::SchoolNurse,
    ] {
        differs(Item::of_service(kind), service(kind, said, view));
    }
    for scheme in [
        IdentifierScheme::Upn,
        IdentifierScheme::Uln,
        IdentifierScheme::Nhs,
        IdentifierScheme::LocalReference,
    ] {
        differs(Item::of_number(scheme), number(scheme, said, view));
    }
    found
}

/// A source's own words, in one form. What cannot be written is as good as nothing said.
fn words(said: &impl Serialize) -> String {
    serde_json::to_string(said).unwrap_or_default()
}

fn name(said: &Statement, alternatives: &Alternatives, view: &BestView) -> Option<String> {
    let current = |(used, name): &(NameUse, PersonName)| {
        (*used == NameUse::Current).then(|| (name.clone(), NormalName::of(name)))
    };
    let (written, own) = said.names.iter().find_map(current)?;
    let held = NormalName::of(&view.name.as_ref()?.value);
    let agrees = same_name(&own, &held) || alternatives.has_name(&own);
    (!agrees).then(|| words(&written))
}

/// Whether two names are one but for how they are written and how many given names are told.
fn same_name(one: &NormalName, other: &NormalName) -> bool {
    let given =
        |name: &NormalName| -> Vec<String> { name.given.split(' ').map(str::to_owned).collect() };
    let (one_given, other_given) = (given(one), given(other));
    one.family == other.family
        && (one_given.starts_with(&other_given) || other_given.starts_with(&one_given))
}

fn same_home(one: &Address, other: &Address) -> bool {
    one == other || one.same_home(other)
}

fn address(said: &Statement, alternatives: &Alternatives, view: &BestView) -> Option<String> {
    let own = said.whereabouts.as_ref()?;
    let held = &view.whereabouts.as_ref()?.value;
    let agrees = match own {
        // Who knows of no address is silent about one.
        Whereabouts::NoKnownAddress => true,
        Whereabouts::LastKnown(last) => {
            held.address().is_some_and(|held| same_home(last, held)) || alternatives.has_home(last)
        }
        Whereabouts::Current(lives) => {
            matches!(held, Whereabouts::Current(held) if same_home(lives, held))
                || alternatives.has_home(lives)
        }
    };
    (!agrees).then(|| words(own))
}

/// Whether two things are both told, and are not the same.
fn both_differ<T>(one: Option<&T>, other: Option<&T>, same: impl Fn(&T, &T) -> bool) -> bool {
    matches!((one, other), (Some(one), Some(other)) if !same(one, other))
}

fn carer_differs(said: &Carer, view: &BestView) -> bool {
    let held = view.carers.iter().find(|held| held.value.name == said.name);
    held.is_some_and(|held| {
        let held = &held.value;
        held.relation != said.relation
            || both_differ(said.address.as_ref(), held.address.as_ref(), same_home)
            || both_differ(
                said.telephone.as_ref(),
                held.telephone.as_ref(),
                |one, other| one.dialled() == other.dialled(),
            )
    })
}

/// A service that goes on, by the source, and that the record does not show as going on.
fn service(kind: UniversalKind, said: &Statement, view: &BestView) -> Option<String> {
    let goes_on = |service: &UniversalService| service.kind == kind && service.until.is_none();
    let held = |said: &UniversalService| {
        view.services
            .iter()
            .any(|held| goes_on(&held.value) && held.value.organisation == said.organisation)
    };
    let missing: Vec<_> = said
        .services
        .iter()
        .filter(|service| goes_on(service) && !held(service))
        .map(|service| service.organisation)
        .collect();
    (!missing.is_empty()).then(|| words(&missing))
}

/// A number in place of which the record shows another. Where it shows none there is nothing to compare:
/// a number can be kept off a record for reasons that are no source's affair (NEWID-03).
fn number(scheme: IdentifierScheme, said: &Statement, view: &BestView) -> Option<String> {
    let stands_for = |own: &Identifier, other: &&Identifier| {
        other.scheme == scheme
            && (scheme != IdentifierScheme::LocalReference
                || own.allocated_by == other.allocated_by)
    };
    let differing: Vec<&str> = said
        .identifiers
        .iter()
        .filter(|own| own.scheme == scheme)
        .filter(|own| {
            let mut held = view.identifiers.iter().filter(|held| stands_for(own, held));
            let first = held.next();
            first.is_some_and(|first| first.value != own.value)
                && held.all(|held| held.value != own.value)
        })
        .map(|own| own.value.as_str())
        .collect();
    (!differing.is_empty()).then(|| words(&differing))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::best_view::{SourceKind, Supplied, assemble};
    use crate::child_record::{CarerRelation, DateOfBirth, Gender, OtherHome, Postcode, Telephone};
    use crate::id::{OrganisationId, SourceId};

    fn name(given: &str, family: &str) -> PersonName {
        PersonName {
            given: given.into(),
            family: family.into(),
        }
    }

    fn home(line: &str) -> Address {
        Address {
            lines: vec![line.into()],
            postcode: Postcode::parse("ZB1 4QX").ok(),
        }
    }

    fn organisation(number: u128) -> OrganisationId {
        OrganisationId(Uuid::from_u128(number))
    }

    fn whole() -> Statement {
        Statement {
            names: vec![(NameUse::Current, name("Ann Marie", "Example"))],
            date_of_birth: Some(DateOfBirth {
                date: "2015-05-14".parse().unwrap(),
                estimated: false,
            }),
            gender: Some(Gender::Female),
            whereabouts: Some(Whereabouts::Current(home("7 High Street"))),
            carers: vec![Carer {
                name: name("Jo", "Example"),
                relation: CarerRelation::ParentalResponsibility,
                address: None,
                telephone: Telephone::parse("07700 900123").ok(),
            }],
            services: vec![UniversalService {
                kind: UniversalKind::GpPractice,
                organisation: organisation(1),
                since: None,
                until: None,
            }],
            identifiers: vec![Identifier {
                scheme: IdentifierScheme::Nhs,
                value: "9434765919".into(),
                allocated_by: organisation(1),
            }],
            ..Statement::default()
        }
    }

    fn supplied(source: u128, kind: SourceKind, statement: Statement) -> Supplied {
        Supplied {
            source: SourceId(Uuid::from_u128(source)),
            kind,
            at: format!("2026-10-{source:02}T12:00:00Z").parse().unwrap(),
            verified: false,
            silent: false,
            statement,
        }
    }

    /// What a source that is believed less says differently from one that is believed more.
    fn told(less: Statement, more: Statement) -> Vec<Item> {
        let all = [
            supplied(1, SourceKind::SocialCare, more),
            supplied(2, SourceKind::Local, less.clone()),
        ];
        let alternatives = Alternatives::of(all.iter().map(|one| &one.statement));
        differences(&less, &alternatives, &assemble(&all))
            .into_keys()
            .collect()
    }

    #[test]
    fn what_differs_is_told_item_by_item_disc_01() {
        let other = Statement {
            names: vec![(NameUse::Current, name("Beth", "Example"))],
            date_of_birth: Some(DateOfBirth {
                date: "2015-05-15".parse().unwrap(),
                estimated: false,
            }),
            gender: Some(Gender::Male),
            whereabouts: Some(Whereabouts::Current(home("9 Low Road"))),
            ..Statement::default()
        };
        let mut more = whole();
        more.date_of_birth = Some(DateOfBirth {
            date: "2015-05-14".parse().unwrap(),
            estimated: false,
        });
        assert_eq!(
            told(other, more),
            [Item::Name, Item::DateOfBirth, Item::Gender, Item::Address]
        );
    }

    #[test]
    fn services_carers_and_numbers_are_told_of_disc_01() {
        let mut other = whole();
        other.services[0].organisation = organisation(2);
        other.identifiers[0].value = "9434765870".into();
        other.carers[0].telephone = Telephone::parse("07700 900999").ok();
        // Health is believed about its services, and social care about carers.
        assert_eq!(
            told(other, whole()),
            [Item::ParentOrCarer, Item::GpPractice, Item::NhsNumber]
        );
    }

    #[test]
    fn silence_and_another_spelling_differ_in_nothing_disc_01() {
        assert_eq!(told(Statement::default(), whole()), []);
        let spelt = Statement {
            names: vec![(NameUse::Current, name("ANN", "EXAMPLE"))],
            gender: Some(Gender::NotSpecified),
            whereabouts: Some(Whereabouts::Current(home("7, HIGH street"))),
            ..Statement::default()
        };
        assert_eq!(told(spelt, whole()), []);
        let unknown = Statement {
            whereabouts: Some(Whereabouts::NoKnownAddress),
            ..Statement::default()
        };
        assert_eq!(told(unknown, whole()), []);
    }

    #[test]
    fn another_name_in_use_and_a_second_home_are_legitimate_c1_disc_01() {
        let mut more = whole();
        more.names.push((NameUse::KnownAs, name("Nan", "Example")));
        more.other_home = Some(OtherHome {
            address: home("9 Low Road"),
            nights: None,
        });
        let less = Statement {
            names: vec![(NameUse::Current, name("Nan", "Example"))],
            whereabouts: Some(Whereabouts::Current(home("9 Low Road"))),
            ..Statement::default()
        };
        assert_eq!(told(less, more), []);
    }

    #[test]
    fn who_still_uses_a_former_name_is_behind_disc_01() {
        let mut more = whole();
        more.names.push((NameUse::Former, name("Ann", "Earlier")));
        let less = Statement {
            names: vec![(NameUse::Current, name("Ann", "Earlier"))],
            ..Statement::default()
        };
        assert_eq!(told(less, more), [Item::Name]);
    }

    #[test]
    fn an_address_where_the_child_no_longer_lives_differs_disc_01() {
        let more = Statement {
            whereabouts: Some(Whereabouts::LastKnown(home("7 High Street"))),
            ..whole()
        };
        assert_eq!(told(whole(), more), [Item::Address]);
    }

    #[test]
    fn a_number_that_is_on_no_record_is_not_told_of_newid_03_disc_06() {
        let view = BestView::default();
        assert!(
            differences(&whole(), &Alternatives::default(), &view)
                .keys()
                .all(|item| !item.is_number())
        );
    }

    proptest! {
        #[test]
        fn whoever_speaks_alone_agrees_with_the_record_disc_01(
            given in "[A-Z][a-z]{1,8}", line in "[0-9]{1,3} [A-Z][a-z]{2,9}", known_as in "[A-Z][a-z]{1,8}",
        ) {
            let mut said = whole();
            said.names = vec![
                (NameUse::Current, name(&given, "Example")),
                (NameUse::KnownAs, name(&known_as, "Example")),
            ];
            said.whereabouts = Some(Whereabouts::Current(home(&line)));
            let alone = [supplied(1, SourceKind::Health, said.clone())];
            let alternatives = Alternatives::of([&said]);
            prop_assert_eq!(differences(&said, &alternatives, &assemble(&alone)), BTreeMap::new());
        }

        #[test]
        fn whoever_is_believed_most_is_never_told_disc_01(
            one in "[A-Z][a-z]{1,8}", other in "[A-Z][a-z]{1,8}", line in "[0-9]{1,3} [A-Z][a-z]{2,9}",
        ) {
            let mut less = whole();
            less.names = vec![(NameUse::Current, name(&other, "Example"))];
            let more = Statement {
                names: vec![(NameUse::Current, name(&one, "Example"))],
                whereabouts: Some(Whereabouts::Current(home(&line))),
                ..Statement::default()
            };
            let all = [
                supplied(1, SourceKind::SocialCare, more.clone()),
                supplied(2, SourceKind::Local, less),
            ];
            let alternatives = Alternatives::of(all.iter().map(|one| &one.statement));
            prop_assert_eq!(differences(&more, &alternatives, &assemble(&all)), BTreeMap::new());
        }
    }
}
