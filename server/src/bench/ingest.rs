//! `contactpoint bench ingest`: how fast supplies are taken in: a source's first into an empty registry,
//! what the same source sends a day later, and what another source says of the same children, which is
//! matched. On a made-up population; never on a database in use.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use clap::Args;
use domain::best_view::{SourceKind, Statement};
use domain::child_record::Telephone;
use domain::data_source::{
    LoadPopulation, RegisterSource, Row, SupplyOutcome, SupplyRows, WholeRecord,
};
use domain::id::{LocalAuthorityCode, SourceId};
use population::{HOME, Population};
use registry::data_source::{register, supply};
use registry::population::{Records, load};
use registry::{Registry, Stopped, SystemChance, SystemClock};

use super::DAY;
use super::report::{line, most_memory, table};
use crate::breaker::Breaker;
use crate::seed;
use crate::settings::Store;
use crate::supply::BATCH;

/// The seed of the population.
const SEED: u64 = 1;

/// What `contactpoint bench ingest` may be told.
#[derive(Args, Clone, Debug)]
pub struct BenchIngest {
    #[command(flatten)]
    store: Store,
    /// The database, as its owner: an empty one
    #[arg(long, env = "CONTACTPOINT_OWNER_URL", hide_env_values = true)]
    owner_url: String,
    /// How many children the first supply is about
    #[arg(long, default_value_t = 100_000)]
    children: u64,
    /// How many rows a daily supply has
    #[arg(long, default_value_t = 10_000)]
    daily: u64,
    /// Supply to a directory that holds so many children already: they are loaded and not taken in by rows,
    /// and the daily supply is that of a source which the population has
    #[arg(long, value_name = "CHILDREN")]
    loaded: Option<u64>,
}

/// Measures, and prints a table.
///
/// # Errors
/// Where the database cannot be reached, or holds something already.
pub async fn run(arguments: BenchIngest) -> Result<(), Box<dyn Error>> {
    let daily = arguments.daily;
    let children = arguments.loaded.unwrap_or(arguments.children);
    // One child in ten of those whom another source knows is new to the directory.
    let population = Arc::new(Population::new(SEED, children + daily / 10, DAY));
    load_directory(&population, &arguments).await?;
    let registry = arguments.store.open().await?;
    let ingest = Ingest {
        registry: &registry,
        population: &population,
    };
    let mut supplies = Vec::new();
    if arguments.loaded.is_some() {
        let again = ingest.next_day_of_a_known(children, daily).await?;
        supplies.push(again.row("a day later"));
    } else {
        let first = ingest.source("A first system", SourceKind::Local).await;
        let first = first.map_err(told)?;
        let begun = ingest.first_of_all(first, children).await;
        supplies.push(begun.map_err(told)?.row("first"));
        let again = ingest.next_day(first, daily.min(children)).await;
        supplies.push(again.map_err(told)?.row("a day later"));
    }
    let second = ingest.source("A second system", SourceKind::Health).await;
    let other = ingest.of_another(second.map_err(told)?, children, daily);
    supplies.push(other.await.map_err(told)?.row("another source"));
    print(&supplies);
    line(&format!(
        "{children} children, {daily} rows a day, {BATCH} rows a batch, one worker; the time in which rows \
         are made is left out; MiB is the most memory so far."
    ));
    registry.close().await;
    Ok(())
}

fn print(supplies: &[Vec<String>]) {
    let heading = [
        "supply",
        "rows",
        "created",
        "changed",
        "unchanged",
        "refused",
        "weighed in s",
        "taken in in s",
        "rows a second",
        "MiB",
    ];
    table("Supplies", &heading, supplies);
}

fn told(stopped: Stopped) -> String {
    format!("{stopped:?}")
}

/// Loads what stands around the children, and those who are there already.
async fn load_directory(
    population: &Arc<Population>,
    arguments: &BenchIngest,
) -> Result<(), Box<dyn Error>> {
    let keys = arguments.store.read_keys()?;
    let chance = Arc::new(SystemChance);
    let clock = Arc::new(SystemClock);
    let owner = Registry::open_unhurried(&arguments.owner_url, clock, chance, keys).await?;
    let children = arguments.loaded.unwrap_or_default();
    let lanes = std::thread::available_parallelism().map_or(2, usize::from);
    let (lanes, records) = Records::on_lanes(population.directory().clone(), lanes);
    seed::make(population, children, &Arc::default(), &owner, lanes);
    let act = LoadPopulation {
        children,
        seed: SEED,
        records,
    };
    owner.as_system().access(act, load).await.map_err(told)?;
    owner.close().await;
    Ok(())
}

/// By what a system that is new to the directory calls a child.
fn called(index: u64) -> String {
    format!("c-{index}")
}

/// What the first source of a child says, which is the register of births.
fn first_said(record: &WholeRecord) -> Option<Statement> {
    let (_, said) = record.statements.first()?;
    Some(plain(&said.statement))
}

/// What another of its sources says.
fn last_said(record: &WholeRecord) -> Option<Statement> {
    let (_, said) = record.statements.last()?;
    Some(plain(&said.statement))
}

/// What a source says of a child whom it has supplied, and by what it calls the child.
fn said_by(record: &WholeRecord, source: SourceId) -> Option<(String, Statement)> {
    let mut said = record.statements.iter();
    let (reference, said) = said.find(|(_, said)| said.source == source)?;
    Some((reference.clone(), said.statement.clone()))
}

/// Nothing but what a row over the channel can hold. Numbers would make matching too easy.
fn plain(said: &Statement) -> Statement {
    Statement {
        services: Vec::new(),
        identifiers: Vec::new(),
        correction: None,
        shield: None,
        date_of_death: None,
        ceased: None,
        ..said.clone()
    }
}

/// One row in ten says something new: a carer has another telephone.
fn changed(mut said: Statement, index: u64) -> Statement {
    if index.is_multiple_of(10) {
        let telephone = Telephone::parse(&format!("01632 96{:04}", index % 10_000)).ok();
        for carer in &mut said.carers {
            carer.telephone.clone_from(&telephone);
        }
    }
    said
}

struct Ingest<'a> {
    registry: &'a Registry,
    population: &'a Population,
}

/// What became of a supply, and how long it took.
struct Measured {
    rows: u64,
    outcome: SupplyOutcome,
    weighed: f64,
    taken: f64,
}

impl Measured {
    fn row(&self, name: &str) -> Vec<String> {
        let outcome = &self.outcome;
        let seconds = self.weighed + self.taken;
        vec![
            name.to_owned(),
            self.rows.to_string(),
            outcome.created.to_string(),
            outcome.changed.to_string(),
            outcome.unchanged.to_string(),
            outcome.refused.len().to_string(),
            format!("{:.1}", self.weighed),
            format!("{:.1}", self.taken),
            format!("{:.0}", self.rows as f64 / seconds.max(f64::MIN_POSITIVE)),
            most_memory().map_or_else(|| "?".to_owned(), |kib| (kib / 1024).to_string()),
        ]
    }
}

impl Ingest<'_> {
    async fn source(&self, name: &str, kind: SourceKind) -> Result<SourceId, Stopped> {
        let act = RegisterSource {
            name: name.to_owned(),
            kind,
            local_authority: Some(LocalAuthorityCode(HOME.to_owned())),
            organisation: None,
            accredited_until: Some(DAY + TimeDelta::days(3650)),
        };
        self.registry.as_system().access(act, register).await
    }

    /// A source of a kind that the population has.
    fn source_of(&self, kind: SourceKind) -> Result<SourceId, String> {
        let mut sources = self.population.directory().sources.iter();
        let source = sources.find(|source| source.kind == kind);
        source
            .map(|source| source.id)
            .ok_or_else(|| format!("no source is of the kind {}", kind.code()))
    }

    /// What a source says first, of every child.
    async fn first_of_all(&self, source: SourceId, children: u64) -> Result<Measured, Stopped> {
        let said = |record: &WholeRecord, index| Some((called(index), first_said(record)?));
        self.supply(source, 0..children, said).await
    }

    /// What the same source says of some a day later.
    async fn next_day(&self, source: SourceId, daily: u64) -> Result<Measured, Stopped> {
        let said = |record: &WholeRecord, index| {
            let said = changed(first_said(record)?, index);
            Some((called(index), said))
        };
        self.supply(source, 0..daily, said).await
    }

    /// The same of a source that supplied children who were loaded: every so manieth of them.
    async fn next_day_of_a_known(&self, children: u64, daily: u64) -> Result<Measured, String> {
        let source = self.source_of(SourceKind::ChildBenefit)?;
        let step = (children / daily.max(1)).max(1);
        let again = (0..daily.min(children)).map(|n| n * step);
        let said = |record: &WholeRecord, index| {
            let (reference, said) = said_by(record, source)?;
            Some((reference, changed(said, index / step)))
        };
        self.supply(source, again, said).await.map_err(told)
    }

    /// What a source says that is new to the directory: of ten children nine are known, and one is not.
    async fn of_another(
        &self,
        source: SourceId,
        children: u64,
        daily: u64,
    ) -> Result<Measured, Stopped> {
        let step = children / daily.max(1);
        let one = |n| match n % 10 {
            9 => children + n / 10,
            _ => n * step,
        };
        let said = |record: &WholeRecord, index| Some((called(index), last_said(record)?));
        self.supply(source, (0..daily).map(one), said).await
    }

    /// Supplies a row about each of these children, weighed first as every supply is. Rows are made as
    /// they are asked for, so that no more than a batch is in memory, and their making is left out of the
    /// time.
    async fn supply(
        &self,
        source: SourceId,
        children: impl Iterator<Item = u64> + Clone,
        said: impl Fn(&WholeRecord, u64) -> Option<(String, Statement)>,
    ) -> Result<Measured, Stopped> {
        let at = self.registry.now();
        let making = AtomicU64::new(0);
        let row = |index: u64| {
            let begun = Instant::now();
            let said = said(&self.population.child(index).record, index);
            making.fetch_add(begun.elapsed().as_nanos() as u64, Ordering::Relaxed);
            let (reference, statement) = said?;
            Some(Row {
                number: index + 2,
                reference,
                at,
                statement,
            })
        };
        let seconds = |started: Instant| {
            let made = Duration::from_nanos(making.swap(0, Ordering::Relaxed));
            started.elapsed().saturating_sub(made).as_secs_f64()
        };
        let started = Instant::now();
        let breaker = Breaker {
            registry: self.registry,
            source,
            file: "",
            supply: None,
        };
        let rows = children.clone().filter_map(row);
        breaker.weigh(rows.map(Ok)).await?;
        let weighed = seconds(started);
        let (mut outcome, mut count) = (SupplyOutcome::default(), 0);
        let mut rows = children.filter_map(row);
        let started = Instant::now();
        loop {
            let batch: Vec<Row> = rows.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            count += batch.len() as u64;
            let act = SupplyRows {
                source,
                file: String::new(),
                rows: batch,
                queued: None,
            };
            let of_batch = self.registry.as_source(source).access(act, supply).await?;
            outcome.created += of_batch.created;
            outcome.changed += of_batch.changed;
            outcome.unchanged += of_batch.unchanged;
            outcome.older += of_batch.older;
            outcome.refused.extend(of_batch.refused);
        }
        Ok(Measured {
            rows: count,
            outcome,
            weighed,
            taken: seconds(started),
        })
    }
}
