//! `contactpoint verify-audit`: proves the whole audit trail against its witnesses or names the
//! first break; `--entry` proves one entry (AUD-02). `contactpoint bench verify-audit` measures it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use domain::id::EntryId;
use registry::audit::{self, PublicKey, Report, Witnesses};
use registry::keys::Keys;
use registry::{Registry, SystemChance, SystemClock};

/// Where the trail, its keys and its witnesses are.
#[derive(Args, Clone, Debug)]
pub struct Trail {
    /// The database's address, for a role that may read the trail
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database: String,
    /// The directory of the installation's keys
    #[arg(long, env = "CONTACTPOINT_KEYS")]
    keys: PathBuf,
    /// The directories of the witnesses, two at least
    #[arg(
        long,
        env = "CONTACTPOINT_WITNESSES",
        value_delimiter = ':',
        required = true
    )]
    witnesses: Vec<PathBuf>,
}

/// What `contactpoint verify-audit` may be told.
#[derive(Args, Clone, Debug)]
pub struct VerifyAudit {
    #[command(flatten)]
    trail: Trail,
    /// Prove that this entry is in the trail, instead of verifying all of it
    #[arg(long, value_name = "ID")]
    entry: Option<EntryId>,
}

/// What `contactpoint bench verify-audit` may be told.
#[derive(Args, Clone, Debug)]
pub struct BenchVerifyAudit {
    #[command(flatten)]
    trail: Trail,
    /// How many entries to verify; as many as are missing are made up, so never on a database
    /// in use
    #[arg(long, default_value_t = 1_000_000)]
    entries: u64,
}

/// The code with which the program ends where the trail is broken.
const BROKEN: u8 = 1;
/// The code with which it ends where nothing could be verified.
const FAILED: u8 = 2;

/// Verifies the trail, or proves one entry, and says so on standard output. The program should
/// end with the code given back: 0 where all is well, 1 where the trail is broken or does not
/// prove the entry, 2 where it could not be read.
pub async fn run(arguments: VerifyAudit) -> ExitCode {
    let proven = match arguments.entry {
        None => verified(&arguments.trail).await,
        Some(entry) => proved(&arguments.trail, entry).await,
    };
    proven.unwrap_or_else(|error| {
        tracing::error!(%error, "the audit trail could not be verified");
        ExitCode::from(FAILED)
    })
}

/// Why nothing could be verified. The text holds no personal data.
type Failure = Box<dyn std::error::Error>;

async fn opened(trail: &Trail, keys: Keys) -> Result<(Registry, Witnesses), Failure> {
    let witnesses = Witnesses::in_directories(&trail.witnesses)?;
    let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemChance));
    let registry = Registry::open_unhurried(&trail.database, clock, chance, keys).await?;
    Ok((registry, witnesses))
}

async fn verified(trail: &Trail) -> Result<ExitCode, Failure> {
    let (registry, witnesses) = opened(trail, Keys::read(&trail.keys)?).await?;
    let report = audit::verify(&registry, &witnesses).await?;
    say(&told(&report))?;
    Ok(match report.broken {
        None => ExitCode::SUCCESS,
        Some(_) => ExitCode::from(BROKEN),
    })
}

async fn proved(trail: &Trail, entry: EntryId) -> Result<ExitCode, Failure> {
    let keys = Keys::read(&trail.keys)?;
    let key = PublicKey::of(&keys);
    let (registry, witnesses) = opened(trail, keys).await?;
    match audit::prove(&registry, &witnesses, entry).await {
        Ok(evidence) => {
            say(&format!("{evidence}key {key}"))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(audit::NoEvidence::Failed(error)) => Err(error.into()),
        Err(reason) => {
            say(&format!("Not proved: {reason}."))?;
            Ok(ExitCode::from(BROKEN))
        }
    }
}

/// A report in words.
fn told(report: &Report) -> String {
    let Report {
        proved,
        destroyed,
        agreed,
        waiting,
        broken,
    } = report;
    match broken {
        None => format!(
            "The audit trail is whole.\n\
             {proved} entries proved against {agreed} witnessed checkpoints.\n\
             {destroyed} of them have had their content destroyed after its retention.\n\
             {waiting} entries are waiting for their place, none for over a minute."
        ),
        Some(found) => format!(
            "The audit trail is broken: {found}.\n\
             {proved} entries before that are proved against {agreed} witnessed checkpoints."
        ),
    }
}

/// Makes the trail as long as asked for, verifies it twice and prints how long each took: the
/// first time it may have to come from the disk.
pub async fn bench(arguments: BenchVerifyAudit) -> Result<(), Failure> {
    let BenchVerifyAudit { trail, entries } = arguments;
    let keys = Keys::read_or_make(&trail.keys, &SystemChance)?;
    let (registry, witnesses) = opened(&trail, keys).await?;
    say("work                     entries    seconds    entries a second")?;
    let start = Instant::now();
    audit::generate(&registry, &witnesses, entries).await?;
    measured("make and sequence", entries, start)?;
    for name in ["verify", "verify again"] {
        let start = Instant::now();
        let report = audit::verify(&registry, &witnesses).await?;
        measured(name, report.proved, start)?;
        if let Some(found) = report.broken {
            return Err(found.to_string().into());
        }
    }
    Ok(())
}

fn measured(name: &str, entries: u64, start: Instant) -> io::Result<()> {
    let seconds = start.elapsed().as_secs_f64();
    let rate = entries as f64 / seconds;
    say(&format!(
        "{name:<20} {entries:>11} {seconds:>10.2} {rate:>19.0}"
    ))
}

fn say(text: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{text}")
}
