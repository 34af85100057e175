//! What is seen of details. Who said what is in the types for management alone (REC-02).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::best_view::{Item, Value, Version};
use crate::child_record::{Carer, PersonName};
use crate::clock::written_date;
use crate::id::{ChildNumber, LocalAuthorityCode, OrganisationId};

/// What stands of one detail.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DetailShown {
    /// Which.
    pub item: Item,
    /// What stands; none where nothing does.
    pub value: Option<Value>,
    /// The same in words, part by part.
    pub lines: Vec<String>,
    /// What a form made from it carries.
    pub version: Version,
}

/// From what can be chosen in a form.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Choices {
    /// Schools or practices of the authorities concerned, by name.
    pub organisations: Vec<(OrganisationId, String)>,
    /// Authorities, any of which may hold parental responsibility (D-44).
    pub authorities: Vec<(LocalAuthorityCode, String)>,
}

/// What stands of the details that can be changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DetailsShown {
    /// Whose.
    pub name: PersonName,
    /// Whether the record is shielded: then its manager alone sees this.
    pub shielded: bool,
    /// One by one.
    pub details: Vec<DetailShown>,
    /// From what can be chosen, where one detail is to be changed.
    pub choices: Choices,
}

/// What one source says of an item.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SaidShown {
    /// What.
    pub lines: Vec<String>,
    /// Who.
    pub by: String,
    /// Since when.
    pub on: NaiveDate,
    /// How it was made sure of, where it was.
    pub verified: Option<String>,
    /// Why it does not stand; none of what stands.
    pub behind: Option<String>,
}

/// What was said before (UPD-07).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BeforeShown {
    /// What.
    pub lines: Vec<String>,
    /// Who.
    pub by: String,
    /// Since when.
    pub from: NaiveDate,
    /// Until when.
    pub until: NaiveDate,
}

/// An item and why it is what it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExplainedItem {
    /// Which.
    pub item: Item,
    /// What stands.
    pub stands: Vec<String>,
    /// What would stand if the record were put together today, where that is something else: a source has
    /// fallen silent since.
    pub anew: Option<Vec<String>>,
    /// What is said, the most believed first.
    pub said: Vec<SaidShown>,
    /// What was said before, the latest first.
    pub before: Vec<BeforeShown>,
}

/// Which source supplied an entry, and when (FEED-06).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntryFrom {
    /// The service of which the entry is.
    pub service: String,
    /// Who supplied it.
    pub source: String,
    /// When it was recorded.
    pub on: NaiveDate,
}

/// What an involvement was before it was changed (UPD-07).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntryBefore {
    /// The service of which it is.
    pub service: String,
    /// Who was involved and how they were reached, part by part.
    pub lines: Vec<String>,
    /// Since when it stood so.
    pub from: NaiveDate,
    /// Until when.
    pub until: NaiveDate,
}

/// A record and why it is what it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExplainedRecord {
    /// Whose.
    pub number: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// Whether the reader marks and settles what of it is disputed: of a shielded record its manager alone.
    pub marks_disputes: bool,
    /// Item by item; those of which nothing is said are left out.
    pub items: Vec<ExplainedItem>,
    /// Which sources supplied its entries. Entries of sensitive services are not among them (SENS-04).
    pub entries: Vec<EntryFrom>,
    /// What its involvements were before, by service and the latest first; of sensitive services none.
    pub entries_before: Vec<EntryBefore>,
}

/// A line of the list of what waits for a decision.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConflictRow {
    /// Which.
    pub id: Uuid,
    /// Whose record.
    pub child: PersonName,
    /// About which item.
    pub item: Item,
    /// Since when it waits.
    pub since: NaiveDate,
    /// For how many days.
    pub days: i64,
}

/// Another value than what stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClaimShown {
    /// What it is chosen by.
    pub key: Version,
    /// What.
    pub lines: Vec<String>,
    /// Who says so, when, and how it was made sure of.
    pub by: Vec<String>,
}

/// A conflict as whoever decides it sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConflictShown {
    /// Which.
    pub id: Uuid,
    /// The number of the record.
    pub number: ChildNumber,
    /// Whose.
    pub child: PersonName,
    /// Since when it waits.
    pub since: NaiveDate,
    /// What stands and everything that is said.
    pub explained: ExplainedItem,
    /// What may be taken instead.
    pub claims: Vec<ClaimShown>,
    /// What the form carries.
    pub version: Version,
}

/// A value in words, part by part. `named` gives an organisation's name.
pub fn lines(value: &Value, named: impl Fn(OrganisationId) -> Option<String>) -> Vec<String> {
    match value {
        Value::Name(name) => vec![name.to_string()],
        Value::KnownAs(names) => names.iter().map(ToString::to_string).collect(),
        Value::DateOfBirth(born) => {
            let estimated = if born.estimated { " (estimated)" } else { "" };
            vec![format!("{}{estimated}", written_date(born.date))]
        }
        Value::Gender(gender) => vec![gender.title().to_owned()],
        Value::Whereabouts(place) => vec![place.words()],
        Value::Carers(carers) => carers.iter().map(carer).collect(),
        Value::Services(_, services) => services
            .iter()
            .map(|service| {
                let name = named(service.organisation).unwrap_or_default();
                let since = service
                    .since
                    .map(|day| format!(", from {}", written_date(day)));
                let until = service
                    .until
                    .map(|day| format!(", until {}", written_date(day)));
                format!(
                    "{name}{}{}",
                    since.unwrap_or_default(),
                    until.unwrap_or_default()
                )
            })
            .collect(),
        Value::DateOfDeath(day) => vec![written_date(*day)],
    }
}

fn carer(carer: &Carer) -> String {
    let relation = carer.relation.title();
    let (first, rest) = relation.split_at(1);
    let relation = first.to_lowercase() + rest;
    let telephone = carer.telephone.as_ref().map(ToString::to_string);
    let address = carer.address.as_ref().map(ToString::to_string);
    [
        Some(carer.name.to_string()),
        Some(relation),
        telephone,
        address,
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ")
}
