//! Records on their way into the archive, and what is sealed there.

use chrono::NaiveDate;
use domain::act::Act;
use domain::archive::RecordReason;
use domain::best_view::BestView;
use domain::id::ChildNumber;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::rows::{self, Rows};
use super::{broken, find, sql, swallow};
use crate::child_record::store::open_view;
use crate::door::{Access, Stopped};
use crate::keys::Keys;
use crate::{brokering, doubles, quarantine, search, subject_access, task, transfer};

/// The column whose values are made here.
const SEALED_RECORD: &str = "archive.record.sealed";

/// Moves a whole record out of the live directory and its search tables into the archive, for
/// whichever reason (ARC-02). `since` is the day from which its six years run (T-21). What had been
/// archived of it before keeps its own (D-39); tails of ended involvements end with the record
/// (CEASE-05); whoever waits for an answer about it waits no longer.
pub(crate) async fn put_record<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    why: RecordReason,
    since: NaiveDate,
) -> Result<(), Stopped> {
    let today = access.today();
    brokering::end_about(access, child).await?;
    transfer::end_about(access, child).await?;
    task::close_all_about(access, child).await?;
    if why != RecordReason::NewIdentity {
        quarantine::loosen_reviews(access, child).await?;
    }
    // Else what waits may be about the child who is sealed, and is kept away like the rest (NEWID-05).
    let taken = take_live(access, child).await?;
    let (record, view, mut rows) = (taken.record, taken.view, taken.rows);
    rows::make_final(&mut rows);
    let plain = serde_json::to_vec(&rows)?;
    let (connection, keys, chance) = access.parts();
    let sealed = keys.seal(SEALED_RECORD, &child.stored().to_be_bytes(), &plain, chance);
    let authority = &record.local_authority;
    let shielded = record.shielded;
    sql::put_record(connection, child, authority, why, since, shielded, &sealed).await?;
    if why == RecordReason::NewIdentity {
        // Found by nobody any more (NEWID-04): what is kept only keeps others away from it.
        swallow::remember(access, child, &rows).await?;
        subject_access::sealed_away(access, child).await?;
    } else {
        find::keep_keys(access, child, &view, &rows).await?;
    }
    if since < today {
        access.note(json!({ "since": since }));
    }
    Ok(())
}

/// A record that was taken out of the live directory.
pub(crate) struct Taken {
    /// Who answered for it, and whether it was shielded.
    pub record: sql::LiveRow,
    /// What it showed.
    pub view: BestView,
    /// All of it.
    pub rows: Rows,
}

/// Takes a record out of the live directory and its search tables, and closes it wherever somebody has it
/// open.
pub(crate) async fn take_live<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Taken, Stopped> {
    let record = sql::lock_live(access.connection(), child).await?;
    doubles::forget(access, [child]).await?;
    let rows = rows::take(access.connection(), child).await?;
    let view = view(access.keys(), child, &rows)?;
    let indexed = domain::search::index(&view, record.shielded)
        .ok_or_else(|| broken("a record without name or date of birth"))?;
    search::forget_rows(access.connection(), child, &indexed).await?;
    sql::close_openings(access.connection(), child).await?;
    Ok(Taken { record, view, rows })
}

/// The rows of an archived record.
pub(super) fn open(keys: &Keys, child: ChildNumber, sealed: &[u8]) -> Result<Rows, Stopped> {
    let plain = keys.open(SEALED_RECORD, &child.stored().to_be_bytes(), sealed)?;
    Ok(serde_json::from_slice(&plain)?)
}

/// A column of the database's as text, `\x…`, read as bytes.
pub(crate) fn bytes(column: &Value) -> Option<Vec<u8>> {
    let text = column.as_str()?.strip_prefix("\\x")?;
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()
}

/// The best view among a record's rows, whether or not it is sealed in there.
pub(super) fn view(keys: &Keys, child: ChildNumber, rows: &Rows) -> Result<BestView, Stopped> {
    let row = of(rows, "live.child").next();
    let row = row.ok_or_else(|| broken("an archived record without its child"))?;
    match bytes(&row["sealed_view"]) {
        Some(sealed) => open_view(keys, child, &sealed),
        None => Ok(serde_json::from_value(row["best_view"].clone())?),
    }
}

/// The rows of one table.
pub(super) fn of<'r>(rows: &'r Rows, table: &str) -> impl Iterator<Item = &'r Value> {
    rows.get(table).into_iter().flatten()
}

/// What is read of an involvement, whether it lies in its record's rows or was archived by itself.
#[derive(Deserialize)]
pub(super) struct KeptInvolvement {
    pub service: Option<Uuid>,
    #[serde(alias = "since", alias = "undertaken")]
    pub started: Option<NaiveDate>,
    #[serde(alias = "superseded_on")]
    pub ended: Option<NaiveDate>,
}
