//! Weighing anew what waited for review beside a record that has left the directory (MAT-02).

use domain::act::Act;
use domain::data_source::Row;
use domain::id::SourceId;
use serde_json::json;

use super::apply::take;
use super::{sql, take_up_entry};
use crate::door::{Access, Stopped};
use crate::work::BATCH;
use crate::{new_identity, quarantine};

/// Weighs rows of a source anew, as though they had just come: each goes onto another record, makes one, or
/// waits beside another. One that can make none any more is no longer kept, and its source is told why when
/// it sends the row again. What was sent about the same child meanwhile follows.
pub(crate) async fn weigh_anew<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
) -> Result<u64, Stopped> {
    // In the order in which a supply locks.
    sql::one_file_at_a_time(access.connection(), source).await?;
    let waited = quarantine::to_weigh(access, source, BATCH).await?;
    let rows = waited.iter().map(|held| Row {
        number: 0,
        reference: held.row.reference.clone(),
        at: held.row.at,
        statement: held.row.statement.clone(),
    });
    let rows: Vec<Row> = rows.collect();
    new_identity::make_way(access, source, &rows).await?;
    let taken = take(access, source, rows, &waited).await?;
    let mut refused = Vec::new();
    for (held, fate) in waited.iter().zip(taken.fates) {
        if taken.held.contains(&held.row.reference) {
            continue;
        }
        let entries = quarantine::kept_entries(access, held.id).await?;
        quarantine::forget(access, held.id).await?;
        match fate {
            Ok(_) => {
                for entry in entries {
                    take_up_entry(access, source, &entry.about, entry.row).await?;
                }
            }
            Err(row) => refused.push(row.code.code()),
        }
    }
    access.note(json!({ "source": source, "refused": refused }));
    Ok(waited.len() as u64)
}
