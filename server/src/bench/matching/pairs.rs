//! The pairs of accounts that share a key, found by sorting: keys that only one side has are dropped
//! before, so that a million accounts need little memory.

use domain::matching::{Person, blocks, largest_block};
use rayon::prelude::*;

/// A key, and the place of the account that has it.
type Entry = (u64, u32);

/// Which keys there may be: one bit for the beginning of each.
struct Sieve(Vec<u64>);

impl Sieve {
    /// So many first bits of a key count.
    const BITS: u32 = 27;

    fn of(keys: impl Iterator<Item = u64>) -> Self {
        let mut bits = vec![0; 1 << (Self::BITS - 6)];
        for key in keys {
            let (word, bit) = Self::place(key);
            bits[word] |= bit;
        }
        Self(bits)
    }

    fn may_have(&self, key: u64) -> bool {
        let (word, bit) = Self::place(key);
        self.0[word] & bit != 0
    }

    fn place(key: u64) -> (usize, u64) {
        let place = key >> (64 - Self::BITS);
        ((place >> 6) as usize, 1 << (place & 63))
    }
}

/// The keys of accounts that may stand on the other side too, sorted.
fn entries(people: &[Person], sieve: Option<&Sieve>) -> Vec<Entry> {
    let entries = people.par_iter().enumerate();
    let entries = entries.flat_map_iter(|(place, person)| {
        let keys = blocks(person).into_iter();
        let keys = keys.filter(|key| sieve.is_none_or(|sieve| sieve.may_have(*key)));
        keys.map(move |key| (key, place as u32))
    });
    let mut entries: Vec<Entry> = entries.collect();
    entries.par_sort_unstable();
    entries
}

/// The pairs within one collection that share a key, each once, the earlier account first.
pub(super) fn within(people: &[Person]) -> Vec<(u32, u32)> {
    join(&entries(people, None), None)
}

/// The pairs of an account of one collection and one of another that share a key, each once.
pub(super) fn between(people: &[Person], others: &[Person]) -> Vec<(u32, u32)> {
    let theirs = entries(others, None);
    let sieve = Sieve::of(theirs.iter().map(|(key, _)| *key));
    join(&entries(people, Some(&sieve)), Some(&theirs))
}

/// The pairs that sorted entries make.
fn join(mine: &[Entry], theirs: Option<&[Entry]>) -> Vec<(u32, u32)> {
    let blocks = mine.par_chunk_by(|(one, _), (other, _)| one == other);
    let pairs = blocks.flat_map_iter(|block| {
        let key = block[0].0;
        let others = theirs.map(|theirs| {
            let from = &theirs[theirs.partition_point(|(other, _)| *other < key)..];
            &from[..from.iter().take_while(|(other, _)| *other == key).count()]
        });
        let few = block.len() <= largest_block(key);
        let block = if few { block } else { &[] };
        let pairs = block.iter().enumerate();
        pairs.flat_map(move |(n, (_, one))| {
            let others = others.unwrap_or(&block[n + 1..]);
            others.iter().map(|(_, other)| (*one, *other))
        })
    });
    each_once(pairs.collect())
}

fn each_once(mut pairs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use domain::chance::Chance;
    use domain::matching::{Account, Day};
    use population::SeededChance;

    use super::*;

    /// A few people of few names and days, so that many share a key.
    fn people(chance: &SeededChance) -> Vec<Person> {
        let person = |_| {
            let given = ["Rose", "Ross", "Anna", "Ivy"][chance.below(4) as usize];
            Person::new(&Account {
                names: vec![(given.to_owned(), "Winter".to_owned())],
                born: Day::of_digits(&format!("2015031{}", chance.below(9))),
                ..Account::default()
            })
        };
        (0..chance.below(12)).map(person).collect()
    }

    #[test]
    fn pairs_are_those_that_share_a_key_mat_03() {
        let chance = SeededChance::new(7, 0);
        let share = |a: &Person, b: &Person| blocks(a).iter().any(|key| blocks(b).contains(key));
        for _ in 0..200 {
            let (one, other) = (people(&chance), people(&chance));
            let sharing = |others: &[Person], later: bool| {
                let mut pairs = Vec::new();
                for (m, mine) in (0..).zip(&one) {
                    let others = (0..).zip(others).filter(|(n, _)| !later || *n > m);
                    let near = others.filter(|(_, other)| share(mine, other));
                    pairs.extend(near.map(|(n, _): (u32, _)| (m, n)));
                }
                pairs
            };
            assert_eq!(between(&one, &other), sharing(&other, false));
            assert_eq!(within(&one), sharing(&one, true));
        }
    }
}
