//! `contactpoint bench matching`: how well accounts of one child are told from accounts of two, on files
//! of public data sets or on the made-up population, whose truth is known (MAT-03, MAT-06).

mod files;
mod generated;

use std::collections::HashMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use domain::chance::Chance;
use domain::matching::{
    Comparison, Decision, Item, MATCH_BITS, Person, Rarity, Verdict, WEIGHTS, Weights, compare,
    decide, learn, pairs_between, pairs_within,
};
use population::SeededChance;

use super::report::{line, table};

/// How many pairs taken at random tell how often two people agree by chance.
const AT_RANDOM: usize = 1_000_000;

/// What `contactpoint bench matching` may be told.
#[derive(Args, Clone, Debug)]
pub struct BenchMatching {
    /// A directory with one file of accounts, in which doubles are sought, or two that are linked,
    /// and `columns.toml`, which says what stands in which column
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Without a directory: how many children of the made-up population have an account
    #[arg(long, default_value_t = 1_000_000)]
    children: u64,
    /// And of how many a second source sends one
    #[arg(long, default_value_t = 100_000)]
    others: u64,
    /// Learn weights from these accounts, go by them and print them
    #[arg(long)]
    learn: bool,
}

/// Accounts with what is known of them beside.
#[derive(Default)]
struct Accounts {
    people: Vec<Person>,
    /// Whose account each is.
    truth: Vec<u64>,
    /// A label for groups, such as the tradition of the name; empty where there is none.
    group: Vec<String>,
    /// Of a twin, what both twins share.
    twins: Vec<Option<u64>>,
    /// What the child is truly called, of twins.
    called: Vec<String>,
    /// Whether each is a child's.
    child: Vec<bool>,
}

/// Measures, and prints tables.
///
/// # Errors
/// Where files cannot be read.
pub fn run(arguments: &BenchMatching) -> Result<(), Box<dyn Error>> {
    match &arguments.directory {
        Some(directory) => {
            let (accounts, others) = files::read(directory)?;
            measure(&accounts, others.as_ref(), arguments.learn);
        }
        None => {
            let (accounts, others) = generated::make(arguments.children, arguments.others);
            measure(&accounts, Some(&others), arguments.learn);
        }
    }
    Ok(())
}

fn measure(accounts: &Accounts, others: Option<&Accounts>, learning: bool) {
    let second = others.unwrap_or(accounts);
    let started = Instant::now();
    let rarity = Rarity::of(&accounts.people);
    let pairs = match others {
        Some(others) => pairs_between(&accounts.people, &others.people),
        None => pairs_within(&accounts.people),
    };
    let compare_pair = |(one, other): (u32, u32)| {
        let one = &accounts.people[one as usize];
        compare(one, &second.people[other as usize], &rarity)
    };
    let compared: Vec<Comparison> = pairs.iter().map(|pair| compare_pair(*pair)).collect();
    let found = started.elapsed();
    let weights = if learning {
        let of_one: Vec<Comparison> = pairs
            .iter()
            .zip(&compared)
            .filter(|((one, other), _)| {
                accounts.truth[*one as usize] == second.truth[*other as usize]
            })
            .map(|(_, comparison)| *comparison)
            .collect();
        let at_random = at_random(accounts, second, compare_pair);
        learn("learned from these accounts", &of_one, &at_random)
    } else {
        WEIGHTS
    };
    let decided: Vec<Decision> = pairs
        .iter()
        .zip(&compared)
        .map(|((one, other), comparison)| {
            let children = accounts.child[*one as usize] && second.child[*other as usize];
            decide(&weights, *comparison, children)
        })
        .collect();
    let took = started.elapsed();
    report(accounts, others, &pairs, &decided, &weights, [found, took]);
    if learning {
        tables(&weights);
    }
}

/// What was learned, as it may be written down in `domain::matching`.
fn tables(weights: &Weights) {
    for (name, table) in [("same", weights.same), ("two", weights.two)] {
        line("");
        line(name);
        for (item, levels) in Item::ALL.into_iter().zip(table) {
            let levels: Vec<String> = levels.iter().map(|level| format!("{level:.2e}")).collect();
            line(&format!("{item:?}: [{}]", levels.join(", ")));
        }
    }
}

/// Comparisons of pairs taken at random, always the same.
fn at_random(
    accounts: &Accounts,
    second: &Accounts,
    compare_pair: impl Fn((u32, u32)) -> Comparison,
) -> Vec<Comparison> {
    let chance = SeededChance::new(1, 0);
    let any = |people: &[Person]| chance.below(people.len() as u64) as u32;
    (0..AT_RANDOM)
        .map(|_| (any(&accounts.people), any(&second.people)))
        .filter(|(one, other)| one != other)
        .map(compare_pair)
        .collect()
}

/// How many pairs of one person there are, by the group of the second account.
fn true_pairs<'a>(accounts: &'a Accounts, others: Option<&'a Accounts>) -> HashMap<&'a str, u64> {
    let mut by_truth: HashMap<u64, u64> = HashMap::new();
    for truth in &accounts.truth {
        *by_truth.entry(*truth).or_default() += 1;
    }
    let mut by_group: HashMap<&str, u64> = HashMap::new();
    match others {
        Some(others) => {
            for (truth, group) in others.truth.iter().zip(&others.group) {
                let known = by_truth.get(truth).copied().unwrap_or_default();
                *by_group.entry(group).or_default() += known;
            }
        }
        None => {
            // Each account but the first of a person makes a pair with all before it.
            let mut seen: HashMap<u64, u64> = HashMap::new();
            for (truth, group) in accounts.truth.iter().zip(&accounts.group) {
                let before = seen.entry(*truth).or_default();
                *by_group.entry(group).or_default() += *before;
                *before += 1;
            }
        }
    }
    by_group
}

/// What became of the pairs.
#[derive(Clone, Copy, Default)]
struct Tally {
    matched: u64,
    wrongly: u64,
    reviewed: u64,
    reviewed_of_one: u64,
}

impl Tally {
    fn add(&mut self, verdict: Verdict, same: bool) {
        match (verdict, same) {
            (Verdict::Match, true) => self.matched += 1,
            (Verdict::Match, false) => self.wrongly += 1,
            (Verdict::Review, _) => {
                self.reviewed += 1;
                self.reviewed_of_one += u64::from(same);
            }
            (Verdict::New, _) => {}
        }
    }

    fn row(&self, name: &str, of: u64) -> Vec<String> {
        let share = |part: u64, of: u64| part as f64 / of.max(1) as f64;
        let precision = share(self.matched, self.matched + self.wrongly);
        let recall = share(self.matched, of);
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        vec![
            name.to_owned(),
            of.to_string(),
            self.matched.to_string(),
            self.wrongly.to_string(),
            format!("{precision:.5}"),
            format!("{recall:.4}"),
            format!("{f1:.4}"),
            self.reviewed.to_string(),
            self.reviewed_of_one.to_string(),
        ]
    }
}

fn report(
    accounts: &Accounts,
    others: Option<&Accounts>,
    pairs: &[(u32, u32)],
    decided: &[Decision],
    weights: &Weights,
    [found, took]: [Duration; 2],
) {
    let second = others.unwrap_or(accounts);
    let truth = true_pairs(accounts, others);
    let (mut all, mut by_group, mut reach) = (Tally::default(), HashMap::new(), 0);
    let mut twins = [0_u64; 2];
    for ((one, other), decision) in pairs.iter().zip(decided) {
        let (one, other) = (*one as usize, *other as usize);
        let same = accounts.truth[one] == second.truth[other];
        reach += u64::from(same);
        all.add(decision.verdict, same);
        let group = second.group[other].as_str();
        by_group
            .entry(group)
            .or_insert_with(Tally::default)
            .add(decision.verdict, same);
        let brood = accounts.twins[one];
        // The made-up world calls some twins alike; nobody could tell those apart.
        let another_name = accounts.called[one] != second.called[other];
        if !same && another_name && brood.is_some() && brood == second.twins[other] {
            twins[0] += 1;
            twins[1] += u64::from(decision.verdict == Verdict::Match);
        }
    }
    let of: u64 = truth.values().sum();
    line(&format!(
        "{} accounts{}: {} pairs share a key, {reach} of the {of} of one person among them; compared in {:.1} s, learned and decided in {:.1} s.",
        accounts.people.len(),
        others.map_or(String::new(), |others| format!(
            " and {}",
            others.people.len()
        )),
        pairs.len(),
        found.as_secs_f64(),
        (took - found).as_secs_f64(),
    ));
    line(&format!(
        "Weights {}; threshold {MATCH_BITS} bits.",
        weights.version
    ));
    let mut rows = vec![all.row("all", of)];
    let mut groups: Vec<_> = by_group
        .iter()
        .filter(|(group, _)| !group.is_empty())
        .collect();
    groups.sort_unstable_by_key(|(group, _)| **group);
    rows.extend(
        groups
            .into_iter()
            .map(|(group, tally)| tally.row(group, truth.get(group).copied().unwrap_or_default())),
    );
    table(
        "Matches",
        &[
            "accounts",
            "of one person",
            "matched",
            "wrongly",
            "precision",
            "recall",
            "F1",
            "for review",
            "of these one person",
        ],
        &rows,
    );
    if twins[0] > 0 {
        line("");
        line(&format!(
            "Twins compared with each other: {} pairs, {} matched.",
            twins[0], twins[1]
        ));
    }
}
