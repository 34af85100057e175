//! Accounts of the made-up population: of each child the record that all its sources but one have made,
//! and of some what that one sends, as different as sources differ.

use domain::best_view::{BestView, Supplied, assemble};
use domain::matching::{Account, Words};
use domain::search::normalised;
use population::Population;
use rayon::prelude::*;

use super::{Accounts, Known};
use crate::bench::DAY;

/// The seed of the population.
const SEED: u64 = 1;

/// Accounts of so many children, and others of so many of them and of as many who have none.
pub(super) fn make(children: u64, others: u64) -> (Accounts, Option<Accounts>) {
    // One child in ten of those whom the second source knows is new to the directory.
    let new = others / 10;
    let population = Population::new(SEED, children + new, DAY);
    let step = ((children + new) / others.max(1)).max(1);
    let indices: Vec<u64> = (0..children + new).collect();
    // Each core has its own words, which many of its accounts share.
    let share = indices.len().div_ceil(rayon::current_num_threads()).max(1);
    let parts = indices.par_chunks(share);
    let parts = parts.map(|part| some(&population, part, step));
    let parts: Vec<(Accounts, Accounts)> = parts.collect();
    let (mut first, mut second) = (Accounts::default(), Accounts::default());
    for (one, other) in parts {
        first.append(one);
        second.append(other);
    }
    (first, Some(second))
}

/// Accounts of children by their places, every `step`th of them known to the second source.
fn some(population: &Population, indices: &[u64], step: u64) -> (Accounts, Accounts) {
    let (mut first, mut second) = (Accounts::default(), Accounts::default());
    let mut words = Words::default();
    for index in indices.iter().copied() {
        let child = population.child(index);
        let mut statements: Vec<Supplied> = child
            .record
            .statements
            .iter()
            .map(|(_, said)| said.clone())
            .collect();
        let twins = child
            .truth
            .twin
            .then(|| brood(&child.truth.born, &child.truth.carers));
        let known = |said: &[Supplied]| Known {
            account: Account::of(&without_numbers(assemble(said))),
            truth: index,
            group: format!("{:?}", child.truth.tradition),
            twins,
            called: match twins {
                Some(_) => calling(&child.truth.name.given),
                None => String::new(),
            },
            child: true,
        };
        // The register of births comes first; any of the others may be the one that sends.
        let place = 1 + index as usize % (statements.len() - 1).max(1);
        let sent = (place < statements.len()).then(|| statements.remove(place));
        let chosen = index % step == 0 || child.truth.twin;
        let unknown = index % (10 * step) == 0;
        if !unknown {
            first.add(known(&statements), &mut words);
        }
        if let Some(sent) = sent.filter(|_| chosen) {
            second.add(known(std::slice::from_ref(&sent)), &mut words);
        }
    }
    (first, second)
}

/// Numbers would make it too easy: names, dates and places must do.
fn without_numbers(mut view: BestView) -> BestView {
    view.identifiers.clear();
    view
}

/// The first of given names.
fn calling(given: &str) -> String {
    let given = normalised(given);
    given.split(' ').next().unwrap_or_default().to_owned()
}

/// What twins share.
fn brood(born: &chrono::NaiveDate, carers: &[domain::child_record::Carer]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (
        born,
        carers
            .iter()
            .map(|carer| carer.name.to_string())
            .collect::<Vec<_>>(),
    )
        .hash(&mut hasher);
    hasher.finish()
}
