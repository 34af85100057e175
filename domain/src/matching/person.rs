//! An account of a person, made ready for comparison.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::best_view::BestView;
use crate::child_record::{Gender, Identifier, IdentifierScheme, PersonName};
use crate::search::{NameKind, NormalName, Word, normalised_address, surname_parts};

/// A day of birth as it was told, which need not stand in the calendar: its eight digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Day(pub(super) [u8; 8]);

impl Day {
    /// Of eight digits, the year's first. None of anything else.
    pub fn of_digits(text: &str) -> Option<Self> {
        let digits: [u8; 8] = text.as_bytes().try_into().ok()?;
        digits
            .iter()
            .all(u8::is_ascii_digit)
            .then_some(Self(digits))
    }

    /// Of a day of the calendar.
    pub fn of_date(date: NaiveDate) -> Option<Self> {
        Self::of_digits(&format!(
            "{:04}{:02}{:02}",
            date.year(),
            date.month(),
            date.day()
        ))
    }

    /// The eight digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The year.
    pub fn year(&self) -> u32 {
        self.part(0, 4)
    }

    pub(super) fn part(&self, from: usize, to: usize) -> u32 {
        self.0[from..to]
            .iter()
            .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
    }
}

/// What somebody tells of a person, as text.
#[derive(Clone, Default, Serialize)]
pub struct Account {
    /// Names, each given names and surname; either half may be empty.
    pub names: Vec<(String, String)>,
    /// Day of birth.
    pub born: Option<Day>,
    /// Gender, where it is told.
    pub gender: Option<Gender>,
    /// Addresses: postcode and lines.
    pub homes: Vec<(String, String)>,
    /// Parents and carers, each given names and surname.
    pub carers: Vec<(String, String)>,
    /// Numbers that are a person's own throughout the country.
    pub numbers: Vec<(IdentifierScheme, String)>,
}

/// A name: its words, each with its sound.
pub(super) struct Name {
    pub(super) given: Box<[Arc<Word>]>,
    pub(super) family: Box<[Arc<Word>]>,
}

/// A place where somebody lives or lived: its postcode, without spaces; the number of the house; the
/// other words of its address.
pub(super) struct Home {
    pub(super) postcode: Arc<str>,
    pub(super) number: Option<Arc<str>>,
    pub(super) words: Box<[Arc<str>]>,
}

/// Words that many accounts share, each kept once, so that a million accounts fit into memory.
#[derive(Default)]
pub struct Words {
    names: HashMap<String, Arc<Word>>,
    texts: HashSet<Arc<str>>,
}

impl Words {
    fn name(&mut self, text: &str) -> Arc<Word> {
        if let Some(word) = self.names.get(text) {
            return word.clone();
        }
        let word = Arc::new(Word::new(text));
        self.names.insert(text.to_owned(), word.clone());
        word
    }

    fn text(&mut self, text: &str) -> Arc<str> {
        if let Some(word) = self.texts.get(text) {
            return word.clone();
        }
        let word: Arc<str> = text.into();
        self.texts.insert(word.clone());
        word
    }
}

/// An account made ready for comparison.
pub struct Person {
    pub(super) names: Box<[Name]>,
    pub(super) born: Option<Day>,
    pub(super) gender: Option<Gender>,
    pub(super) homes: Box<[Home]>,
    pub(super) carers: Box<[Name]>,
    pub(super) numbers: Box<[(IdentifierScheme, String)]>,
}

impl Person {
    /// Makes an account ready.
    pub fn new(account: &Account) -> Self {
        Self::sharing(account, &mut Words::default())
    }

    /// Makes an account ready that shares its words with others.
    pub fn sharing(account: &Account, words: &mut Words) -> Self {
        Self {
            names: account
                .names
                .iter()
                .map(|(given, family)| Name::new(given, family, words))
                .filter(|name| !(name.given.is_empty() && name.family.is_empty()))
                .collect(),
            born: account.born,
            gender: account
                .gender
                .filter(|gender| *gender != Gender::NotSpecified),
            homes: account
                .homes
                .iter()
                .map(|(postcode, lines)| Home::new(postcode, lines, words))
                .collect(),
            carers: account
                .carers
                .iter()
                .map(|(given, family)| Name::new(given, family, words))
                .filter(|name| !name.given.is_empty())
                .collect(),
            numbers: account.numbers.clone().into(),
        }
    }

    /// Every word of its names, each as often as it stands there.
    pub fn words(&self) -> impl Iterator<Item = (NameKind, &str)> {
        self.names.iter().flat_map(|name| {
            let given = name.given.iter().map(|word| (NameKind::Given, word));
            let family = name.family.iter().map(|word| (NameKind::Family, word));
            given
                .chain(family)
                .map(|(kind, word)| (kind, word.text.as_str()))
        })
    }

    /// How the words of its names sound, each once.
    pub fn sounds(&self) -> Vec<&str> {
        let words = self
            .names
            .iter()
            .flat_map(|name| name.given.iter().chain(&name.family));
        let mut sounds: Vec<&str> = words.map(|word| word.sound.primary.as_str()).collect();
        sounds.sort_unstable();
        sounds.dedup();
        sounds
    }

    /// Surname and calling name as they sound, for every name both ways round, each once.
    pub fn name_sounds(&self) -> Vec<(&str, &str)> {
        let mut sounds: Vec<(&str, &str)> = Vec::new();
        for name in &self.names {
            for (one, other) in name
                .family
                .iter()
                .zip(std::iter::repeat(name.given.first()))
            {
                let (family, given) = (one, other.map(|word| word.sound.primary.as_str()));
                let (family, given) = (family.sound.primary.as_str(), given.unwrap_or_default());
                sounds.extend([(family, given), (given, family)]);
            }
        }
        sounds.sort_unstable();
        sounds.dedup();
        sounds
    }

    /// The postcodes of its homes, without spaces.
    pub fn postcodes(&self) -> impl Iterator<Item = &str> {
        let postcodes = self.homes.iter().map(|home| &*home.postcode);
        postcodes.filter(|postcode| !postcode.is_empty())
    }

    /// Of what stands on a record, or of what a row of a source would make of one.
    pub fn of(view: &BestView) -> Self {
        Self::new(&Account::of(view))
    }
}

impl Account {
    /// What is compared of a record, or of what a row of a source would make of one.
    pub fn of(view: &BestView) -> Self {
        let halves = |name: &PersonName| (name.given.clone(), name.family.clone());
        let others = view.other_names.iter().map(|(_, name)| &name.value);
        let names = view.name.iter().map(|name| &name.value).chain(others);
        let places = view.whereabouts.iter().chain(&view.other_addresses);
        let homes = places.filter_map(|place| place.value.address());
        let born = view.date_of_birth.as_ref();
        let national = |number: &&Identifier| number.scheme != IdentifierScheme::LocalReference;
        Self {
            names: names.map(halves).collect(),
            born: born.and_then(|born| Day::of_date(born.value.date)),
            gender: view.gender.as_ref().map(|gender| gender.value),
            homes: homes
                .map(|home| {
                    let postcode = home.postcode.as_ref();
                    let postcode = postcode.map(ToString::to_string).unwrap_or_default();
                    (postcode, home.lines.join(" "))
                })
                .collect(),
            carers: view
                .carers
                .iter()
                .map(|carer| halves(&carer.value.name))
                .collect(),
            numbers: view
                .identifiers
                .iter()
                .filter(national)
                .map(|number| (number.scheme, bare(&number.value)))
                .collect(),
        }
    }
}

impl Name {
    fn new(given: &str, family: &str, words: &mut Words) -> Self {
        let name = NormalName::new(given, family);
        let given = if is_nameless(&name.given) {
            ""
        } else {
            &name.given
        };
        let given = given.split(' ').filter(|word| !word.is_empty());
        Self {
            given: given.map(|word| words.name(word)).collect(),
            family: surname_parts(&name.family)
                .map(|word| words.name(word))
                .collect(),
        }
    }
}

/// A number or a postcode as it is compared, however it was spaced.
fn bare(number: &str) -> String {
    let telling = number.chars().filter(|letter| letter.is_alphanumeric());
    telling.flat_map(char::to_uppercase).collect()
}

/// Whether what stands in place of a forename is none: a newborn's, "Baby of" (MAT-06).
fn is_nameless(given: &str) -> bool {
    const INSTEAD: [&str; 9] = [
        "babe", "baby", "boy", "female", "girl", "infant", "male", "twin", "unknown",
    ];
    given
        .split(' ')
        .next()
        .is_some_and(|first| INSTEAD.contains(&first))
}

impl Home {
    fn new(postcode: &str, lines: &str, words: &mut Words) -> Self {
        let lines = normalised_address(lines);
        let is_number = |word: &&str| word.starts_with(|letter: char| letter.is_ascii_digit());
        let others = lines
            .split(' ')
            .filter(|word| !word.is_empty() && !is_number(word));
        Self {
            postcode: words.text(&bare(postcode)),
            number: lines
                .split(' ')
                .find(is_number)
                .map(|number| words.text(number)),
            words: others.map(|word| words.text(word)).collect(),
        }
    }
}
