//! Keeping rows sealed, and finding them again when the source sends them again.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::act::Act;
use domain::best_view::Statement;
use domain::clock::Moment;
use domain::id::{ChildNumber, SourceId};
use domain::matching::Evidence;
use domain::task::{Recipient, TaskKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{sql, target};
use crate::archive::reference_hash;
use crate::child_record;
use crate::door::{Access, Stopped};
use crate::keys::Keys;
use crate::stored::number;
use crate::task::{self, NewTask};

/// The columns whose values are made here.
const SEALED_ROW: &str = "live.quarantined_row.sealed";
const SEALED_ENTRY: &str = "live.quarantined_entry.sealed";

/// What waits for whoever is to settle a row.
pub(super) const WAITING: [TaskKind; 2] = [TaskKind::QuarantinedRow, TaskKind::MatchToReview];

/// A row in quarantine.
#[derive(Clone)]
pub(crate) struct Held {
    /// Which.
    pub id: Uuid,
    /// The record that it may be about; none where that has left the directory, and the row is to be weighed
    /// anew.
    pub child: Option<ChildNumber>,
    /// Whether that is doubtful, of a record that was not shielded (MAT-02); else it may be about a
    /// shielded child (D-34).
    pub for_review: bool,
    /// Whether it went back to the source.
    pub returned: bool,
    /// By when it is to be settled (MAT-07).
    pub due_on: Option<NaiveDate>,
    /// Who sent it.
    pub source: SourceId,
    /// When it first came.
    pub received_on: NaiveDate,
    /// What it says.
    pub row: HeldRow,
}

/// What a row in quarantine says.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct HeldRow {
    /// The source's reference for the child.
    pub reference: String,
    /// When it was recorded.
    pub at: Moment,
    /// What is said of the child.
    pub statement: Statement,
    /// What was weighed, where the record was not shielded (MAT-03).
    #[serde(default)]
    pub evidence: Option<Evidence>,
}

/// An entry in quarantine.
#[derive(Serialize, Deserialize)]
pub(crate) struct Entry {
    /// What it is about, as the source's file says.
    pub about: String,
    /// The row.
    pub row: Value,
}

/// The rows in quarantine under references of a source.
pub(crate) async fn held<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    references: &[String],
) -> Result<HashMap<String, Held>, Stopped> {
    let marks: Vec<Vec<u8>> = references
        .iter()
        .map(|reference| reference_hash(access.keys(), source, reference))
        .collect();
    let rows = sql::held(access.connection(), &marks).await?;
    rows.into_iter()
        .map(|row| {
            let held = open(access, row)?;
            Ok((held.row.reference.clone(), held))
        })
        .collect()
}

/// Opens a stored row.
pub(super) fn open<A: Act>(access: &Access<A>, row: sql::HeldRow) -> Result<Held, Stopped> {
    Ok(Held {
        row: kept_row(access.keys(), row.id, &row.sealed)?,
        id: row.id,
        child: row.child.map(number).transpose()?,
        for_review: row.for_review,
        returned: row.returned,
        due_on: row.due_on,
        source: SourceId(row.source),
        received_on: row.received_on,
    })
}

/// What a stored row says.
pub(crate) fn kept_row(keys: &Keys, id: Uuid, sealed: &[u8]) -> Result<HeldRow, Stopped> {
    let plain = keys.open(SEALED_ROW, id.as_bytes(), sealed)?;
    Ok(serde_json::from_slice(&plain)?)
}

/// Takes what waits for review away from a record that leaves the directory, to be weighed anew without it
/// (MAT-02). What went back to its source was reported back, and is forgotten.
pub(crate) async fn loosen_reviews<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    sql::forget_returned(access.connection(), child).await?;
    sql::loosen(access.connection(), child).await?;
    Ok(())
}

/// The rows of a source that are to be weighed anew, locked until the act is done.
pub(crate) async fn to_weigh<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    most: i64,
) -> Result<Vec<Held>, Stopped> {
    let rows = sql::to_weigh(access.connection(), source, most).await?;
    rows.into_iter().map(|row| open(access, row)).collect()
}

/// Forgets a row that is weighed anew.
pub(crate) async fn forget<A: Act>(access: &mut Access<A>, id: Uuid) -> Result<(), Stopped> {
    sql::forget(access.connection(), id).await?;
    Ok(())
}

/// Forgets a row that nobody is to settle any more, and what waits about it.
pub(crate) async fn take_back<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    reference: String,
) -> Result<(), Stopped> {
    for held in held(access, source, &[reference]).await?.into_values() {
        task::close(access, &WAITING, held.id).await?;
        forget(access, held.id).await?;
    }
    Ok(())
}

/// Keeps a row, new or in place of what the source said before under its reference, and tells whoever is
/// to settle it; what is for review by when (MAT-07).
pub(crate) async fn keep<A: Act>(access: &mut Access<A>, held: &Held) -> Result<(), Stopped> {
    let authority = match held.child {
        Some(child) => child_record::responsible(access, child).await?,
        None => None,
    };
    // A row that shields does not wait: nothing is shielded until it is settled whom it is about.
    let shields = held.row.statement.shield.is_some();
    let due_on = match authority.as_ref().filter(|_| held.for_review) {
        Some(_) if shields => Some(access.today()),
        Some(authority) => Some(target::review_by(access, authority).await?),
        None => None,
    };
    let plain = serde_json::to_vec(&held.row)?;
    let mark = reference_hash(access.keys(), held.source, &held.row.reference);
    let (connection, keys, chance) = access.parts();
    let sealed = keys.seal(SEALED_ROW, held.id.as_bytes(), &plain, chance);
    // Beside a record that has left meanwhile nobody settles it: then it is weighed anew (MAT-02).
    let beside = held
        .child
        .filter(|_| authority.is_some() || !held.for_review);
    let due_on = sql::keep(connection, held, beside, &mark, &sealed, due_on).await?;
    let Some(authority) = authority else {
        return Ok(());
    };
    let (kind, to) = if held.for_review {
        let to = Recipient::data_administrators_of(&authority);
        (TaskKind::MatchToReview, to)
    } else {
        let to = Recipient::managers_of(&authority);
        (TaskKind::QuarantinedRow, to)
    };
    let managers = (shields && held.for_review).then(|| Recipient::managers_of(&authority));
    for to in managers.into_iter().chain([to]) {
        let settle = NewTask {
            kind,
            to,
            child: held.child,
            object: Some(held.id),
            due_on,
        };
        task::open(access, settle).await?;
    }
    Ok(())
}

/// Keeps an entry that the source sends about the child of a row in quarantine, new or in place of what
/// it said before under that mark.
pub(crate) async fn keep_entry<A: Act>(
    access: &mut Access<A>,
    held: Uuid,
    mark: &[u8],
    entry: &Entry,
) -> Result<(), Stopped> {
    let plain = serde_json::to_vec(entry)?;
    let (connection, keys, chance) = access.parts();
    let sealed = keys.seal(SEALED_ENTRY, mark, &plain, chance);
    sql::keep_entry(connection, held, mark, &sealed).await?;
    Ok(())
}

/// The entry kept with a row under a mark.
pub(crate) async fn kept_entry<A: Act>(
    access: &mut Access<A>,
    held: Uuid,
    mark: &[u8],
) -> Result<Option<Entry>, Stopped> {
    let row = sql::entry(access.connection(), held, mark).await?;
    row.map(|row| open_entry(access, &row)).transpose()
}

/// The entries kept with a row, in the order in which they came.
pub(crate) async fn kept_entries<A: Act>(
    access: &mut Access<A>,
    held: Uuid,
) -> Result<Vec<Entry>, Stopped> {
    let rows = sql::entries(access.connection(), held).await?;
    rows.iter().map(|row| open_entry(access, row)).collect()
}

fn open_entry<A: Act>(access: &Access<A>, row: &sql::EntryRow) -> Result<Entry, Stopped> {
    opened_entry(access.keys(), &row.mark, &row.sealed)
}

/// What a stored entry says.
pub(crate) fn opened_entry(keys: &Keys, mark: &[u8], sealed: &[u8]) -> Result<Entry, Stopped> {
    let plain = keys.open(SEALED_ENTRY, mark, sealed)?;
    Ok(serde_json::from_slice(&plain)?)
}
