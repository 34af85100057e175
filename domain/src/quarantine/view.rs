//! What the responsible manager sees of a row in quarantine: its items beside those of the record.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::best_view::BestView;
use crate::child_record::{Identifier, NameUse, PersonName};
use crate::clock::written_date;
use crate::id::{ChildNumber, ShieldId};

/// A row in the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QuarantinedRow {
    /// Which.
    pub id: Uuid,
    /// The child whom it may be about.
    pub child: PersonName,
    /// Whether that child's record is shielded, or was when the row came.
    pub shielded: bool,
    /// By when it is to be settled (MAT-07).
    pub due_on: Option<NaiveDate>,
    /// Which source sent it.
    pub source: String,
    /// When it was first received.
    pub received_on: NaiveDate,
}

/// An item as the row has it and as the record has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Compared {
    /// Which item.
    pub item: String,
    /// What the row says; empty where it says nothing.
    pub said: Vec<String>,
    /// What the record holds.
    pub held: Vec<String>,
}

impl Compared {
    /// Whether the row says something and all of it stands on the record.
    pub fn agrees(&self) -> bool {
        !self.said.is_empty() && self.said.iter().all(|one| self.held.contains(one))
    }
}

/// A row beside the record that it may be about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QuarantinedShown {
    /// Which.
    pub id: Uuid,
    /// Which source sent it.
    pub source: String,
    /// When it was first received.
    pub received_on: NaiveDate,
    /// The number of the record that it may be about.
    pub number: ChildNumber,
    /// The name in use there.
    pub child: PersonName,
    /// Whether the record is shielded, or was when the row came.
    pub shielded: bool,
    /// The shield, where there is one still.
    pub shield: Option<ShieldId>,
    /// By when it is to be settled (MAT-07).
    pub due_on: Option<NaiveDate>,
    /// What speaks for one child and against, where that was weighed (MAT-03).
    pub why: Vec<String>,
    /// Item by item.
    pub items: Vec<Compared>,
    /// How many entries the source has sent about the same child since.
    pub entries: usize,
}

/// An item's name, and what a view says of it.
type Item = (&'static str, fn(&BestView) -> Vec<String>);

/// A row's items beside the record's.
pub fn compare(said: &BestView, held: &BestView) -> Vec<Compared> {
    let items: [Item; 6] = [
        ("Name", names),
        ("Date of birth", born),
        ("Gender", gender),
        ("Addresses", addresses),
        ("Parents and carers", carers),
        ("Numbers of other bodies", numbers),
    ];
    items
        .into_iter()
        .map(|(item, of)| Compared {
            item: item.to_owned(),
            said: of(said),
            held: of(held),
        })
        .filter(|compared| !(compared.said.is_empty() && compared.held.is_empty()))
        .collect()
}

fn names(view: &BestView) -> Vec<String> {
    let current = view.name.iter().map(|name| name.value.to_string());
    let others = view.other_names.iter().map(|(used, name)| match used {
        NameUse::Former => format!("{} (former)", name.value),
        NameUse::KnownAs | NameUse::Current => name.value.to_string(),
    });
    current.chain(others).collect()
}

fn born(view: &BestView) -> Vec<String> {
    let born = view.date_of_birth.iter();
    born.map(|born| written_date(born.value.date)).collect()
}

fn gender(view: &BestView) -> Vec<String> {
    let gender = view.gender.iter();
    gender
        .map(|gender| gender.value.title().to_owned())
        .collect()
}

fn addresses(view: &BestView) -> Vec<String> {
    view.whereabouts
        .iter()
        .chain(&view.other_addresses)
        .filter_map(|place| place.value.address())
        .map(ToString::to_string)
        .collect()
}

fn carers(view: &BestView) -> Vec<String> {
    let carers = view.carers.iter();
    carers.map(|carer| carer.value.name.to_string()).collect()
}

fn numbers(view: &BestView) -> Vec<String> {
    let said = |number: &Identifier| format!("{} {}", number.scheme.title(), number.value);
    view.identifiers.iter().map(said).collect()
}
