//! The contactpoint program.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::backups::Backups;
use server::bench::BenchSearch;
use server::bench::ingest::{self, BenchIngest};
use server::bench::matching::{self, BenchMatching};
use server::feed::SourceKey;
use server::notices::Notices;
use server::seed::Seed;
use server::settings::{Serving, Store};
use server::supply::Supply;
use server::verify_audit::{BenchVerifyAudit, VerifyAudit};
use server::work::Work;
use server::{backups, bench, feed, log, notices, seed, serve, supply, verify_audit, work};

/// England's directory of children: who else is working with this child?
#[derive(Parser)]
#[command(version, about)]
struct Program {
    /// Write the log as JSON lines.
    #[arg(long, env = "CONTACTPOINT_LOG_JSON", global = true)]
    log_json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve people.
    Serve {
        #[command(flatten)]
        store: Store,
        #[command(flatten)]
        serving: Serving,
    },
    /// Bring the database's tables up to date, as its owner.
    Migrate {
        /// The database, as its owner.
        #[arg(long, env = "CONTACTPOINT_OWNER_URL", hide_env_values = true)]
        owner_url: String,
    },
    /// Fill an empty directory with a made-up population.
    Seed(Seed),
    /// Take in a file of a source's statements about children.
    Supply(Supply),
    /// Write which of a source's own items are not what the record shows.
    Notices(Notices),
    /// Register or withdraw a key with which a source's own system signs what it supplies.
    SourceKey(SourceKey),
    /// Verify the audit trail against what its witnesses keep, or prove one entry.
    VerifyAudit(VerifyAudit),
    /// Do what time alone brings about, and send the messages that wait.
    Work(Work),
    /// Say how old the oldest backup is that is still kept.
    Backups(Backups),
    /// Measure the product on a database that is there for it.
    #[command(subcommand)]
    Bench(Bench),
}

#[derive(Subcommand)]
enum Bench {
    /// Search and the pages around it.
    Search(BenchSearch),
    /// Taking supplies in.
    Ingest(BenchIngest),
    /// Telling accounts of one child from accounts of two.
    Matching(BenchMatching),
    /// Verifying the audit trail.
    VerifyAudit(BenchVerifyAudit),
}

fn main() -> ExitCode {
    let program = Program::parse();
    log::start(program.log_json);
    // Pages wait for each other's resources: fewer than four threads can starve them.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(std::thread::available_parallelism().map_or(4, |n| n.get().max(4)))
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    let done = runtime.block_on(run(program.command));
    match done {
        Ok(code) => code,
        Err(error) => fail(&*error),
    }
}

async fn run(command: Command) -> Result<ExitCode, Box<dyn std::error::Error>> {
    match command {
        Command::Serve { store, serving } => serve::serve(store, serving).await?,
        Command::Migrate { owner_url } => registry::migrate(&owner_url).await?,
        Command::Seed(seed) => seed::run(seed).await?,
        Command::Supply(supply) => supply::run(supply).await?,
        Command::Notices(order) => notices::run(order).await?,
        Command::SourceKey(asked) => feed::keep_keys(asked).await?,
        Command::Backups(said) => backups::run(said).await?,
        Command::Work(arguments) => work::run(arguments).await?,
        Command::VerifyAudit(verify) => return Ok(verify_audit::run(verify).await),
        Command::Bench(Bench::Search(search)) => bench::run(search).await?,
        Command::Bench(Bench::Ingest(supplies)) => ingest::run(supplies).await?,
        Command::Bench(Bench::Matching(accounts)) => matching::run(&accounts)?,
        Command::Bench(Bench::VerifyAudit(trail)) => {
            verify_audit::bench(trail)
                .await
                .map_err(|error| error as Box<dyn std::error::Error>)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stderr, reason = "the operator reads why")]
fn fail(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("contactpoint: {error}");
    ExitCode::FAILURE
}
