//! Which pairs of accounts are worth comparing: those that share something that sounds or reads alike.
//!
//! For collections in memory. The directory is asked by its indexes, in `registry`, for less: a day of
//! birth with one sound, a day that a slip makes with both, a postcode, a number. That leaves out no sure
//! match of two children: their forename is the same, and so its sound, and so is the day of birth but
//! for a slip.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::person::{Day, Home, Person};

/// Accounts that share a key with more than so many others are not compared by that key: it tells
/// nothing of them. The first holds of most keys, the second of those that many share by chance.
const LARGEST_BLOCKS: [usize; 2] = [100, 20];

/// How many accounts at most a key may be shared by, for those to be compared.
pub fn largest_block(key: u64) -> usize {
    LARGEST_BLOCKS[(key & 1) as usize]
}

/// From so many letters on, the beginning of an address tells one from another.
const TELLING_ADDRESS: usize = 8;
/// So many letters of it are taken.
const BEGINNING: usize = 6;

/// The keys of an account, hashed, each once:
///
/// * two sounds of its names; these with year and month of birth, or month and day, or year and day, or
///   with the year and both other parts in either order;
/// * the day of birth; one sound with it, with two parts of it, or with a postcode;
/// * the number of a house, or the beginning of an address, with a postcode; both without one;
/// * a number of its own.
///
/// Of postcodes the characters count, in any order: two exchanged are the commonest slip.
pub fn blocks(person: &Person) -> Vec<u64> {
    let mut keys = Keys(Vec::with_capacity(64));
    let mut sounds: Vec<u64> = person
        .names
        .iter()
        .flat_map(|name| name.given.iter().take(2).chain(&name.family))
        .map(|word| hashed(&word.sound.primary))
        .collect();
    sounds.sort_unstable();
    sounds.dedup();
    let born = person.born.map(parts).unwrap_or_default();
    for (n, one) in sounds.iter().enumerate() {
        for other in &sounds[n + 1..] {
            keys.add_weak("names", (one, other));
            for part in &born {
                keys.add("names born", (one, other, part));
            }
        }
        for part in &born {
            keys.add_weak("born", (one, part));
        }
        if let Some(day) = person.born {
            keys.add("day", (one, day));
        }
    }
    if let Some(day) = person.born {
        keys.add_weak("day", day);
    }
    for home in &person.homes {
        keys.lives(home, &sounds);
    }
    for (scheme, number) in &person.numbers {
        keys.add("number", (scheme.code(), number));
    }
    let Keys(mut keys) = keys;
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A day of birth but for one part; and with day and month in either order.
fn parts(day: Day) -> Vec<u64> {
    let (year, month, day) = (day.part(0, 4), day.part(4, 6), day.part(6, 8));
    let (less, more) = (month.min(day), month.max(day));
    vec![
        hashed(&("day", year, month)),
        hashed(&("year", month, day)),
        hashed(&("month", year, day)),
        hashed(&("order", year, less, more)),
    ]
}

/// Keys as they come together.
struct Keys(Vec<u64>);

impl Keys {
    fn add(&mut self, kind: &str, told: impl Hash) {
        self.0.push(hashed(&(kind, told)) & !1);
    }

    /// Adds a key that many share by chance.
    fn add_weak(&mut self, kind: &str, told: impl Hash) {
        self.0.push(hashed(&(kind, told)) | 1);
    }

    fn lives(&mut self, home: &Home, sounds: &[u64]) {
        let letters = || home.words.iter().flat_map(|word| word.chars());
        let telling = letters().nth(TELLING_ADDRESS - 1).is_some();
        let beginning: String = letters().take(BEGINNING).collect();
        let mut postcode: Vec<char> = home.postcode.chars().collect();
        postcode.sort_unstable();
        if !postcode.is_empty() {
            for sound in sounds {
                self.add("lives", (&postcode, sound));
            }
            if let Some(number) = &home.number {
                self.add("house", (&postcode, number));
            }
            if telling {
                self.add("street", (&postcode, &beginning));
            }
        }
        if let (true, Some(number)) = (telling, &home.number) {
            self.add("place", (number, &beginning));
        }
    }
}

fn hashed(told: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    told.hash(&mut hasher);
    hasher.finish()
}
