//! Parting records again that were joined (MAT-05, T-43).

use std::collections::BTreeSet;

use domain::act::Act;
use domain::id::{ChildNumber, SourceId};
use domain::merging::{PartRecords, can_be_undone};
use domain::refusal::{Refusal, Rejection};
use serde_json::{Value, json};

use super::snapshot::Snapshot;
use super::sql;
use crate::archive::{self, Rows};
use crate::child_record;
use crate::data_source::said::{self, Statements};
use crate::data_source::{reseal, supplied_under};
use crate::door::{Access, Stopped};
use crate::shielding;

/// Gives back everything that came from the record that went, as it stands now, with what its sources
/// have sent since; what was added to the record that stays remains there. Each has its own shield again.
pub async fn part(access: &mut Access<PartRecords>) -> Result<(), Stopped> {
    let (child, other) = (access.act().child, access.act().other);
    let stays = child_record::locked(access, child).await?;
    let stays = stays.ok_or(Refusal::NoSuchRecord)?;
    let mut snapshot = snapshot(access, child, other).await?;
    archive::give(&mut snapshot.came, child);
    let theirs = references(&snapshot.came)?;
    let rest = said::statements(access, child).await?;
    if !makes_a_record(&rest, &theirs) {
        return Err(Rejection::of(
            "number",
            "No source says the name and date of birth of the child of this record any more: the records cannot be parted",
        )
        .into());
    }
    came_since(access, child, &theirs, &mut snapshot.came).await?;
    let mut rows = archive::take_some(access.connection(), child, &snapshot.came).await?;
    rows.extend(snapshot.left);
    archive::give(&mut rows, other);
    for row in rows.get_mut("live.child").into_iter().flatten() {
        row["local_authority"] = Value::String(stays.local_authority.0.clone());
    }
    // Its numbers are those that its sources say.
    rows.remove("live.identifier");
    sql::forget(access.connection(), other).await?;
    reseal(access, child, stays.shielded).await?;
    archive::put_back(access.connection(), &rows).await?;
    let (sources, called): (Vec<_>, Vec<_>) = theirs
        .into_iter()
        .map(|(source, called)| (source.0, called))
        .unzip();
    sql::give_notices(access.connection(), &sources, &called, child, other).await?;
    sql::give_tasks(access.connection(), &snapshot.tasks, other).await?;
    let shielded = rows.contains_key("live.shield");
    if !shielded && sql::is_noticed(access.connection(), other).await? {
        shielding::notices_came(access, other).await
    } else {
        reseal(access, other, shielded).await
    }
}

/// What was kept of the record that went.
async fn snapshot(
    access: &mut Access<PartRecords>,
    child: ChildNumber,
    other: ChildNumber,
) -> Result<Snapshot, Stopped> {
    let today = access.today();
    let row = sql::sealed(access.connection(), other, child).await?;
    let row = row.filter(|row| can_be_undone(row.merged_on, today));
    match row.and_then(|row| row.sealed) {
        Some(sealed) => Snapshot::open(access.keys(), other, &sealed),
        None => Err(Rejection::of(
            "number",
            "These records can no longer be parted: that is possible for 30 days",
        )
        .into()),
    }
}

/// The sources' references whose rows came.
fn references(came: &Rows) -> Result<BTreeSet<(SourceId, String)>, Stopped> {
    let rows = came.get("live.statement").into_iter().flatten();
    rows.map(|row| {
        let source = serde_json::from_value(row["source"].clone())?;
        let called = serde_json::from_value(row["reference"].clone())?;
        Ok((source, called))
    })
    .collect()
}

/// Whether what is said of a child makes a record without some references.
pub(super) fn makes_a_record(
    statements: &Statements,
    without: &BTreeSet<(SourceId, String)>,
) -> bool {
    let rest = statements.iter().filter(|(key, _)| !without.contains(key));
    let rest: Vec<_> = rest.map(|(_, said)| said.clone()).collect();
    let view = domain::best_view::assemble(&rest);
    view.name.is_some() && view.date_of_birth.is_some()
}

/// Adds what sources said before under the references that came, and the entries that they have supplied;
/// those that somebody keeps stay with their keeper.
pub(super) async fn came_since<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    references: &BTreeSet<(SourceId, String)>,
    came: &mut Rows,
) -> Result<Vec<crate::data_source::SuppliedEntry>, Stopped> {
    let supplied = supplied_under(access, child, references).await?;
    let entries: Vec<_> = supplied.iter().map(|one| one.entry).collect();
    let mut add = |table: &str, row: Value| came.entry(table.to_owned()).or_default().push(row);
    for (source, called) in references {
        let called = json!({ "source": source, "reference": called });
        add("live.superseded_statement", called);
    }
    for one in &supplied {
        let mark = format!("\\x{}", data_encoding::HEXLOWER.encode(&one.mark));
        add("live.supplied_entry", json!({ "mark": mark }));
    }
    for row in sql::unkept(access.connection(), child, &entries).await? {
        add(&row.what, json!({ "id": row.id }));
    }
    Ok(supplied)
}
