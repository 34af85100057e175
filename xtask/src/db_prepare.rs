//! `cargo xtask db-prepare`: the metadata by which queries are checked without a database.
//!
//! With a database at hand the query macros ask it and write down what it answered. The
//! database is migrated by `psql`, since the program that migrates cannot be compiled before
//! its queries are known.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::cargo::cargo;
use crate::pg::{Cluster, Purpose, Role};
use crate::place;
use crate::step::{Program, timed};

/// Whether metadata is written or compared.
#[derive(Args)]
pub struct Options {
    /// Change nothing; fail when the committed metadata is not what the migrations give
    #[arg(long)]
    check: bool,
}

const DATABASE: &str = "contactpoint_prepare";

/// Does `cargo xtask db-prepare`.
///
/// # Errors
/// When a migration or a query is wrong, or with `--check` the metadata is out of date.
pub fn run(options: &Options) -> Result<()> {
    let cluster = Cluster::open(Purpose::Test)?;
    if options.check {
        check(&cluster, registry())
    } else {
        write(&cluster, &committed(), registry())
    }
}

/// What compiles the registry and nothing that is made of it.
fn registry() -> Program {
    cargo(["check", "-p", "registry", "--all-targets"])
}

/// Fails when the committed metadata is not what the migrations and queries give. `compile` is a
/// call of cargo that compiles the registry's queries.
///
/// # Errors
/// As said.
pub fn check(cluster: &Cluster, compile: Program) -> Result<()> {
    let wanted = place::dev().join("sqlx-check");
    write(cluster, &wanted, compile)?;
    let (wanted, present) = (files(&wanted)?, files(&committed())?);
    if wanted != present {
        let stale = present
            .keys()
            .filter(|name| !wanted.contains_key(*name))
            .count();
        let absent = wanted
            .keys()
            .filter(|name| !present.contains_key(*name))
            .count();
        bail!(
            "registry/.sqlx is out of date ({absent} queries absent, {stale} no longer used, the \
             rest changed): run cargo xtask db-prepare and commit it"
        );
    }
    Ok(())
}

fn committed() -> PathBuf {
    place::root().join("registry/.sqlx")
}

/// Migrates an empty database and has the queries of the registry written down in `goal`.
fn write(cluster: &Cluster, goal: &Path, compile: Program) -> Result<()> {
    timed("Migrating an empty database", || migrate(cluster))?;
    if goal.exists() {
        fs::remove_dir_all(goal)?;
    }
    fs::create_dir_all(goal)?;
    timed("Asking it about every query", || {
        compiling_anew(&place::root().join("registry/src/lib.rs"), || {
            compile
                .envs([("SQLX_OFFLINE", "false")])
                .envs([("DATABASE_URL", cluster.address().url(Role::Owner, DATABASE))])
                .envs([("SQLX_OFFLINE_DIR", goal)])
                .run()
        })
    })
}

fn migrate(cluster: &Cluster) -> Result<()> {
    cluster.make_database_afresh(DATABASE)?;
    let directory = place::root().join("migrations");
    let mut migrations: Vec<PathBuf> = fs::read_dir(&directory)?
        .map(|entry| Ok(entry?.path()))
        .filter(|path: &Result<PathBuf>| {
            path.as_ref()
                .is_ok_and(|path| path.extension().is_some_and(|e| e == "sql"))
        })
        .collect::<Result<_>>()?;
    migrations.sort();
    for migration in migrations {
        cluster
            .execute_file(Role::Owner, DATABASE, &migration)
            .with_context(|| format!("{} fails", migration.display()))?;
    }
    Ok(())
}

/// Has cargo think that a file changed, and sets its time back, unless somebody changed it
/// meanwhile: what was compiled from it before is still good.
fn compiling_anew(file: &Path, compile: impl FnOnce() -> Result<()>) -> Result<()> {
    let time = || Ok::<_, anyhow::Error>(fs::metadata(file)?.modified()?);
    let before = time()?;
    fs::write(file, fs::read(file)?)?;
    let touched = time()?;
    let compiled = compile();
    if time()? == touched {
        fs::File::options()
            .append(true)
            .open(file)?
            .set_modified(before)?;
    }
    compiled
}

/// The files of a directory with their content; none when there is no such directory.
fn files(directory: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Ok(BTreeMap::new());
    };
    entries
        .map(|entry| {
            let entry = entry?;
            Ok((
                entry.file_name().to_string_lossy().into_owned(),
                fs::read(entry.path())?,
            ))
        })
        .collect()
}
