//! `contactpoint bench matching`: how well accounts of one child are told from accounts of two, on files
//! of public data sets or on the made-up population, whose truth is known (MAT-03, MAT-06).

mod files;
mod generated;
mod pairs;
mod twins;

use std::collections::HashMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use domain::chance::Chance;
use domain::matching::{
    Account, Comparison, Item, MATCH_BITS, Person, Rarity, Verdict, WEIGHTS, Weights, Words,
    compare, decide, learn,
};
use population::SeededChance;
use rayon::prelude::*;

use super::report::{line, most_memory, table};

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
    /// Instead: so many pairs of twins, each hard to tell apart in a way of its own
    #[arg(long)]
    twins: Option<u64>,
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
    /// A label for groups, such as the tradition of the name, by its place in `groups`.
    group: Vec<u16>,
    groups: Vec<String>,
    /// Of a twin, what both twins share.
    twins: Vec<Option<u64>>,
    /// What the child is truly called, of twins.
    called: Vec<String>,
    /// Whether each is a child's.
    child: Vec<bool>,
    /// How long it took to make them ready for comparison.
    ready: Duration,
}

/// An account with what is known of it.
struct Known {
    account: Account,
    truth: u64,
    group: String,
    twins: Option<u64>,
    called: String,
    child: bool,
}

impl Accounts {
    /// The place of a group.
    fn place_of(&mut self, group: String) -> u16 {
        let known = self.groups.iter().position(|known| *known == group);
        let place = known.unwrap_or_else(|| {
            self.groups.push(group);
            self.groups.len() - 1
        });
        place as u16
    }

    fn add(&mut self, known: Known, words: &mut Words) {
        let started = Instant::now();
        self.people.push(Person::sharing(&known.account, words));
        self.ready += started.elapsed();
        self.truth.push(known.truth);
        let group = self.place_of(known.group);
        self.group.push(group);
        self.twins.push(known.twins);
        self.called.push(known.called);
        self.child.push(known.child);
    }

    /// Puts those of another beside, which were made ready at the same time.
    fn append(&mut self, mut more: Self) {
        let groups = more.groups.drain(..);
        let places: Vec<u16> = groups.map(|group| self.place_of(group)).collect();
        let groups = more.group.iter().map(|group| places[usize::from(*group)]);
        self.group.extend(groups);
        self.people.append(&mut more.people);
        self.truth.append(&mut more.truth);
        self.twins.append(&mut more.twins);
        self.called.append(&mut more.called);
        self.child.append(&mut more.child);
        self.ready = self.ready.max(more.ready);
    }
}

/// Measures, and prints tables.
///
/// # Errors
/// Where files cannot be read.
pub fn run(arguments: &BenchMatching) -> Result<(), Box<dyn Error>> {
    let (accounts, others) = match (&arguments.directory, arguments.twins) {
        (Some(directory), _) => files::read(directory)?,
        (None, Some(pairs)) => twins::make(pairs),
        (None, None) => generated::make(arguments.children, arguments.others),
    };
    measure(&accounts, others.as_ref(), arguments.learn);
    Ok(())
}

fn measure(accounts: &Accounts, others: Option<&Accounts>, learning: bool) {
    let second = others.unwrap_or(accounts);
    let started = Instant::now();
    let rarity = Rarity::of(&accounts.people);
    let pairs = match others {
        Some(others) => pairs::between(&accounts.people, &others.people),
        None => pairs::within(&accounts.people),
    };
    let found = started.elapsed();
    let compare_pair = |(one, other): (u32, u32)| {
        let one = &accounts.people[one as usize];
        compare(one, &second.people[other as usize], &rarity)
    };
    let weights = if learning {
        let same = |(one, other): &&(u32, u32)| {
            accounts.truth[*one as usize] == second.truth[*other as usize]
        };
        let of_one = pairs.iter().filter(same).map(|pair| compare_pair(*pair));
        let at_random = at_random(accounts, second, compare_pair);
        learn(
            "learned from these accounts",
            &of_one.collect::<Vec<_>>(),
            &at_random,
        )
    } else {
        WEIGHTS
    };
    let started = Instant::now();
    let decide_pair = |mut outcome: Outcome, pair: &(u32, u32)| {
        let comparison = compare_pair(*pair);
        let (one, other) = (pair.0 as usize, pair.1 as usize);
        let children = accounts.child[one] && second.child[other];
        let verdict = decide(&weights, comparison, children).verdict;
        outcome.add(accounts, one, second, other, verdict);
        outcome
    };
    let outcome = pairs
        .par_iter()
        .fold(Outcome::default, decide_pair)
        .reduce(Outcome::default, Outcome::with);
    let decided = started.elapsed();
    let ready = accounts.ready + others.map_or(Duration::ZERO, |others| others.ready);
    line(&format!(
        "{} accounts{}: {} pairs share a key, {} of the {} of one person among them.",
        accounts.people.len(),
        others.map_or(String::new(), |others| format!(
            " and {}",
            others.people.len()
        )),
        pairs.len(),
        outcome.reach,
        true_pairs(accounts, others).iter().sum::<u64>(),
    ));
    line(&format!(
        "On {} threads: made ready in {:.1} s, pairs found in {:.1} s, compared and decided in {:.1} s, together {:.1} s; {} MB of memory at most.",
        rayon::current_num_threads(),
        ready.as_secs_f64(),
        found.as_secs_f64(),
        decided.as_secs_f64(),
        (ready + found + decided).as_secs_f64(),
        most_memory().map_or_else(|| "?".to_owned(), |kib| (kib / 1024).to_string()),
    ));
    line(&format!(
        "Weights {}; threshold {MATCH_BITS} bits.",
        weights.version
    ));
    outcome.report(accounts, others);
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
fn true_pairs(accounts: &Accounts, others: Option<&Accounts>) -> Vec<u64> {
    let second = others.unwrap_or(accounts);
    let mut by_group = vec![0; second.groups.len()];
    let mut known: HashMap<u64, u64> = HashMap::new();
    if others.is_some() {
        for truth in &accounts.truth {
            *known.entry(*truth).or_default() += 1;
        }
    }
    for (truth, group) in second.truth.iter().zip(&second.group) {
        let known = known.entry(*truth).or_default();
        by_group[usize::from(*group)] += *known;
        // Within one collection each account but the first of a person makes a pair with all before it.
        *known += u64::from(others.is_none());
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

    fn append(&mut self, more: &Self) {
        self.matched += more.matched;
        self.wrongly += more.wrongly;
        self.reviewed += more.reviewed;
        self.reviewed_of_one += more.reviewed_of_one;
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

/// What became of all pairs, and of groups of them.
#[derive(Default)]
struct Outcome {
    all: Tally,
    by_group: Vec<Tally>,
    /// How many pairs of one person shared a key.
    reach: u64,
    /// How many pairs were of twins, and how many of these were matched.
    twins: [u64; 2],
    /// How many were matched of twins whom the made-up world calls alike.
    called_alike: u64,
}

impl Outcome {
    fn group(&mut self, group: usize) -> &mut Tally {
        if self.by_group.len() <= group {
            self.by_group.resize(group + 1, Tally::default());
        }
        &mut self.by_group[group]
    }

    fn add(
        &mut self,
        accounts: &Accounts,
        one: usize,
        second: &Accounts,
        other: usize,
        verdict: Verdict,
    ) {
        let same = accounts.truth[one] == second.truth[other];
        self.reach += u64::from(same);
        self.all.add(verdict, same);
        self.group(usize::from(second.group[other]))
            .add(verdict, same);
        let brood = accounts.twins[one];
        if same || brood.is_none() || brood != second.twins[other] {
            return;
        }
        let matched = u64::from(verdict == Verdict::Match);
        if accounts.called[one] == second.called[other] {
            self.called_alike += matched;
        } else {
            self.twins[0] += 1;
            self.twins[1] += matched;
        }
    }

    /// Both together.
    fn with(mut self, more: Self) -> Self {
        self.all.append(&more.all);
        for (group, tally) in more.by_group.iter().enumerate() {
            self.group(group).append(tally);
        }
        self.reach += more.reach;
        self.twins[0] += more.twins[0];
        self.twins[1] += more.twins[1];
        self.called_alike += more.called_alike;
        self
    }

    fn report(&self, accounts: &Accounts, others: Option<&Accounts>) {
        let truth = true_pairs(accounts, others);
        let mut rows: Vec<Vec<String>> = others
            .unwrap_or(accounts)
            .groups
            .iter()
            .zip(self.by_group.iter().zip(&truth))
            .filter(|(group, _)| !group.is_empty())
            .map(|(group, (tally, of))| tally.row(group, *of))
            .collect();
        rows.sort_unstable();
        rows.insert(0, self.all.row("all", truth.iter().sum()));
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
        let [twins, matched] = self.twins;
        if twins > 0 {
            line("");
            line(&format!(
                "Twins compared with each other: {twins} pairs, {matched} matched; besides {} of twins whom the made-up world calls alike, as nobody could tell.",
                self.called_alike
            ));
        }
    }
}
