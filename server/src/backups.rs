//! `contactpoint backups`: whoever makes backups says how old the oldest is that is still kept, so that
//! the central team sees from when on none holds what was destroyed (ARC-07, NFR-06, T-40).

use chrono::NaiveDate;
use clap::Args;
use domain::archive::NoteBackups;
use registry::{Stopped, archive};

use crate::settings::{CannotStart, Store};

/// What is said of backups.
#[derive(Args, Clone, Debug)]
pub struct Backups {
    #[command(flatten)]
    store: Store,
    /// The day of the oldest backup that is still kept, such as `2026-11-02`
    #[arg(long, value_name = "DAY", required_unless_present = "none")]
    oldest: Option<NaiveDate>,
    /// No backup is kept
    #[arg(long, conflicts_with = "oldest")]
    none: bool,
}

/// Why it was not noted.
#[derive(Debug, thiserror::Error)]
pub enum CannotNote {
    /// The program could not start.
    #[error("{0}")]
    Start(#[from] CannotStart),
    /// The day cannot be.
    #[error("no backup can be of a day to come")]
    Day,
    /// Something broke.
    #[error("something broke; the log says more")]
    Broken,
}

/// Notes it.
///
/// # Errors
/// When the program cannot start, the day lies in the future, or something broke.
pub async fn run(backups: Backups) -> Result<(), CannotNote> {
    let registry = backups.store.open().await?;
    let act = NoteBackups {
        oldest: backups.oldest,
    };
    let system = registry.as_system();
    let noted = system.access(act, archive::note_backups).await;
    noted.map_err(|stopped| match stopped {
        Stopped::Rejected(_) => CannotNote::Day,
        _ => CannotNote::Broken,
    })
}
