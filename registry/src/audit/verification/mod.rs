//! The verification: reads the whole trail, hashes every entry anew, rebuilds the tree and
//! compares it with every checkpoint of every witness (AUD-02). It names the first break.
//!
//! Rows stream in while the ones before are hashed on other cores; memory does not grow with the
//! trail.

mod report;
mod row;
mod segment;
mod walk;
mod witnessed;

use chrono::TimeDelta;
use futures::{Stream, StreamExt, TryStreamExt};

pub use report::{Break, Report};
use row::Place;
pub(super) use row::Row;
use walk::Walk;
use witnessed::{Stop, Witnessed};

use super::signature::PublicKey;
use super::sql;
use super::witness::{WitnessError, Witnesses};
use crate::registry::Registry;

/// How long an entry may wait for its place, and a witness for its checkpoint.
const PATIENCE: TimeDelta = TimeDelta::minutes(1);
/// What reports call the database where it contradicts itself.
const THE_DATABASE: &str = "the database";
/// How many rows are hashed at a time.
const CHUNK: usize = 2_048;
/// How many chunks are hashed side by side.
const SIDE_BY_SIDE: usize = 3;

/// Why the trail could not be verified at all.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The database failed.
    #[error("{}", crate::door::described(.0))]
    Database(#[from] sqlx::Error),
    /// A witness's storage failed.
    #[error("witness {0}: {1}")]
    Witness(String, WitnessError),
    /// The program is stopping.
    #[error("the program is stopping")]
    Stopping,
}

/// Verifies the trail as it stands in the database against the witnesses.
pub async fn verify(registry: &Registry, witnesses: &Witnesses) -> Result<Report, VerifyError> {
    // Witnesses first: what they hold has committed, so whatever the database shows afterwards
    // must contain it.
    let witnessed = witnesses
        .iter()
        .map(Witnessed::by)
        .collect::<Result<_, _>>()?;
    let mut trail = registry.pool().begin().await?;
    let mut aside = registry.pool().begin().await?;
    sql::stand_still(&mut trail).await?;
    let here = sql::database_now(&mut trail).await?;
    let latest = sql::latest_checkpoint(&mut trail).await?;
    let extent = sql::extent(&mut trail).await?;
    let destroyed = sql::destroyed(&mut trail).await?;
    let key = PublicKey::of(registry.keys());
    let mut walk = Walk::new(key, registry.now(), witnessed, destroyed);

    let mut places = std::pin::pin!(judged(sql::rows(&mut trail, None)));
    let mut ended = Ok(());
    while let Some(chunk) = places.next().await {
        let chunk = chunk?;
        let end = chunk
            .last()
            .map_or(0, |place: &Place| place.position as i64 + 1);
        walk.expect(sql::checkpoints(&mut aside, walk.size() as i64, end).await?);
        ended = chunk.into_iter().try_for_each(|place| walk.step(place));
        if ended.is_err() {
            break;
        }
    }
    let moved = latest.as_ref().is_some_and(|row| row.home != here.home);
    let older_copy = |horizon: u64| moved || here.horizon < horizon;
    let signed = latest.map_or(0, |row| row.size as u64);
    if let Err(stop) = ended.and_then(|()| walk.end(&older_copy, signed)) {
        return broken(walk.report, stop);
    }
    let kept = walk.size() - walk.report.destroyed;
    let mut report = walk.report;
    report.waiting = (extent as u64).saturating_sub(kept);
    if report.waiting > 0 {
        let late = registry.now() - PATIENCE;
        report.broken = sql::unsequenced_before(&mut aside, late)
            .await?
            .map(|entry| Break::Unsequenced { entry });
    }
    Ok(report)
}

fn broken(mut report: Report, stop: Stop) -> Result<Report, VerifyError> {
    match stop {
        Stop::Broken(found) => {
            report.broken = Some(found);
            Ok(report)
        }
        Stop::Failed(error) => Err(error),
    }
}

/// The rows in chunks, hashed away from the thread that reads them, in their order.
fn judged(
    rows: impl Stream<Item = Result<Row, sqlx::Error>> + Send,
) -> impl Stream<Item = Result<Vec<Place>, VerifyError>> + Send {
    rows.try_chunks(CHUNK)
        .map(|chunk| async {
            let chunk = chunk.map_err(|error| VerifyError::Database(error.1))?;
            let hashing = move || chunk.into_iter().map(Row::judge).collect();
            tokio::task::spawn_blocking(hashing)
                .await
                .map_err(|_| VerifyError::Stopping)
        })
        .buffered(SIDE_BY_SIDE)
}

/// Judges one row by itself: its leaf and whether its entry still has it.
pub(super) fn is_sealed(row: Row) -> (u64, domain::audit::tree::Hash, bool) {
    let place = row.judge();
    (
        place.position,
        place.leaf,
        place.content == row::Content::Sealed,
    )
}
