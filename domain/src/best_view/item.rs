//! The items of a record, and what somebody says of one.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::assembly::BestView;
use super::statement::{Statement, Supplied};
use crate::child_record::{
    Carer, DateOfBirth, Gender, NameUse, PersonName, UniversalKind, UniversalService, Whereabouts,
};

/// The kinds of item, each with an order of its own in which sources are believed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Item {
    /// The name in use.
    Name,
    /// Other names in use.
    KnownAs,
    /// Date of birth.
    DateOfBirth,
    /// Gender.
    Gender,
    /// Where the child lives.
    Whereabouts,
    /// Parents and carers.
    Carers,
    /// Universal services of a kind.
    Service(UniversalKind),
    /// Date of death.
    DateOfDeath,
}

impl Item {
    /// Every item, in the order in which a record shows them.
    pub const ALL: [Item; 12] = [
        Item::Name,
        Item::KnownAs,
        Item::DateOfBirth,
        Item::Gender,
        Item::Whereabouts,
        Item::Carers,
        Item::Service(UniversalKind::EducationalSetting),
        Item::Service(UniversalKind::GpPractice),
        Item::Service(UniversalKind::Midwife),
        Item::Service(UniversalKind::HealthVisitor),
        Item::Service(UniversalKind::SchoolNurse),
        Item::DateOfDeath,
    ];

    /// Those that any user with access may change by hand (UPD-01, UPD-05).
    pub const CHANGED_BY_HAND: [Item; 8] = [
        Item::Name,
        Item::KnownAs,
        Item::DateOfBirth,
        Item::Gender,
        Item::Whereabouts,
        Item::Carers,
        Item::Service(UniversalKind::EducationalSetting),
        Item::Service(UniversalKind::GpPractice),
    ];

    /// The code in addresses, in the trail and in references of what is stated by hand.
    pub fn code(self) -> &'static str {
        match self {
            Item::Name => "name",
            Item::KnownAs => "known-as",
            Item::DateOfBirth => "date-of-birth",
            Item::Gender => "gender",
            Item::Whereabouts => "whereabouts",
            Item::Carers => "carers",
            Item::Service(UniversalKind::EducationalSetting) => "educational-setting",
            Item::Service(UniversalKind::GpPractice) => "gp-practice",
            Item::Service(UniversalKind::Midwife) => "midwife",
            Item::Service(UniversalKind::HealthVisitor) => "health-visitor",
            Item::Service(UniversalKind::SchoolNurse) => "school-nurse",
            Item::DateOfDeath => "date-of-death",
        }
    }

    /// The item with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.code() == code)
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Item::Name => "Name",
            Item::KnownAs => "Other names in use",
            Item::DateOfBirth => "Date of birth",
            Item::Gender => "Gender",
            Item::Whereabouts => "Address",
            Item::Carers => "Parents and carers",
            Item::Service(kind) => kind.title(),
            Item::DateOfDeath => "Date of death",
        }
    }
}

impl From<Item> for String {
    fn from(item: Item) -> String {
        item.code().to_owned()
    }
}

/// A text that names no item.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no item of a record")]
pub struct NotAnItem;

impl TryFrom<String> for Item {
    type Error = NotAnItem;
    fn try_from(text: String) -> Result<Self, NotAnItem> {
        Self::from_code(&text).ok_or(NotAnItem)
    }
}

/// What somebody says of an item, or what stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// The name in use.
    Name(PersonName),
    /// All other names in use.
    KnownAs(Vec<PersonName>),
    /// Date of birth.
    DateOfBirth(DateOfBirth),
    /// Gender.
    Gender(Gender),
    /// Where the child lives.
    Whereabouts(Whereabouts),
    /// All parents and carers.
    Carers(Vec<Carer>),
    /// All services of a kind.
    Services(UniversalKind, Vec<UniversalService>),
    /// Date of death.
    DateOfDeath(NaiveDate),
}

impl fmt::Debug for Value {
    /// It may tell who or where a child is (NFR-03).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value")
    }
}

impl Value {
    /// Of which item.
    pub fn item(&self) -> Item {
        match self {
            Value::Name(_) => Item::Name,
            Value::KnownAs(_) => Item::KnownAs,
            Value::DateOfBirth(_) => Item::DateOfBirth,
            Value::Gender(_) => Item::Gender,
            Value::Whereabouts(_) => Item::Whereabouts,
            Value::Carers(_) => Item::Carers,
            Value::Services(kind, _) => Item::Service(*kind),
            Value::DateOfDeath(_) => Item::DateOfDeath,
        }
    }

    /// What a statement says of an item; none where it is silent. What corrects one item is silent about
    /// all others, and says of its own even that there is nothing.
    pub fn said(item: Item, statement: &Statement) -> Option<Self> {
        let corrects = statement.correction.as_ref().map(|made| made.item);
        if corrects.is_some_and(|corrected| corrected != item) {
            return None;
        }
        let spoken = |empty: bool| corrects.is_some() || !empty;
        let named = |wanted: NameUse| {
            let names = statement
                .names
                .iter()
                .filter(move |(used, _)| *used == wanted);
            names.map(|(_, name)| name.clone())
        };
        match item {
            Item::Name => named(NameUse::Current).next().map(Value::Name),
            Item::KnownAs => {
                let names: Vec<_> = named(NameUse::KnownAs).collect();
                spoken(names.is_empty()).then_some(Value::KnownAs(names))
            }
            Item::DateOfBirth => statement.date_of_birth.map(Value::DateOfBirth),
            Item::Gender => statement
                .gender
                .filter(|gender| spoken(*gender == Gender::NotSpecified))
                .map(Value::Gender),
            Item::Whereabouts => statement.whereabouts.clone().map(Value::Whereabouts),
            Item::Carers => {
                spoken(statement.carers.is_empty()).then(|| Value::Carers(statement.carers.clone()))
            }
            Item::Service(kind) => {
                let of_kind = statement.services.iter().filter(|one| one.kind == kind);
                let of_kind: Vec<_> = of_kind.cloned().collect();
                spoken(of_kind.is_empty()).then_some(Value::Services(kind, of_kind))
            }
            Item::DateOfDeath => statement.date_of_death.map(Value::DateOfDeath),
        }
    }

    /// What stands of an item; none where nothing does.
    pub fn standing(item: Item, view: &BestView) -> Option<Self> {
        match item {
            Item::Name => view
                .name
                .as_ref()
                .map(|name| Value::Name(name.value.clone())),
            Item::KnownAs => {
                let others = view.other_names.iter();
                let others = others.filter(|(used, _)| *used == NameUse::KnownAs);
                let names: Vec<_> = others.map(|(_, name)| name.value.clone()).collect();
                (!names.is_empty()).then_some(Value::KnownAs(names))
            }
            Item::DateOfBirth => view
                .date_of_birth
                .as_ref()
                .map(|date| Value::DateOfBirth(date.value)),
            Item::Gender => view
                .gender
                .as_ref()
                .map(|gender| Value::Gender(gender.value)),
            Item::Whereabouts => {
                let place = view.whereabouts.as_ref();
                place.map(|place| Value::Whereabouts(place.value.clone()))
            }
            Item::Carers => {
                let carers: Vec<_> = view
                    .carers
                    .iter()
                    .map(|carer| carer.value.clone())
                    .collect();
                (!carers.is_empty()).then_some(Value::Carers(carers))
            }
            Item::Service(kind) => {
                let of_kind = view.services.iter().filter(|one| one.value.kind == kind);
                let of_kind: Vec<_> = of_kind.map(|one| one.value.clone()).collect();
                (!of_kind.is_empty()).then_some(Value::Services(kind, of_kind))
            }
            Item::DateOfDeath => view
                .date_of_death
                .as_ref()
                .map(|day| Value::DateOfDeath(day.value)),
        }
    }

    /// Whether it says that there is nothing: then nothing stands.
    pub fn is_nothing(&self) -> bool {
        match self {
            Value::Gender(gender) => *gender == Gender::NotSpecified,
            Value::KnownAs(names) => names.is_empty(),
            Value::Carers(carers) => carers.is_empty(),
            Value::Services(_, services) => services.is_empty(),
            _ => false,
        }
    }

    /// Whether this is what stands.
    pub fn stands_as(&self, stands: Option<&Value>) -> bool {
        match stands {
            Some(stands) => self == stands,
            None => self.is_nothing(),
        }
    }

    /// A statement that says this and nothing else.
    pub fn stated(self) -> Statement {
        let mut said = Statement::default();
        match self {
            Value::Name(name) => said.names = vec![(NameUse::Current, name)],
            Value::KnownAs(names) => {
                said.names = names
                    .into_iter()
                    .map(|name| (NameUse::KnownAs, name))
                    .collect();
            }
            Value::DateOfBirth(date) => said.date_of_birth = Some(date),
            Value::Gender(gender) => said.gender = Some(gender),
            Value::Whereabouts(place) => said.whereabouts = Some(place),
            Value::Carers(carers) => said.carers = carers,
            Value::Services(_, services) => said.services = services,
            Value::DateOfDeath(day) => said.date_of_death = Some(day),
        }
        said
    }

    /// Whether somebody who says this of an item contradicts what stands: the same home however it is
    /// written, a part of the carers or of the services that stand, and the same day of birth are no
    /// contradiction.
    pub fn contradicts(&self, stands: &Value) -> bool {
        match (self, stands) {
            (Value::DateOfBirth(said), Value::DateOfBirth(stands)) => said.date != stands.date,
            (
                Value::Whereabouts(Whereabouts::Current(said)),
                Value::Whereabouts(Whereabouts::Current(stands)),
            ) => said != stands && !said.same_home(stands),
            (Value::Carers(said), Value::Carers(stand)) => {
                said.iter().any(|carer| !stand.contains(carer))
            }
            (Value::KnownAs(said), Value::KnownAs(stand)) => {
                said.iter().any(|name| !stand.contains(name))
            }
            (Value::Services(_, said), Value::Services(_, stand)) => {
                let mut current = said.iter().filter(|one| one.until.is_none());
                let stands = |one: &UniversalService| {
                    let mut stand = stand.iter().filter(|other| other.until.is_none());
                    stand.any(|other| other.organisation == one.organisation)
                };
                !current.all(stands)
            }
            (said, stands) => said != stands,
        }
    }
}

/// The statements that speak of an item, each with what it says.
pub(super) fn speaking(
    item: Item,
    statements: &[Supplied],
) -> impl Iterator<Item = (Value, &Supplied)> {
    statements
        .iter()
        .filter_map(move |said| Some((Value::said(item, &said.statement)?, said)))
}

/// What a form was made from: another one as soon as something else stands, so that nobody overwrites
/// what they have not seen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(String);

impl Version {
    /// Of whatever stands.
    pub fn of<T: Serialize>(stands: &T) -> Self {
        // What cannot be written is never the version of anything.
        let written = serde_json::to_vec(stands).unwrap_or_default();
        let digest = Sha256::digest(written);
        Self(
            digest
                .iter()
                .take(12)
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }

    /// As a form carries it.
    pub fn read(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
