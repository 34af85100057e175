//! The sequencer: gives committed entries their places in the tree, signs what the tree has
//! become and hands it to the witnesses, at most a second behind (AUD-02).
//!
//! Writers are never ordered by a lock. An entry's number or time says nothing of when it
//! commits, so a step takes only entries of transactions below the oldest one still running: none
//! of those can appear later. The step remembers how far that was, and starts there next time.

use std::sync::Arc;
use std::time::Duration;

use chrono::SubsecRound;
use domain::audit::checkpoint::{Checkpoint, Signed};
use domain::audit::proof::Consistency;
use domain::audit::tree::{Frontier, Hash};
use domain::clock::Moment;
use futures::TryStreamExt;
use sqlx::PgConnection;

use super::signature::{PublicKey, sign};
use super::sql::{self, Waiting};
use super::witness::{Witness, WitnessError, Witnesses};
use crate::registry::Registry;

/// How many entries a step takes at most.
const BATCH: i64 = 10_000;
/// How long to rest when there is nothing more to take.
const REST: Duration = Duration::from_millis(250);
/// How long to rest after a failure.
const RECOVERY: Duration = Duration::from_secs(5);

/// What one step did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// Another process holds the lead.
    Following,
    /// This process led.
    Led {
        /// How many entries found their place.
        appended: usize,
        /// Witnesses that could not be reached; the next step tries again.
        unreached: Vec<String>,
    },
}

/// Why the sequencer must not go on.
#[derive(Debug, thiserror::Error)]
pub enum SequenceError {
    /// The database failed.
    #[error("{}", crate::door::described(.0))]
    Database(#[from] sqlx::Error),
    /// The last checkpoint in the database is not one that this installation signed.
    #[error("the database's last checkpoint, of {0} entries, is not genuine")]
    Forged(u64),
    /// A witness holds what the database's trail did not grow out of: the past was changed, or
    /// an older copy of the database was restored.
    #[error("witness {witness} contradicts the database: it holds a trail of {size} entries")]
    Contradicted {
        /// The witness.
        witness: String,
        /// The size of its last checkpoint.
        size: u64,
    },
}

/// The state of the tree between two steps.
struct State {
    tree: Frontier,
    latest: Option<Signed>,
    horizon: u64,
    home: String,
}

/// Takes one step: first whatever the witnesses missed, then up to ten thousand entries. Does
/// nothing where another process leads.
pub async fn sequence(registry: &Registry, witnesses: &Witnesses) -> Result<Step, SequenceError> {
    let Some(appended) = append(registry, witnesses).await? else {
        return Ok(Step::Following);
    };
    let mut transaction = registry.pool().begin().await?;
    if !sql::lead(&mut transaction).await? {
        return Ok(Step::Led {
            appended,
            unreached: Vec::new(),
        });
    }
    let state = load(&mut transaction, registry).await?;
    let unreached = hand_over(&mut transaction, &state, witnesses).await?;
    transaction.commit().await?;
    Ok(Step::Led {
        appended,
        unreached,
    })
}

/// Appends waiting entries; none where another process leads. Witnesses see only what has
/// committed, so they are asked about the state before, and shown the new one afterwards.
async fn append(
    registry: &Registry,
    witnesses: &Witnesses,
) -> Result<Option<usize>, SequenceError> {
    let mut transaction = registry.pool().begin().await?;
    if !sql::lead(&mut transaction).await? {
        return Ok(None);
    }
    let state = load(&mut transaction, registry).await?;
    hand_over(&mut transaction, &state, witnesses).await?;
    let appended = extend(&mut transaction, registry, state).await?;
    transaction.commit().await?;
    Ok(Some(appended))
}

/// Loads the state, and makes sure that this installation signed it.
async fn load(connection: &mut PgConnection, registry: &Registry) -> Result<State, SequenceError> {
    let Some(row) = sql::latest_checkpoint(connection).await? else {
        return Ok(State {
            tree: Frontier::default(),
            latest: None,
            horizon: 0,
            home: String::new(),
        });
    };
    let size = row.size as u64;
    let forged = SequenceError::Forged(size);
    let (Some(signed), Some(tree)) = (row.signed(), row.tree()) else {
        return Err(forged);
    };
    let genuine = PublicKey::of(registry.keys()).is_genuine(&signed);
    if !genuine || tree.root() != signed.checkpoint.root {
        return Err(forged);
    }
    let horizon = signed.checkpoint.horizon;
    Ok(State {
        tree,
        latest: Some(signed),
        horizon,
        home: row.home,
    })
}

/// Gives the waiting entries their places and signs the new state.
async fn extend(
    connection: &mut PgConnection,
    registry: &Registry,
    state: State,
) -> Result<usize, SequenceError> {
    let here = sql::database_now(connection).await?;
    // Transaction numbers mean something in one cluster only. In a database that was restored
    // elsewhere, whatever has no place yet is waiting.
    let moved = state.latest.is_some() && here.home != state.home;
    let window = if moved {
        0..u64::MAX
    } else {
        state.horizon..here.horizon
    };
    let mut waiting = sql::waiting(connection, &window, BATCH).await?;
    let Some(last) = waiting.last() else {
        return Ok(0);
    };
    let full = waiting.len() as i64 == BATCH;
    let (horizon, home) = match (full, moved) {
        (false, _) => (here.horizon, here.home),
        (true, false) => (last.written_by as u64, here.home),
        (true, true) => (state.horizon, state.home),
    };
    waiting.retain(|entry| entry.hash().is_some());
    waiting.sort_unstable_by_key(|entry| (entry.at, entry.id));
    let first = state.tree.size();
    let mut tree = state.tree;
    tree.extend(waiting.iter().filter_map(Waiting::hash));
    sql::insert_leaves(connection, first as i64, &waiting).await?;
    let checkpoint = Checkpoint {
        size: tree.size(),
        root: tree.root(),
        at: registry.now().trunc_subsecs(6),
        horizon,
    };
    let signed = sign(&registry.keys().audit, checkpoint);
    sql::insert_checkpoint(connection, &signed, &tree, &home).await?;
    Ok(waiting.len())
}

/// Brings every witness up to the state. Gives back those that could not be reached.
async fn hand_over(
    connection: &mut PgConnection,
    state: &State,
    witnesses: &Witnesses,
) -> Result<Vec<String>, SequenceError> {
    let mut unreached = Vec::new();
    for witness in witnesses.iter() {
        match hand_to(connection, state, witness).await {
            Ok(()) => {}
            Err(Handing::Unreached) => unreached.push(witness.name().to_owned()),
            Err(Handing::Stop(error)) => return Err(error),
        }
    }
    Ok(unreached)
}

/// Why a witness was not brought up to date.
enum Handing {
    Unreached,
    Stop(SequenceError),
}

impl From<sqlx::Error> for Handing {
    fn from(error: sqlx::Error) -> Self {
        Handing::Stop(error.into())
    }
}

async fn hand_to(
    connection: &mut PgConnection,
    state: &State,
    witness: &Arc<dyn Witness>,
) -> Result<(), Handing> {
    let asked = witness.clone();
    let held = blocking(witness, move || asked.latest()).await?;
    let contradiction = |size| Handing::Stop(contradicted(witness, size));
    let held = match (&held, &state.latest) {
        (None, None) => return Ok(()),
        (Some(held), None) => return Err(contradiction(held.checkpoint.size)),
        (None, Some(_)) => Frontier::default(),
        (Some(held), Some(latest)) => {
            let (held, latest) = (held.checkpoint, latest.checkpoint);
            if held.size == latest.size && held.root == latest.root {
                return Ok(());
            }
            let then = sql::checkpoint_of(connection, held.size as i64).await?;
            let tree = then.and_then(|row| row.tree());
            tree.filter(|tree| held.size < latest.size && tree.root() == held.root)
                .ok_or_else(|| contradiction(held.size))?
        }
    };
    let Some(latest) = state.latest else {
        return Ok(());
    };
    let missed = held.size()..state.tree.size();
    let leaves: Vec<Hash> = sql::leaf_hashes(connection, missed).try_collect().await?;
    let proof = Consistency::of(&held, &leaves);
    if !proof.holds(held.root(), latest.checkpoint.root) {
        return Err(contradiction(held.size()));
    }
    let told = witness.clone();
    blocking(witness, move || told.receive(&latest, &proof)).await
}

/// Runs a witness's work where it may block.
async fn blocking<T: Send + 'static>(
    witness: &Arc<dyn Witness>,
    work: impl FnOnce() -> Result<T, WitnessError> + Send + 'static,
) -> Result<T, Handing> {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(WitnessError::Contradicted(size))) => {
            Err(Handing::Stop(contradicted(witness, size)))
        }
        Ok(Err(error)) => {
            tracing::error!(witness = witness.name(), %error, "audit witness");
            Err(Handing::Unreached)
        }
        Err(_) => Err(Handing::Unreached),
    }
}

fn contradicted(witness: &Arc<dyn Witness>, size: u64) -> SequenceError {
    SequenceError::Contradicted {
        witness: witness.name().to_owned(),
        size,
    }
}

/// Sequences for as long as the program runs: a quarter of a second after there was nothing more,
/// at once while there is, and every five seconds while something is wrong. Also makes each
/// month's partition ahead of time. Every process may run it; one leads.
pub async fn run_sequencer(registry: Registry, witnesses: Witnesses) {
    let mut prepared = None;
    loop {
        let today = registry.now().date_naive();
        if prepared != Some(today) {
            match prepare_months(&registry, registry.now()).await {
                Ok(()) => prepared = Some(today),
                Err(error) => tracing::error!(%error, "audit partitions"),
            }
        }
        let rest = match sequence(&registry, &witnesses).await {
            Ok(Step::Led { appended, .. }) if appended as i64 == BATCH => Duration::ZERO,
            Ok(Step::Led { unreached, .. }) if !unreached.is_empty() => RECOVERY,
            Ok(_) => REST,
            Err(error) => {
                tracing::error!(%error, "audit sequencer");
                RECOVERY
            }
        };
        tokio::time::sleep(rest).await;
    }
}

/// Makes the partitions for the month of a moment and for the next.
pub async fn prepare_months(registry: &Registry, moment: Moment) -> Result<(), SequenceError> {
    sql::prepare_months(registry.pool(), moment).await?;
    Ok(())
}
