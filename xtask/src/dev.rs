//! `cargo xtask dev`: the demonstration, built quickly, and again whenever a file changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::Result;
use clap::Args;

use crate::contactpoint::{Server, Surroundings};
use crate::pg::{Cluster, Purpose};
use crate::population::{self, Wish};
use crate::server_part::{self, Profile};
use crate::step::say;
use crate::{demo, place, site};

/// How the server is run.
#[derive(Args)]
pub struct Options {
    /// The port to serve on
    #[arg(long, default_value_t = 3000)]
    port: u16,
}

/// What is watched.
const WATCHED: [&str; 12] = [
    "Cargo.toml",
    "Cargo.lock",
    "app",
    "components",
    "domain",
    "frontend",
    "migrations",
    "population",
    "public",
    "registry",
    "server",
    "style",
];

/// Does `cargo xtask dev`, until it is stopped.
///
/// # Errors
/// When PostgreSQL is missing or the first build fails; later failures are shown and waited out.
pub fn run(options: &Options) -> Result<()> {
    demo::check_port(options.port)?;
    let home = place::dev();
    let marker = home.join("demo.json");
    let wish = Wish {
        children: None,
        otherwise: 2_000,
        fresh: false,
    };
    let mut cluster = Cluster::open(Purpose::Demo)?;
    let missing = wish.missing(&cluster, &marker)?;
    let mut seen = times();
    let (site, program) = build()?;
    if missing.is_some() {
        cluster = population::clear(cluster, Purpose::Demo, &home, &marker)?;
    }
    let at = Surroundings {
        program,
        site,
        cluster: cluster.address(),
        database: demo::DATABASE,
        home,
        port: options.port,
    };
    if let Some(population) = missing {
        at.migrate()?;
        population.load(&at, 1, &marker)?;
    }
    let mut server = Some(start(&at)?);
    demo::announce(&at.url(), &at.personas())?;
    loop {
        wait_for_change(&mut seen, &mut server)?;
        if let Err(failure) = build() {
            crate::stop::check()?;
            say(&format!("{failure:#}; waiting for the next change"));
            continue;
        }
        // The old one must have let go of the port before the new one takes it.
        drop(server.take());
        server = match start(&at) {
            Ok(started) => Some(started),
            Err(failure) => {
                crate::stop::check()?;
                say(&format!("{failure:#}; waiting for the next change"));
                None
            }
        };
    }
}

fn build() -> Result<(PathBuf, PathBuf)> {
    Ok((
        site::build(Profile::Dev)?,
        server_part::build(Profile::Dev)?,
    ))
}

fn start(at: &Surroundings<'_>) -> Result<Server> {
    at.migrate()?;
    at.start()
}

/// Returns when a watched file changed and nothing has changed since for a moment.
fn wait_for_change(
    seen: &mut BTreeMap<PathBuf, SystemTime>,
    server: &mut Option<Server>,
) -> Result<()> {
    let mut changed = false;
    loop {
        thread::sleep(Duration::from_millis(300));
        crate::stop::check()?;
        if let Some(Err(failure)) = server.as_mut().map(Server::check) {
            say(&format!("{failure:#}; waiting for the next change"));
            *server = None;
        }
        let now = times();
        let still = now == *seen;
        if changed && still {
            return Ok(());
        }
        changed |= !still;
        *seen = now;
    }
}

/// When each watched file was last changed.
fn times() -> BTreeMap<PathBuf, SystemTime> {
    let mut found = BTreeMap::new();
    for name in WATCHED {
        gather(&place::root().join(name), &mut found);
    }
    found
}

fn gather(path: &Path, found: &mut BTreeMap<PathBuf, SystemTime>) {
    // A file may go between being listed and being looked at; then it is not there.
    let Ok(about) = fs::metadata(path) else {
        return;
    };
    if !about.is_dir() {
        found.extend(about.modified().ok().map(|time| (path.to_owned(), time)));
    } else if path.file_name().is_some_and(|name| name != "node_modules")
        && let Ok(entries) = fs::read_dir(path)
    {
        entries
            .flatten()
            .for_each(|entry| gather(&entry.path(), found));
    }
}
