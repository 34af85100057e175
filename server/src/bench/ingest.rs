//! `contactpoint bench ingest`: how fast supplies are taken in: a source's first into an empty registry,
//! what the same source sends a day later, and what another source says of the same children, which is
//! matched. On a made-up population; never on a database in use.

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use chrono::TimeDelta;
use clap::Args;
use domain::best_view::{SourceKind, Statement};
use domain::child_record::Telephone;
use domain::data_source::{LoadPopulation, RegisterSource, Row, SupplyOutcome, SupplyRows};
use domain::id::{LocalAuthorityCode, SourceId};
use population::{HOME, Population};
use registry::data_source::{register, supply};
use registry::population::{Records, load};
use registry::{Registry, Stopped, SystemChance, SystemClock};

use super::DAY;
use super::report::{line, most_memory, table};
use crate::breaker::Breaker;
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
}

/// Measures, and prints a table.
///
/// # Errors
/// Where the database cannot be reached, or holds something already.
pub async fn run(arguments: BenchIngest) -> Result<(), Box<dyn Error>> {
    let (children, daily) = (arguments.children, arguments.daily);
    // One child in ten of those whom the second source knows is new to the directory.
    let population = Population::new(SEED, children + daily / 10, DAY);
    directory_of(&population, &arguments).await?;
    let registry = arguments.store.open().await?;
    let ingest = Ingest {
        registry: &registry,
        population: &population,
    };
    let first = ingest.source("A first system", SourceKind::Local).await;
    let second = ingest.source("A second system", SourceKind::Health).await;
    let (first, second) = (first.map_err(told)?, second.map_err(told)?);
    let mut rows = Vec::new();
    let begun = ingest.supply(first, 0..children, said);
    rows.push(begun.await.map_err(told)?.row("first"));
    let again = ingest.supply(first, 0..daily.min(children), |population, index| {
        said(population, index).map(|said| changed(said, index))
    });
    rows.push(again.await.map_err(told)?.row("a day later"));
    let step = (children + daily / 10) / daily.max(1);
    let known = (0..daily).map(|n| n * step.max(1));
    let other = ingest.supply(second, known, otherwise_said);
    rows.push(other.await.map_err(told)?.row("another source"));
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
    table("Supplies", &heading, &rows);
    line(&format!(
        "{children} children, {daily} rows a day, {BATCH} rows a batch, one worker; MiB is the most memory so far."
    ));
    registry.close().await;
    Ok(())
}

fn told(stopped: Stopped) -> String {
    format!("{stopped:?}")
}

/// Loads what stands around the children, and none of them.
async fn directory_of(
    population: &Population,
    arguments: &BenchIngest,
) -> Result<(), Box<dyn Error>> {
    let keys = arguments.store.read_keys()?;
    let chance = Arc::new(SystemChance);
    let clock = Arc::new(SystemClock);
    let owner = Registry::open_unhurried(&arguments.owner_url, clock, chance, keys).await?;
    let (lanes, records) = Records::on_lanes(population.directory().clone(), 1);
    drop(lanes);
    let act = LoadPopulation {
        children: 0,
        seed: SEED,
        records,
    };
    owner.as_system().access(act, load).await.map_err(told)?;
    owner.close().await;
    Ok(())
}

/// What the first source of a child says, which is the register of births.
fn said(population: &Population, index: u64) -> Option<Statement> {
    let record = population.child(index).record;
    record
        .statements
        .first()
        .map(|(_, said)| plain(&said.statement))
}

/// What another of its sources says.
fn otherwise_said(population: &Population, index: u64) -> Option<Statement> {
    let record = population.child(index).record;
    record
        .statements
        .last()
        .map(|(_, said)| plain(&said.statement))
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

    /// Supplies a row about each of these children, weighed first as every supply is.
    async fn supply(
        &self,
        source: SourceId,
        children: impl Iterator<Item = u64> + Clone,
        said: impl Fn(&Population, u64) -> Option<Statement>,
    ) -> Result<Measured, Stopped> {
        let at = self.registry.now();
        let row = |index: u64| {
            let statement = said(self.population, index)?;
            Some(Row {
                number: index + 2,
                reference: format!("c-{index}"),
                at,
                statement,
            })
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
        let weighed = started.elapsed().as_secs_f64();
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
            taken: started.elapsed().as_secs_f64(),
        })
    }
}
