//! `contactpoint bench search`: how fast searching is through the door and over HTTP, and how often
//! it finds the child who is meant, with the slips that people make. On a made-up population, whose
//! truth is known; never on a database in use.

mod clock;
mod corrupt;
mod criteria;
mod http;
pub mod ingest;
mod latency;
pub mod matching;
mod recall;
mod report;
mod users;

use std::error::Error;
use std::fs;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::Args;
use population::Population;
use registry::{Registry, Settings as Connection, SystemChance};

use crate::seed::{self, CannotSeed, Seed};
use crate::settings::{Serving, Store};
use clock::BenchClock;
use users::Users;

/// The day on which measurements happen, so that the population is the same in every run.
const DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a date");

/// The most clients at once.
const CLIENTS: usize = 4;

/// What `contactpoint bench search` may be told.
#[derive(Args, Clone, Debug)]
pub struct BenchSearch {
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    serving: Serving,
    /// The database, as its owner; filled with a population where it is empty
    #[arg(long, env = "CONTACTPOINT_OWNER_URL", hide_env_values = true)]
    owner_url: String,
    /// How many children
    #[arg(long, default_value_t = 1_000_000)]
    children: u64,
    /// How many searches with slips measure recall
    #[arg(long, default_value_t = 2_000)]
    queries: usize,
    /// Leave the pages out
    #[arg(long)]
    without_pages: bool,
}

/// Measures, and prints tables.
///
/// # Errors
/// Where the database cannot be reached or filled, or holds another population.
pub async fn run(arguments: BenchSearch) -> Result<(), Box<dyn Error>> {
    let personas = arguments
        .serving
        .personas
        .clone()
        .ok_or("CONTACTPOINT_PERSONAS is not set")?;
    let last_sign_in = personas.with_extension("last-sign-in");
    let filling = Seed {
        children: arguments.children,
        seed: 1,
        personas: CLIENTS,
        personas_file: Some(personas.clone()),
        story_file: None,
        today: Some(DAY),
        owner_url: arguments.owner_url.clone(),
        keys: arguments.store.keys.clone(),
    };
    match seed::run(filling).await {
        Ok(()) => drop(fs::remove_file(&last_sign_in)),
        Err(CannotSeed::NotEmpty) => {}
        Err(error) => return Err(error.into()),
    }
    let clock = Arc::new(BenchClock::starting_on(DAY, last_sign_in));
    let connection = Connection {
        url: arguments.store.database_url.clone(),
        connections: arguments.store.connections,
    };
    let keys = arguments.store.read_keys()?;
    let registry = Registry::open(&connection, clock.clone(), Arc::new(SystemChance), keys).await?;
    let population = Population::new(1, arguments.children, DAY);
    let mut users = Users::sign_in(&registry, &clock, &personas, CLIENTS).await?;

    let sets = criteria::Sets::draw(&population, arguments.queries);
    users.check_population(&sets).await?;
    report::line(&format!(
        "{} children, made up; recall on {} searches a set",
        population.children(),
        sets.slips.len()
    ));
    recall::measure(&mut users, &sets).await?;
    latency::measure(&mut users, &registry, &sets).await?;
    if !arguments.without_pages {
        http::measure(&mut users, &registry, &arguments.serving, &sets).await?;
    }
    registry.close().await;
    Ok(())
}
