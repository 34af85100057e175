//! `contactpoint notices`: writes, for the adapter of a source, which of its own items are not what the
//! record shows (DISC-02). The source's own reference, the item's name and the day on which it was
//! supplied; never a value (FEED-05). Each part that is fetched has its own entry in the audit trail.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use domain::data_source::FindSource;
use domain::discrepancy::{FetchNotices, Notice};
use registry::data_source::find;
use registry::discrepancy::fetch;
use registry::{Registry, Stopped};

use crate::settings::Store;

/// Whose notices to write.
#[derive(Args, Clone, Debug)]
pub struct Notices {
    /// The registered source that fetches them.
    #[arg(long)]
    pub source: String,
    /// Only what was told, for the first time or again, on this day or later.
    #[arg(long, value_name = "DAY")]
    pub since: Option<NaiveDate>,
    /// Where to write them; without it, standard output.
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    #[command(flatten)]
    pub store: Store,
}

/// Why notices were not written.
#[derive(Debug, thiserror::Error)]
pub enum CannotFetch {
    /// Settings or database.
    #[error("{0}")]
    Start(#[from] crate::settings::CannotStart),
    /// A file that cannot be written.
    #[error("the notices cannot be written: {0}")]
    File(#[from] io::Error),
    /// No source of that name.
    #[error("no source is registered under the name {0:?}")]
    Unregistered(String),
    /// Policy.
    #[error("the source may not fetch notices")]
    Refused,
    /// Something broke.
    #[error("the notices could not be fetched; the log says more under reference {0}")]
    Fault(String),
}

impl From<Stopped> for CannotFetch {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Fault(fault) => Self::Fault(fault.reference.to_string()),
            Stopped::Refused(_) | Stopped::Rejected(_) => Self::Refused,
        }
    }
}

impl From<csv::Error> for CannotFetch {
    fn from(error: csv::Error) -> Self {
        Self::File(error.into())
    }
}

/// Writes the notices of a source.
pub async fn run(order: Notices) -> Result<(), CannotFetch> {
    let registry = order.store.open().await?;
    let target: Box<dyn Write + Send> = match &order.to {
        Some(path) => Box::new(File::create(path)?),
        None => Box::new(io::stdout()),
    };
    let written = write(&registry, &order, target).await?;
    registry.close().await;
    tracing::info!(written, "notices written");
    Ok(())
}

/// Writes them part by part; gives how many there were.
pub async fn write(
    registry: &Registry,
    order: &Notices,
    target: impl Write,
) -> Result<usize, CannotFetch> {
    let name = order.source.clone();
    let found = registry
        .as_system()
        .access(FindSource { name }, find)
        .await?;
    let unregistered = || CannotFetch::Unregistered(order.source.clone());
    let source = found.ok_or_else(unregistered)?.source.id;
    let mut rows = csv::Writer::from_writer(target);
    rows.write_record(["reference", "item", "supplied"])?;
    let (mut written, mut after) = (0, None);
    loop {
        let act = FetchNotices {
            source,
            since: order.since,
            after,
        };
        let part = registry.as_source(source).access(act, fetch).await?;
        for notice in &part.notices {
            rows.write_record(cells(notice))?;
        }
        written += part.notices.len();
        after = part.next;
        if after.is_none() {
            break;
        }
    }
    rows.flush()?;
    Ok(written)
}

/// A notice as it is written: the reference to the letter, by which a program finds its own row again.
fn cells(notice: &Notice) -> [String; 3] {
    [
        notice.reference.clone(),
        notice.item.code().to_owned(),
        notice.supplied_on.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use domain::discrepancy::Item;

    use super::*;

    #[test]
    fn a_reference_is_written_to_the_letter_disc_02() {
        for reference in ["=7", "-7", "@x", "'7", "pupil-7"] {
            let notice = Notice {
                reference: reference.to_owned(),
                item: Item::Address,
                supplied_on: "2026-11-02".parse().unwrap(),
            };
            assert_eq!(cells(&notice), [reference, "address", "2026-11-02"]);
        }
    }
}
