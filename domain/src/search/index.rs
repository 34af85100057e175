//! What stands in the search tables about one record. Every writer takes it from here.

use chrono::NaiveDate;

use super::facts::{self, Facts};
use super::frequency::NameKind;
use super::keys::{self, KeyRow, sound};
use super::normal::{NormalName, joined, surname_parts};
use crate::best_view::BestView;
use crate::child_record::{DateOfBirth, Gender, PersonName};
use crate::id::OrganisationId;

/// A distinct word of a name, for the dictionary of names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamePart {
    /// Surname or given name.
    pub kind: NameKind,
    /// The word, normalised.
    pub part: String,
    /// How it sounds.
    pub key: String,
}

/// What stands in the search tables about one record: the columns of `live.child`, and rows.
#[derive(Clone, PartialEq)]
pub struct Indexed {
    /// `given` and `family`: the name in use.
    pub name: PersonName,
    /// `date_of_birth` and `dob_estimated`.
    pub date_of_birth: DateOfBirth,
    /// `gender`.
    pub gender: Gender,
    /// `date_of_death`.
    pub date_of_death: Option<NaiveDate>,
    /// `postcode` of the current address; none where the record is shielded.
    pub postcode: Option<String>,
    /// `search_facts`.
    pub facts: String,
    /// Rows of `live.child_key`; none where the record is shielded.
    pub keys: Vec<KeyRow>,
    /// Rows of `live.school_key`: school and surname key; none where the record is shielded.
    pub schools: Vec<(OrganisationId, String)>,
    /// Words for `live.name_part`, each once; none where the record is shielded.
    pub parts: Vec<NamePart>,
}

/// What stands in the search tables about a record. None where it has no name or no date of
/// birth: such a thing is no record yet.
pub fn index(view: &BestView, shielded: bool) -> Option<Indexed> {
    let name = view.name.as_ref()?.value.clone();
    let date_of_birth = view.date_of_birth.as_ref()?.value;
    let indexed = Indexed {
        date_of_birth,
        gender: view
            .gender
            .as_ref()
            .map_or(Gender::NotSpecified, |gender| gender.value),
        date_of_death: view.date_of_death.as_ref().map(|date| date.value),
        facts: facts::write(view, shielded),
        name,
        postcode: None,
        keys: Vec::new(),
        schools: Vec::new(),
        parts: Vec::new(),
    };
    Some(if shielded {
        indexed
    } else {
        with_rows(indexed, view)
    })
}

fn with_rows(indexed: Indexed, view: &BestView) -> Indexed {
    let mut names = vec![NormalName::of(&indexed.name)];
    names.extend(
        view.other_names
            .iter()
            .map(|(_, name)| NormalName::of(&name.value)),
    );
    let address = view
        .whereabouts
        .as_ref()
        .and_then(|place| place.value.address());
    let postcode = address.and_then(|address| address.postcode.as_ref());
    let district = postcode.map(|postcode| postcode.district());
    Indexed {
        keys: keys::rows(&names, indexed.date_of_birth.date, district),
        schools: school_rows(&names, view),
        parts: parts(&names),
        postcode: postcode.map(|postcode| postcode.as_str().to_owned()),
        ..indexed
    }
}

fn school_rows(names: &[NormalName], view: &BestView) -> Vec<(OrganisationId, String)> {
    let mut rows: Vec<_> = facts::schools(view)
        .flat_map(|school| {
            names
                .iter()
                .flat_map(|name| keys::stored_surname_keys(&name.family))
                .map(move |key| (school, key))
        })
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// The words for the dictionary that [`index()`] would give, from what it gave as facts.
pub fn name_parts(facts: &Facts<'_>) -> Vec<NamePart> {
    let names: Vec<NormalName> = facts
        .names
        .iter()
        .map(|name| NormalName {
            given: name.given.to_owned(),
            family: name.family.to_owned(),
        })
        .collect();
    parts(&names)
}

fn parts(names: &[NormalName]) -> Vec<NamePart> {
    let part = |kind, word: &str| NamePart {
        kind,
        part: word.to_owned(),
        key: sound(word).primary,
    };
    let mut parts: Vec<NamePart> = Vec::new();
    for name in names {
        let whole = joined(&name.family);
        let family = surname_parts(&name.family).chain(whole.as_deref());
        parts.extend(family.map(|word| part(NameKind::Family, word)));
        parts.extend(
            name.given
                .split_whitespace()
                .map(|word| part(NameKind::Given, word)),
        );
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}
