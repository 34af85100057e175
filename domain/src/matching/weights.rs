//! What agreements and disagreements are worth, and how rare what agrees is.

use std::collections::HashMap;

use super::compare::{Comparison, ITEMS, Item, LEVELS, MISSING, SAME};
use super::person::Person;
use crate::search::{Frequencies, NameKind};

/// How often names and postcodes stand in accounts.
#[derive(Clone, Default)]
pub struct Rarity {
    accounts: u64,
    /// As many as there are taken to be where a small directory would otherwise be too sure.
    at_least: u64,
    names: Frequencies,
    postcodes: HashMap<String, u64>,
}

/// A directory is taken to hold so many accounts at least: one that has just begun weighs as the
/// national one does.
const DIRECTORY: u64 = 1_000_000;
/// So many bits at most agreement on a postcode is worth, and so many at least.
const POSTCODE_BITS: (f32, f32) = (3.0, 16.0);

impl Rarity {
    /// By what a directory of so many children counts: uses of the words of names, and of postcodes
    /// without spaces. What is not asked for is taken to be as rare as such things usually are.
    pub fn new(
        children: u64,
        names: impl IntoIterator<Item = (NameKind, String, u64)>,
        postcodes: impl IntoIterator<Item = (String, u64)>,
    ) -> Self {
        Self::counted(children, DIRECTORY, names, postcodes)
    }

    /// Counts accounts.
    pub fn of<'p>(people: impl IntoIterator<Item = &'p Person>) -> Self {
        let mut accounts = 0;
        let (mut names, mut postcodes) = (HashMap::new(), HashMap::new());
        for person in people {
            accounts += 1;
            for word in person.words() {
                *names.entry(word).or_insert(0) += 1;
            }
            for postcode in person.postcodes() {
                *postcodes.entry(postcode).or_insert(0) += 1;
            }
        }
        let names = names
            .into_iter()
            .map(|((kind, word), uses)| (kind, word.to_owned(), uses));
        let postcodes = postcodes
            .into_iter()
            .map(|(postcode, uses)| (postcode.to_owned(), uses));
        Self::counted(accounts, 2, names, postcodes)
    }

    fn counted(
        accounts: u64,
        at_least: u64,
        names: impl IntoIterator<Item = (NameKind, String, u64)>,
        postcodes: impl IntoIterator<Item = (String, u64)>,
    ) -> Self {
        Self {
            accounts,
            at_least,
            names: Frequencies::new(accounts, names),
            postcodes: postcodes.into_iter().collect(),
        }
    }

    /// How rare a forename is, in bits.
    pub fn given(&self, word: &str) -> f32 {
        self.names.bits(NameKind::Given, [word])
    }

    /// How rare a surname is.
    pub fn family(&self, word: &str) -> f32 {
        self.names.bits(NameKind::Family, [word])
    }

    /// How rare a postcode is. One that few have seen is taken to be a little commoner than it looks: it
    /// may be a slip.
    pub fn postcode(&self, postcode: &str) -> f32 {
        let seen = self.postcodes.get(postcode).copied().unwrap_or_default();
        let bits = (self.size() / (seen + 2) as f32).log2();
        bits.clamp(POSTCODE_BITS.0, POSTCODE_BITS.1)
    }

    /// log2 of the odds that an account is of the same person as any other one.
    pub fn odds(&self) -> f32 {
        -self.size().log2()
    }

    fn size(&self) -> f32 {
        self.accounts.max(self.at_least) as f32
    }
}

/// What each level of each item is worth, in bits.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights {
    /// Which weights these are; kept with every decision (MAT-03).
    pub version: &'static str,
    /// How often each level is seen of two accounts of one person.
    pub same: [[f32; LEVELS]; ITEMS],
    /// How often of two people.
    pub two: [[f32; LEVELS]; ITEMS],
}

impl Weights {
    /// What a level of an item is worth.
    pub fn bits(&self, item: Item, level: u8) -> f32 {
        if level == MISSING {
            return 0.0;
        }
        let (item, level) = (item as usize, usize::from(level));
        (self.same[item][level] / self.two[item][level]).log2()
    }

    /// The evidence of a comparison: log2 of the odds that both are one person.
    pub fn weigh(&self, comparison: &Comparison) -> f32 {
        let mut bits = comparison.odds;
        for item in Item::ALL {
            bits += self.bits(item, comparison.level(item));
        }
        // What is the same counts by how rare it is, not by how often anything is the same.
        for (item, rare) in [Item::Forename, Item::Surname, Item::Postcode, Item::Carer]
            .into_iter()
            .zip(comparison.rare)
        {
            if comparison.level(item) == SAME && rare > 0.0 {
                let usual = -self.two[item as usize][usize::from(SAME)].log2();
                bits += rare - usual;
            }
        }
        bits
    }
}
