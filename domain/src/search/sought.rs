//! A query made ready for finding and scoring candidates.

use chrono::NaiveDate;

use super::criteria::{Born, Details, Place};
use super::dates;
use super::frequency::{Frequencies, NameKind};
use super::keys::{sought_forename_keys, sought_surname_keys};
use super::likeness::Word;
use super::nicknames;
use super::normal::{joined, surname_parts};
use crate::child_record::Gender;
use crate::id::OrganisationId;

/// One word of a name sought and how many bits agreement on it is worth.
#[derive(Clone)]
pub(super) struct Weighed {
    pub word: Word,
    /// Agreement on the word itself.
    pub bits: f32,
    /// Agreement on any of its short forms and other spellings.
    pub variant_bits: f32,
}

/// Half of a name sought: its words, and all of them as one.
#[derive(Clone, Default)]
pub(super) struct Half {
    pub words: Vec<Weighed>,
    /// The joined form, where there are several words.
    pub whole: Option<Weighed>,
}

impl Half {
    /// What full agreement is worth.
    pub fn most(&self) -> f32 {
        let first = self.words.first().map_or(0.0, |word| word.bits);
        self.whole.as_ref().map_or(first, |whole| whole.bits)
    }
}

/// A query made ready.
#[derive(Clone)]
pub struct Sought {
    pub(super) given: Half,
    pub(super) family: Half,
    pub(super) born: Option<Born>,
    pub(super) gender: Option<Gender>,
    pub(super) place: Option<Place>,
    pub(super) address: Vec<String>,
    pub(super) parent: Vec<Word>,
    pub(super) schools: Vec<OrganisationId>,
    pub(super) school_asked: bool,
    pub(super) frequencies: Frequencies,
    surname_keys: Vec<String>,
    forename_keys: Vec<String>,
}

impl Sought {
    /// Makes a query ready. Names weigh what names usually do until [`Sought::weigh`].
    pub fn new(details: &Details) -> Self {
        let name = &details.name;
        let split = |text: &Option<String>| -> Vec<String> {
            text.iter()
                .flat_map(|text| text.split(' '))
                .map(str::to_owned)
                .collect()
        };
        let mut sought = Self {
            given: half(name.given.split_whitespace(), &name.given),
            family: half(surname_parts(&name.family), &name.family),
            born: details.born,
            gender: details.gender,
            place: details.place.clone(),
            address: split(&details.address),
            parent: split(&details.parent)
                .iter()
                .map(|word| Word::new(word))
                .collect(),
            schools: Vec::new(),
            school_asked: details.school.is_some(),
            frequencies: Frequencies::default(),
            surname_keys: sought_surname_keys(&name.family),
            forename_keys: sought_forename_keys(&name.given),
        };
        sought.weigh(Frequencies::default());
        sought
    }

    /// The words whose counts [`Sought::weigh`] wants to know.
    pub fn words_to_count(&self) -> Vec<String> {
        let given = self.given.words.iter().chain(&self.given.whole);
        let variants = given
            .clone()
            .flat_map(|w| nicknames::others(&w.word.text))
            .map(str::to_owned);
        let all = given.chain(&self.family.words).chain(&self.family.whole);
        let mut words: Vec<String> = all.map(|w| w.word.text.clone()).chain(variants).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Weighs names by how common they are.
    pub fn weigh(&mut self, frequencies: Frequencies) {
        for weighed in self.family.words.iter_mut().chain(&mut self.family.whole) {
            weighed.bits = frequencies.bits(NameKind::Family, [weighed.word.text.as_str()]);
        }
        for weighed in self.given.words.iter_mut().chain(&mut self.given.whole) {
            let text = weighed.word.text.clone();
            let all = std::iter::once(text.as_str()).chain(nicknames::others(&text));
            weighed.bits = frequencies.bits(NameKind::Given, [text.as_str()]);
            weighed.variant_bits = frequencies.bits(NameKind::Given, all);
        }
        self.frequencies = frequencies;
    }

    /// Learns how common further words are, against which those typed are compared.
    pub fn learn(&mut self, more: impl IntoIterator<Item = (NameKind, String, u64)>) {
        self.frequencies.extend(more);
    }

    /// Tells which schools the typed name may mean.
    pub fn at_schools(&mut self, schools: Vec<OrganisationId>) {
        self.schools = schools;
    }

    /// Keys of the surname.
    pub fn surname_keys(&self) -> &[String] {
        &self.surname_keys
    }

    /// Keys of the forenames, with their short forms and other spellings.
    pub fn forename_keys(&self) -> &[String] {
        &self.forename_keys
    }

    /// The keys among which the forename's must be, where it was typed in full. An initial rules
    /// nothing out.
    pub fn forename_filter(&self) -> Option<&[String]> {
        let first = self.given.words.first()?;
        (first.word.text.chars().count() > 1).then_some(self.forename_keys.as_slice())
    }

    /// All keys together: names are exchanged more often than one thinks.
    pub fn all_keys(&self) -> Vec<String> {
        let mut keys = [self.surname_keys.clone(), self.forename_keys.clone()].concat();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Adds keys of names that are spelt nearly as those typed.
    pub fn add_near_keys(&mut self, kind: NameKind, keys: impl IntoIterator<Item = String>) {
        let to = match kind {
            NameKind::Family => &mut self.surname_keys,
            NameKind::Given => &mut self.forename_keys,
        };
        to.extend(keys);
        to.sort_unstable();
        to.dedup();
    }

    /// The day of birth, where it was typed.
    pub fn date(&self) -> Option<NaiveDate> {
        match self.born {
            Some(Born::On(date)) => Some(date),
            _ => None,
        }
    }

    /// The dates under which the child may stand by a slip.
    pub fn other_dates(&self) -> Vec<NaiveDate> {
        self.date().map(dates::variants).unwrap_or_default()
    }

    /// The first and last day of birth that an age allows; all days where no age was typed.
    pub fn between(&self) -> (NaiveDate, NaiveDate) {
        match self.born {
            Some(Born::Between(first, last)) => (first, last),
            _ => (FIRST_DAY, LAST_DAY),
        }
    }

    /// The place typed.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// The schools meant.
    pub fn schools(&self) -> &[OrganisationId] {
        &self.schools
    }

    /// Whether the criteria are such as may find a shielded child: first name, surname and the
    /// full date of birth (SRCH-05).
    pub fn may_find_shielded(&self) -> bool {
        !self.given.words.is_empty() && !self.family.words.is_empty() && self.date().is_some()
    }

    /// The words of the surname, and of the forenames, for the dictionary.
    pub fn words(&self, kind: NameKind) -> impl Iterator<Item = &Word> {
        let half = match kind {
            NameKind::Family => &self.family,
            NameKind::Given => &self.given,
        };
        half.words
            .iter()
            .chain(&half.whole)
            .map(|weighed| &weighed.word)
    }
}

/// Days before and after all that people and databases reckon with.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a date");
const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a date");

fn half<'w>(words: impl Iterator<Item = &'w str>, all: &str) -> Half {
    let weighed = |text: &str| Weighed {
        word: Word::new(text),
        bits: 0.0,
        variant_bits: 0.0,
    };
    Half {
        words: words.map(weighed).collect(),
        whole: joined(all).map(|text| weighed(&text)),
    }
}
