//! The rules by which statements become one view: deterministic, indifferent to the order in
//! which statements arrive, and possible to explain item by item (REC-01).

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::correction::corrected;
use super::item::{Item, Value};
use super::statement::{SourceKind, Supplied};
use crate::child_record::{
    Address, Carer, DateOfBirth, Gender, Identifier, IdentifierScheme, NameUse, OtherHome,
    PersonName, UniversalKind, UniversalService, Whereabouts,
};
use crate::clock::{Moment, london_date};
use crate::id::SourceId;

/// A value and the day as of which it is current. Never who said so (REC-02).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Dated<T> {
    /// The value.
    pub value: T,
    /// The London date of the latest supply that says so.
    pub as_of: NaiveDate,
}

/// One record assembled from all statements about a child.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BestView {
    /// The name in use. None only where no source gave any name.
    pub name: Option<Dated<PersonName>>,
    /// Former names and other names in use, the current one left out.
    pub other_names: Vec<(NameUse, Dated<PersonName>)>,
    /// Date of birth.
    pub date_of_birth: Option<Dated<DateOfBirth>>,
    /// Gender; none where no source specified one.
    pub gender: Option<Dated<Gender>>,
    /// Where the child lives, or that no address is known.
    pub whereabouts: Option<Dated<Whereabouts>>,
    /// Other addresses: second homes, former ones and those that other sources hold, latest first.
    pub other_addresses: Vec<Dated<Whereabouts>>,
    /// The second home that counts beside where the child lives (TRF-01). It is among the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_home: Option<OtherHome>,
    /// Parents and carers.
    pub carers: Vec<Dated<Carer>>,
    /// Universal services: at most one current of each kind but educational settings.
    pub services: Vec<Dated<UniversalService>>,
    /// Numbers that bodies allocated.
    pub identifiers: Vec<Identifier>,
    /// Date of death.
    pub date_of_death: Option<Dated<NaiveDate>>,
}

/// The order in which kinds of source are believed about an item: lower is believed more.
pub(super) fn rank(item: Item, kind: SourceKind) -> u8 {
    use SourceKind::{
        ChildBenefit, Ecaf, Education, Health, Local, Manual, RegistrarGeneral, SocialCare,
    };
    let order: [SourceKind; 8] = match item {
        Item::DateOfBirth | Item::Gender | Item::DateOfDeath => [
            RegistrarGeneral,
            Health,
            ChildBenefit,
            SocialCare,
            Education,
            Ecaf,
            Local,
            Manual,
        ],
        Item::Name | Item::KnownAs => [
            SocialCare,
            Education,
            Health,
            ChildBenefit,
            RegistrarGeneral,
            Ecaf,
            Local,
            Manual,
        ],
        Item::Whereabouts => [
            SocialCare,
            Education,
            Health,
            ChildBenefit,
            Ecaf,
            Local,
            Manual,
            RegistrarGeneral,
        ],
        Item::Carers => [
            SocialCare,
            ChildBenefit,
            Education,
            RegistrarGeneral,
            Health,
            Ecaf,
            Local,
            Manual,
        ],
        Item::Service(UniversalKind::EducationalSetting) => [
            Education,
            SocialCare,
            Ecaf,
            Local,
            Health,
            ChildBenefit,
            Manual,
            RegistrarGeneral,
        ],
        Item::Service(_) => [
            Health,
            SocialCare,
            Ecaf,
            Local,
            Education,
            ChildBenefit,
            Manual,
            RegistrarGeneral,
        ],
    };
    order
        .iter()
        .position(|k| *k == kind)
        .map_or(u8::MAX, |place| place as u8)
}

/// A supply older than the newest about the same item by this many days is stale: whoever made
/// it is believed only after everyone fresher.
pub(super) const STALE_AFTER_DAYS: i64 = 365;

/// What is weighed of a statement, in this order: of a death the Registrar General's word before any
/// other (DTH-02); then verified before unverified, fresh before stale and before sources that have
/// fallen silent (T-32), then by rank, then the later, then by the source's identifier. No two are ever equal, so the order in which statements arrived
/// cannot matter. What is less is believed more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Weight {
    pub(super) uncertain: bool,
    pub(super) unverified: bool,
    pub(super) stale: bool,
    pub(super) rank: u8,
    pub(super) at: Reverse<Moment>,
    source: SourceId,
}

impl Weight {
    fn of(item: Item, said: &Supplied, newest: Moment) -> Self {
        let certain = item == Item::DateOfDeath && said.kind == SourceKind::RegistrarGeneral;
        Self {
            uncertain: !certain,
            unverified: !said.verified,
            stale: said.silent || (newest - said.at).num_days() >= STALE_AFTER_DAYS,
            rank: rank(item, said.kind),
            at: Reverse(said.at),
            source: said.source,
        }
    }
}

/// The statements that speak of an item with what each weighs, most believed first.
pub(super) fn weighed<'s, T>(
    item: Item,
    statements: &'s [Supplied],
    says: impl Fn(&'s Supplied) -> Option<T>,
) -> Vec<(T, &'s Supplied, Weight)> {
    let speaking: Vec<_> = statements
        .iter()
        .filter_map(|s| says(s).map(|value| (value, s)))
        .collect();
    let newest = speaking.iter().map(|(_, s)| s.at).max().unwrap_or_default();
    let mut weighed: Vec<_> = speaking
        .into_iter()
        .map(|(value, s)| (value, s, Weight::of(item, s, newest)))
        .collect();
    weighed.sort_by_key(|(_, _, weight)| *weight);
    weighed
}

/// The statements that speak of an item, most believed first.
pub(super) fn believed<'s, T>(
    item: Item,
    statements: &'s [Supplied],
    says: impl Fn(&'s Supplied) -> Option<T>,
) -> Vec<(T, &'s Supplied)> {
    let weighed = weighed(item, statements, says);
    weighed
        .into_iter()
        .map(|(value, s, _)| (value, s))
        .collect()
}

/// The most believed value, current as of the latest supply that says the same.
fn best<T: PartialEq + Clone>(believed: &[(T, &Supplied)]) -> Option<Dated<T>> {
    let (value, _) = believed.first()?;
    Some(Dated {
        value: value.clone(),
        as_of: as_of(value, believed),
    })
}

/// The London date of the latest supply that gives a value.
fn as_of<T: PartialEq>(value: &T, believed: &[(T, &Supplied)]) -> NaiveDate {
    believed
        .iter()
        .filter(|(v, _)| v == value)
        .map(|(_, s)| london_date(s.at))
        .max()
        .unwrap_or_default()
}

/// Every distinct value, most believed first, each with its day.
fn distinct<T: PartialEq + Clone>(believed: &[(T, &Supplied)]) -> Vec<Dated<T>> {
    let mut values: Vec<Dated<T>> = Vec::new();
    for (value, _) in believed {
        if !values.iter().any(|v| v.value == *value) {
            values.push(Dated {
                value: value.clone(),
                as_of: as_of(value, believed),
            });
        }
    }
    values
}

/// Assembles the best view of a child from all current statements about it.
///
/// Deterministic: the same statements in any order give the same view. Values that were not
/// chosen stay as alternatives where the record shows alternatives (REC-01).
pub fn assemble(statements: &[Supplied]) -> BestView {
    let name = best(&believed(Item::Name, statements, current_name));
    let whereabouts = distinct(&believed(Item::Whereabouts, statements, |s| {
        s.statement.whereabouts.clone()
    }));
    let second = distinct(&believed(Item::Whereabouts, statements, |s| {
        let home = s.statement.other_home.as_ref()?;
        Some(Whereabouts::Current(home.address.clone()))
    }));
    let (whereabouts, other_addresses) = chosen_and_others(whereabouts, second);
    let lives = whereabouts.as_ref().map(|place| &place.value);
    BestView {
        other_names: other_names(statements, name.as_ref().map(|n| &n.value)),
        name,
        date_of_birth: best(&believed(Item::DateOfBirth, statements, |s| {
            s.statement.date_of_birth
        })),
        gender: gender(statements),
        other_home: other_home(statements, lives),
        whereabouts,
        other_addresses,
        carers: carers(statements),
        services: services(statements),
        identifiers: identifiers(statements),
        date_of_death: best(&believed(Item::DateOfDeath, statements, |s| {
            s.statement.date_of_death
        })),
    }
}

/// The gender; none where no source specifies one, or it was set right to be not specified (REC-03).
fn gender(statements: &[Supplied]) -> Option<Dated<Gender>> {
    let believed = believed(Item::Gender, statements, |s| {
        match Value::said(Item::Gender, &s.statement)? {
            Value::Gender(gender) => Some(gender),
            _ => None,
        }
    });
    best(&believed).filter(|gender| gender.value != Gender::NotSpecified)
}

/// The name a source gives as the one in use.
fn current_name(supplied: &Supplied) -> Option<PersonName> {
    let names = &supplied.statement.names;
    names
        .iter()
        .find(|(used, _)| *used == NameUse::Current)
        .map(|(_, name)| name.clone())
}

/// Every other name that any source gives, each once. A name that another source holds as the
/// current one counts as another name in use. Where other names were set right, those that were known
/// then stand only if they were left.
fn other_names(
    statements: &[Supplied],
    current: Option<&PersonName>,
) -> Vec<(NameUse, Dated<PersonName>)> {
    let mut others: Vec<(NameUse, Dated<PersonName>)> = Vec::new();
    let right = corrected(Item::KnownAs, statements);
    let removed = |used: NameUse, name: &PersonName| match &right {
        Some((Value::KnownAs(left), made, _)) => {
            used != NameUse::Former && made.knew_name(name) && !left.contains(name)
        }
        _ => false,
    };
    for (_, supplied) in believed(Item::Name, statements, |s| Some(&s.statement.names)) {
        for (used, name) in &supplied.statement.names {
            let known = Some(name) == current || others.iter().any(|(_, n)| n.value == *name);
            if !known && !removed(*used, name) {
                let used = if *used == NameUse::Current {
                    NameUse::KnownAs
                } else {
                    *used
                };
                let as_of = statements
                    .iter()
                    .filter(|s| s.statement.names.iter().any(|(_, n)| n == name))
                    .map(|s| london_date(s.at))
                    .max()
                    .unwrap_or_default();
                others.push((
                    used,
                    Dated {
                        value: name.clone(),
                        as_of,
                    },
                ));
            }
        }
    }
    others
}

/// The first address and the rest, second homes among them, each once and latest first; the statement
/// that none is known is no alternative to an address.
fn chosen_and_others(
    believed: Vec<Dated<Whereabouts>>,
    second: Vec<Dated<Whereabouts>>,
) -> (Option<Dated<Whereabouts>>, Vec<Dated<Whereabouts>>) {
    let mut believed = believed.into_iter();
    let chosen = believed.next();
    let lives: Option<&Address> = chosen.as_ref().and_then(|place| place.value.address());
    let mut others: Vec<Dated<Whereabouts>> = Vec::new();
    for place in believed.chain(second) {
        let address = place.value.address();
        match others.iter_mut().find(|known| known.value == place.value) {
            Some(known) => known.as_of = known.as_of.max(place.as_of),
            None if address.is_some() && address != lives => others.push(place),
            None => {}
        }
    }
    others.sort_by(|a, b| b.as_of.cmp(&a.as_of).then_with(|| a.value.cmp(&b.value)));
    (chosen, others)
}

/// The second home that the most believed source tells of together with where the child lives: one told
/// beside another address says nothing of how time is shared with this one (TRF-01).
fn other_home(statements: &[Supplied], lives: Option<&Whereabouts>) -> Option<OtherHome> {
    let beside = |told: Option<&Whereabouts>| match (told, lives) {
        (Some(Whereabouts::Current(told)), Some(Whereabouts::Current(lives))) => {
            told == lives || told.same_home(lives)
        }
        (told, lives) => told == lives,
    };
    let told = believed(Item::Whereabouts, statements, |s| {
        let beside = beside(s.statement.whereabouts.as_ref());
        s.statement.other_home.as_ref().filter(|_| beside)
    });
    told.first().map(|(home, _)| (*home).clone())
}

/// Every carer that a source names, each once, as the most believed source describes them; where they
/// were set right, those alone (REC-04, UPD-03).
fn carers(statements: &[Supplied]) -> Vec<Dated<Carer>> {
    let mut speaking = believed(Item::Carers, statements, |s| {
        let speaks = Value::said(Item::Carers, &s.statement).is_some();
        speaks.then_some(&s.statement.carers)
    });
    if let Some((_, _, right)) = corrected(Item::Carers, statements) {
        speaking.retain(|(_, said)| said.source == right.source);
    }
    let mut carers: Vec<Dated<Carer>> = Vec::new();
    for (named, supplied) in speaking {
        for carer in named {
            let as_of = london_date(supplied.at);
            match carers.iter_mut().find(|c| c.value.name == carer.name) {
                Some(known) => known.as_of = known.as_of.max(as_of),
                None => carers.push(Dated {
                    value: carer.clone(),
                    as_of,
                }),
            }
        }
    }
    carers
}

/// Universal services. Of each kind the most believed source's current one stands alone, but a
/// child may attend two educational settings; ended ones follow, latest first.
fn services(statements: &[Supplied]) -> Vec<Dated<UniversalService>> {
    use UniversalKind::{EducationalSetting, GpPractice, HealthVisitor, Midwife, SchoolNurse};
    let mut services: Vec<Dated<UniversalService>> = Vec::new();
    for kind in [
        EducationalSetting,
        GpPractice,
        Midwife,
        HealthVisitor,
        SchoolNurse,
    ] {
        let speaking = believed(Item::Service(kind), statements, |s| {
            Value::said(Item::Service(kind), &s.statement)?;
            let services = s.statement.services.iter();
            Some(
                services
                    .filter(|service| service.kind == kind)
                    .collect::<Vec<_>>(),
            )
        });
        let mut of_kind: Vec<Dated<UniversalService>> = Vec::new();
        for (place, (named, supplied)) in speaking.iter().enumerate() {
            for service in named {
                let as_of = london_date(supplied.at);
                match known(&mut of_kind, service, place == 0) {
                    Some(known) => known.as_of = known.as_of.max(as_of),
                    None if place == 0 || service.until.is_some() => {
                        of_kind.push(Dated {
                            value: (*service).clone(),
                            as_of,
                        });
                    }
                    None => {}
                }
            }
        }
        of_kind.sort_by(|a, b| {
            (
                a.value.until.is_some(),
                Reverse(a.value.until),
                a.value.organisation,
            )
                .cmp(&(
                    b.value.until.is_some(),
                    Reverse(b.value.until),
                    b.value.organisation,
                ))
        });
        services.extend(of_kind);
    }
    services
}

/// The service among those known already: of the source that is believed first each time that the child
/// went to one stands by itself, and who speaks after it is taken to mean the time that is like theirs.
fn known<'k>(
    services: &'k mut [Dated<UniversalService>],
    service: &UniversalService,
    first: bool,
) -> Option<&'k mut Dated<UniversalService>> {
    let same = |known: &Dated<UniversalService>| known.value.organisation == service.organisation;
    if first {
        return services.iter_mut().find(|known| {
            let both_current = known.value.until.is_none() && service.until.is_none();
            known.value == *service || (both_current && same(known))
        });
    }
    let alike = |known: &Dated<UniversalService>| {
        same(known) && known.value.until.is_some() == service.until.is_some()
    };
    let place = services.iter().position(alike);
    let place = place.or_else(|| services.iter().position(same))?;
    services.get_mut(place)
}

/// Every number that a body allocated: of one scheme and body, the most believed.
fn identifiers(statements: &[Supplied]) -> Vec<Identifier> {
    let mut identifiers: Vec<Identifier> = Vec::new();
    for (_, supplied) in believed(Item::DateOfBirth, statements, |s| {
        Some(&s.statement.identifiers)
    }) {
        for identifier in &supplied.statement.identifiers {
            let known: Option<&Identifier> = identifiers.iter().find(|i| {
                i.scheme == identifier.scheme
                    && (i.allocated_by == identifier.allocated_by
                        || i.scheme != IdentifierScheme::LocalReference)
            });
            if known.is_none() {
                identifiers.push(identifier.clone());
            }
        }
    }
    identifiers
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::best_view::Statement;
    use crate::child_record::{Nights, Postcode};
    use crate::clock::Moment;
    use crate::id::{OrganisationId, SourceId};

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn named(given: &str, family: &str) -> Statement {
        let name = PersonName {
            given: given.into(),
            family: family.into(),
        };
        Statement {
            names: vec![(NameUse::Current, name)],
            ..Statement::default()
        }
    }

    fn supplied(source: u128, kind: SourceKind, at: &str, statement: Statement) -> Supplied {
        Supplied {
            source: SourceId(Uuid::from_u128(source)),
            kind,
            at: moment(at),
            verified: false,
            silent: false,
            statement,
        }
    }

    #[test]
    fn the_order_of_arrival_does_not_matter_rec_01() {
        let mut statements = vec![
            supplied(
                1,
                SourceKind::Health,
                "2026-01-01T00:00:00Z",
                named("Ann", "Old"),
            ),
            supplied(
                2,
                SourceKind::Education,
                "2025-06-01T00:00:00Z",
                named("Anne", "Newer"),
            ),
            supplied(
                3,
                SourceKind::ChildBenefit,
                "2023-06-01T00:00:00Z",
                named("Annie", "Oldest"),
            ),
            supplied(
                4,
                SourceKind::Local,
                "2024-12-31T00:00:00Z",
                named("A", "Local"),
            ),
        ];
        let view = assemble(&statements);
        for _ in 0..statements.len() {
            statements.rotate_left(1);
            assert_eq!(assemble(&statements), view);
            statements.swap(0, 1);
            assert_eq!(assemble(&statements), view);
        }
    }

    #[test]
    fn a_verified_value_is_believed_over_a_better_ranked_source_rec_01() {
        let mut by_hand = supplied(
            9,
            SourceKind::Manual,
            "2026-01-01T00:00:00Z",
            named("Ann", "Verified"),
        );
        by_hand.verified = true;
        let school = supplied(
            1,
            SourceKind::Education,
            "2026-02-01T00:00:00Z",
            named("Ann", "School"),
        );
        let view = assemble(&[school, by_hand]);
        assert_eq!(view.name.unwrap().value.family, "Verified");
        assert_eq!(
            view.other_names.len(),
            1,
            "the other name stays as an alternative"
        );
    }

    #[test]
    fn a_stale_supply_gives_way_to_a_fresh_one_of_lower_rank_rec_01() {
        let school = supplied(
            1,
            SourceKind::Education,
            "2024-01-01T00:00:00Z",
            named("Ann", "School"),
        );
        let benefit = supplied(
            2,
            SourceKind::ChildBenefit,
            "2026-01-01T00:00:00Z",
            named("Ann", "Benefit"),
        );
        assert_eq!(
            assemble(&[school, benefit]).name.unwrap().value.family,
            "Benefit"
        );
    }

    #[test]
    fn a_school_that_was_left_can_be_gone_to_again_rec_05() {
        let at = |since: &str, until: Option<&str>| UniversalService {
            kind: UniversalKind::EducationalSetting,
            organisation: OrganisationId(Uuid::from_u128(7)),
            since: since.parse().ok(),
            until: until.and_then(|day| day.parse().ok()),
        };
        let twice = vec![at("2024-09-01", None), at("2020-09-01", Some("2023-07-20"))];
        let said = |source, services: &[UniversalService]| {
            let statement = Statement {
                services: services.to_vec(),
                ..Statement::default()
            };
            let day = "2026-01-01T12:00:00Z";
            supplied(source, SourceKind::Education, day, statement)
        };
        let services = |view: BestView| -> Vec<UniversalService> {
            view.services.into_iter().map(|one| one.value).collect()
        };
        let view = assemble(&[said(1, &twice)]);
        assert_eq!(services(view), twice);
        // Another source that tells of either time adds none.
        let view = assemble(&[said(1, &twice), said(2, &twice[1..])]);
        assert_eq!(services(view), twice);
    }

    #[test]
    fn no_gender_recorded_is_not_a_gender_rec_03() {
        let silent = Statement {
            gender: Some(Gender::NotSpecified),
            ..named("Ann", "Example")
        };
        let view = assemble(&[supplied(
            1,
            SourceKind::Health,
            "2026-01-01T00:00:00Z",
            silent,
        )]);
        assert_eq!(view.gender, None);
    }

    fn home(street: &str, postcode: &str) -> Address {
        Address {
            lines: vec![street.into()],
            postcode: Postcode::parse(postcode).ok(),
        }
    }

    fn living(at: Address, other: Option<(Address, &str)>) -> Statement {
        Statement {
            whereabouts: Some(Whereabouts::Current(at)),
            other_home: other.map(|(address, nights)| OtherHome {
                address,
                nights: Nights::parse(nights).ok(),
            }),
            ..named("Ann", "Example")
        }
    }

    #[test]
    fn a_second_home_is_another_address_and_counts_beside_the_first_trf_01_rec_01() {
        let (first, second) = (
            home("1 High Street", "ZB1 4QX"),
            home("2 Low Road", "ZL1 4AB"),
        );
        let said = living(first.clone(), Some((second.clone(), "5")));
        let school = supplied(
            1,
            SourceKind::Education,
            "2026-01-01T12:00:00Z",
            said.clone(),
        );
        let view = assemble(std::slice::from_ref(&school));
        let lives = view.whereabouts.as_ref().map(|place| &place.value);
        assert_eq!(lives, Some(&Whereabouts::Current(first.clone())));
        let others = |view: &BestView| -> Vec<Address> {
            let others = view.other_addresses.iter();
            others
                .filter_map(|other| other.value.address().cloned())
                .collect()
        };
        let alone = std::slice::from_ref(&second);
        assert_eq!(others(&view), alone);
        assert_eq!(view.other_home, said.other_home);

        // Who writes the first home in another way means the same.
        let spelt = living(home("1, HIGH street", "ZB1 4QX"), None);
        let care = supplied(2, SourceKind::SocialCare, "2026-01-02T12:00:00Z", spelt);
        let both = assemble(&[school.clone(), care]);
        assert_eq!(both.other_home, said.other_home);

        // Where the child has moved since, the nights were shared with another home.
        let moved = living(home("9 New Road", "ZB1 4QZ"), None);
        let mut by_hand = supplied(3, SourceKind::Manual, "2026-02-01T12:00:00Z", moved);
        by_hand.verified = true;
        let after = assemble(&[school.clone(), by_hand]);
        assert_eq!(after.other_home, None);
        assert_eq!(others(&after), [first, second.clone()]);

        // It stands once, and not beside itself.
        let lives_there = living(second.clone(), None);
        let local = supplied(
            4,
            SourceKind::Local,
            "2026-03-01T12:00:00Z",
            lives_there.clone(),
        );
        assert_eq!(others(&assemble(&[school.clone(), local])), alone);
        let care = supplied(
            2,
            SourceKind::SocialCare,
            "2026-03-01T12:00:00Z",
            lives_there,
        );
        assert!(!others(&assemble(&[school, care])).contains(&second));
    }

    #[test]
    fn a_second_home_can_be_all_that_is_known_trf_01() {
        let second = home("2 Low Road", "ZL1 4AB");
        let said = Statement {
            whereabouts: None,
            ..living(second.clone(), Some((second, "4")))
        };
        let school = supplied(
            1,
            SourceKind::Education,
            "2026-01-01T12:00:00Z",
            said.clone(),
        );
        let view = assemble(&[school]);
        assert!(view.whereabouts.is_none());
        assert_eq!(view.other_home, said.other_home);
        assert_eq!(view.other_addresses.len(), 1);
    }

    #[test]
    fn where_there_is_no_second_home_nothing_is_written_trf_01() {
        let said = named("Ann", "Example");
        let view = assemble(&[supplied(
            1,
            SourceKind::Local,
            "2026-01-01T12:00:00Z",
            said.clone(),
        )]);
        for written in [serde_json::to_string(&said), serde_json::to_string(&view)] {
            assert!(!written.unwrap().contains("other_home"));
        }
    }
}
