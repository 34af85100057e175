//! Which pairs of accounts are worth comparing: those that share something that sounds or reads alike.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::person::Person;

/// Accounts that share a key with more than so many others are not compared by that key: it tells
/// nothing of them.
pub const LARGEST_BLOCK: usize = 400;

/// From so many letters on, the beginning of an address tells one from another.
const TELLING_ADDRESS: usize = 8;

/// The keys of an account, hashed, each once: two sounds of its names; a sound with most of the day of
/// birth or with a postcode; the day of birth; a house, or the beginning of an address, with a postcode;
/// a number.
pub fn blocks(person: &Person) -> Vec<u64> {
    let mut keys = Vec::new();
    let mut sounds: Vec<&str> = person
        .names
        .iter()
        .flat_map(|name| name.given.iter().take(2).chain(&name.family))
        .map(|word| word.sound.primary.as_str())
        .collect();
    sounds.sort_unstable();
    sounds.dedup();
    for (n, one) in sounds.iter().enumerate() {
        keys.extend(sounds[n + 1..].iter().map(|other| key("names", one, other)));
    }
    if let Some(born) = person.born {
        let (year, month, day) = (born.part(0, 4), born.part(4, 6), born.part(6, 8));
        keys.push(key("born", (year, month, day), ""));
        for sound in &sounds {
            keys.push(key("month", (year, month), sound));
            keys.push(key("day", (month, day), sound));
            keys.push(key("year", (year, day), sound));
        }
    }
    for home in person.homes.iter().filter(|home| !home.postcode.is_empty()) {
        let postcode = home.postcode.as_str();
        keys.extend(sounds.iter().map(|sound| key("lives", postcode, sound)));
        if let Some(number) = &home.number {
            keys.push(key("house", postcode, number));
        }
        if home.letters.len() >= TELLING_ADDRESS {
            let beginning: String = home.letters.chars().take(6).collect();
            keys.push(key("street", postcode, beginning));
        }
    }
    for (scheme, number) in &person.numbers {
        keys.push(key("number", scheme.code(), number));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn key(kind: &str, one: impl Hash, other: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, one, other).hash(&mut hasher);
    hasher.finish()
}

/// Accounts by key, as places in their collection.
fn by_key(people: &[Person]) -> HashMap<u64, Vec<u32>> {
    let mut by_key: HashMap<u64, Vec<u32>> = HashMap::new();
    for (place, person) in (0..).zip(people) {
        for key in blocks(person) {
            by_key.entry(key).or_default().push(place);
        }
    }
    by_key
}

fn each_once(mut pairs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The pairs within one collection that share a key, each once, the earlier account first.
pub fn pairs_within(people: &[Person]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for block in by_key(people).into_values() {
        if block.len() > LARGEST_BLOCK {
            continue;
        }
        for (n, one) in block.iter().enumerate() {
            pairs.extend(block[n + 1..].iter().map(|other| (*one, *other)));
        }
    }
    each_once(pairs)
}

/// The pairs of an account of one collection and one of another that share a key, each once.
pub fn pairs_between(people: &[Person], others: &[Person]) -> Vec<(u32, u32)> {
    let by_key = by_key(people);
    let mut pairs = Vec::new();
    for (place, other) in (0..).zip(others) {
        let shared = blocks(other);
        let shared = shared.iter().filter_map(|key| by_key.get(key));
        let telling = shared.filter(|block| block.len() <= LARGEST_BLOCK);
        pairs.extend(telling.flatten().map(|one| (*one, place)));
    }
    each_once(pairs)
}
