//! The pairs of accounts that share a key, found by sorting: keys that only one side has are dropped
//! before, so that a million accounts need little memory, and each core takes half of the keys.

use std::thread;

use domain::matching::{Person, blocks, largest_block};

/// How many threads share the work.
pub(super) const THREADS: usize = 2;

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

/// Does something to as many parts of a list as there are threads, with the place where each begins.
pub(super) fn in_parts<T: Sync, R: Send>(
    list: &[T],
    each: impl Fn(usize, &[T]) -> R + Sync,
) -> Vec<R> {
    let size = list.len().div_ceil(THREADS).max(1);
    let each = &each;
    thread::scope(|scope| {
        let parts: Vec<_> = list
            .chunks(size)
            .enumerate()
            .map(|(n, part)| scope.spawn(move || each(n * size, part)))
            .collect();
        let done = parts.into_iter().map(|part| part.join());
        done.map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// The keys of accounts that may stand on the other side too, apart by some of their bits, each part
/// sorted.
fn entries(people: &[Person], sieve: Option<&Sieve>) -> [Vec<Entry>; THREADS] {
    let parts = in_parts(people, |from, part| {
        let mut entries: [Vec<Entry>; THREADS] = Default::default();
        for (place, person) in (from as u32..).zip(part) {
            for key in blocks(person) {
                if sieve.is_none_or(|sieve| sieve.may_have(key)) {
                    entries[(key >> 1) as usize % THREADS].push((key, place));
                }
            }
        }
        entries
    });
    let mut all: [Vec<Entry>; THREADS] = Default::default();
    for part in parts {
        for (all, part) in all.iter_mut().zip(part) {
            all.extend(part);
        }
    }
    thread::scope(|scope| {
        for part in &mut all {
            scope.spawn(|| part.sort_unstable());
        }
    });
    all
}

/// The pairs within one collection that share a key, each once, the earlier account first.
pub(super) fn within(people: &[Person]) -> Vec<(u32, u32)> {
    joined(entries(people, None), None)
}

/// The pairs of an account of one collection and one of another that share a key, each once.
pub(super) fn between(people: &[Person], others: &[Person]) -> Vec<(u32, u32)> {
    let theirs = entries(others, None);
    let sieve = Sieve::of(theirs.iter().flatten().map(|(key, _)| *key));
    joined(entries(people, Some(&sieve)), Some(theirs))
}

fn joined(mine: [Vec<Entry>; THREADS], theirs: Option<[Vec<Entry>; THREADS]>) -> Vec<(u32, u32)> {
    let theirs = theirs.map_or_else(Default::default, |theirs| theirs.map(Some));
    let mut parts: Vec<Vec<(u32, u32)>> = thread::scope(|scope| {
        let parts: Vec<_> = mine
            .into_iter()
            .zip(theirs)
            .map(|(mine, theirs)| scope.spawn(move || join(&mine, theirs.as_deref())))
            .collect();
        let done = parts.into_iter().map(|part| part.join());
        done.map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut pairs = parts.pop().unwrap_or_default();
    parts.into_iter().for_each(|part| pairs.extend(part));
    each_once(pairs)
}

/// The pairs that sorted entries make.
fn join(mine: &[Entry], theirs: Option<&[Entry]>) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    let mut left = theirs.unwrap_or_default();
    for block in mine.chunk_by(|(one, _), (other, _)| one == other) {
        let key = block[0].0;
        let others = theirs.is_some().then(|| {
            left = &left[left.partition_point(|(other, _)| *other < key)..];
            &left[..left.iter().take_while(|(other, _)| *other == key).count()]
        });
        if block.len() > largest_block(key) {
            continue;
        }
        for (n, (_, one)) in block.iter().enumerate() {
            let others = others.unwrap_or(&block[n + 1..]);
            pairs.extend(others.iter().map(|(_, other)| (*one, *other)));
        }
    }
    each_once(pairs)
}

fn each_once(mut pairs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    pairs.sort_unstable();
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
