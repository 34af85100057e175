//! Parting records again that were joined (MAT-05, T-43).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use domain::act::Act;
use domain::best_view::{Statement, Supplied, assemble};
use domain::id::{ChildNumber, SourceId};
use domain::merging::{PartRecords, can_be_undone};
use domain::refusal::{Refusal, Rejection};
use domain::task::TaskKind;
use serde_json::{Value, json};

use super::snapshot::Snapshot;
use super::{died, sql};
use crate::archive::{self, Rows};
use crate::brokering;
use crate::child_record;
use crate::data_source::said::{self, Statements};
use crate::data_source::{SuppliedEntry, reseal, supplied_under};
use crate::death;
use crate::door::{Access, Stopped};
use crate::doubles;
use crate::residence::{self, Said};
use crate::shielding;
use crate::subject_access;
use crate::task;
use crate::updating;

/// References of sources for a child.
pub(super) type References = BTreeSet<(SourceId, String)>;

/// Gives back everything that came from the record that went, as it stands now, with what its sources
/// have sent since; what was added to the record that stays remains there. Whoever was shielded is; where
/// somebody has asked since that the joined record be shielded, both are until their manager has looked.
pub async fn part(access: &mut Access<PartRecords>) -> Result<(), Stopped> {
    let (child, other) = (access.act().child, access.act().other);
    let stays = child_record::locked(access, child).await?;
    let stays = stays.ok_or(Refusal::NoSuchRecord)?;
    let (mut snapshot, merged_on) = snapshot(access, child, other).await?;
    archive::give(&mut snapshot.came, child);
    let theirs = references(&snapshot.came)?;
    let said = said::statements(access, child).await?;
    let (goes, rest): (Statements, Statements) =
        said.into_iter().partition(|(key, _)| theirs.contains(key));
    if !makes_a_record(&goes) || !makes_a_record(&rest) {
        return Err(Rejection::of(
            "number",
            "The records cannot be parted: of one of the children no row says the name and the date of birth any more. See below what the record is made of now",
        )
        .into());
    }
    let alive = died(&rest).is_none();
    let was_dead = !alive || died(&goes).is_some();
    let gone = said_by(access, child, &theirs, goes.values()).await?;
    came_since(access, child, &theirs, &mut snapshot.came).await?;
    let mut rows = archive::take_some(access.connection(), child, &snapshot.came).await?;
    rows.extend(snapshot.left);
    // A look through the glass was at the record that went, and is over; its numbers are those that its
    // sources say.
    rows.remove("live.break_glass");
    rows.remove("live.identifier");
    archive::give(&mut rows, other);
    for row in rows.get_mut("live.child").into_iter().flatten() {
        row["local_authority"] = Value::String(stays.local_authority.0.clone());
    }
    sql::forget(access.connection(), other).await?;
    archive::put_back(access.connection(), &rows).await?;
    if snapshot.kept {
        sql::move_kept(access.connection(), child, other).await?;
    }
    updating::hold_anew(access, child, &gone).await?;
    reseal(access, child, stays.shielded).await?;
    give(access, child, other, &theirs).await?;
    sql::give_tasks(access.connection(), &snapshot.tasks, child, other).await?;
    sql::give_items(access.connection(), &snapshot.items, child, other).await?;
    sql::give_certificates(access.connection(), &snapshot.certificates, child, other).await?;
    subject_access::parted(access, child, other, &snapshot.requests).await?;
    let asked_since = stays.shielded
        && sql::is_noticed_since(access.connection(), (child, other), merged_on).await?;
    if asked_since && !snapshot.shielded {
        shielding::notices_came(access, other).await?;
    } else {
        reseal(access, other, snapshot.shielded).await?;
    }
    follow(access, child, &theirs, &rest).await?;
    follow(access, other, &theirs, &goes).await?;
    if was_dead && alive {
        death::reverse_supplied(access, child).await?;
    }
    doubles::told_apart(access, child, other).await
}

/// What belongs to rows wherever they go: notices of their sources, and requests that were passed on to a
/// service of the other child.
async fn give(
    access: &mut Access<PartRecords>,
    child: ChildNumber,
    other: ChildNumber,
    theirs: &References,
) -> Result<(), Stopped> {
    let (sources, called): (Vec<_>, Vec<_>) = theirs
        .iter()
        .map(|(source, called)| (source.0, called.clone()))
        .unzip();
    sql::give_notices(access.connection(), &sources, &called, child, other).await?;
    for (about, of) in [(child, other), (other, child)] {
        for (leg, request) in sql::end_legs(access.connection(), about, of).await? {
            task::close(access, &TaskKind::ALL, leg).await?;
            brokering::nobody_unanswered(access, request).await?;
        }
    }
    Ok(())
}

/// What the sources of some rows say of a child having left, they say by the rows that are on the record
/// now (REC-03).
pub(super) async fn follow<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    of: &References,
    said: &Statements,
) -> Result<(), Stopped> {
    let sources: BTreeSet<SourceId> = of.iter().map(|(source, _)| *source).collect();
    for source in sources {
        let mut theirs = said.iter().filter(|((whose, _), _)| *whose == source);
        let departure = theirs.find_map(|(_, said)| said.statement.ceased);
        let says = Said { child, departure };
        residence::follow_source(access, source, vec![says]).await?;
    }
    Ok(())
}

/// What was kept of the record that went, and when that was.
async fn snapshot(
    access: &mut Access<PartRecords>,
    child: ChildNumber,
    other: ChildNumber,
) -> Result<(Snapshot, NaiveDate), Stopped> {
    let today = access.today();
    let row = sql::sealed(access.connection(), other, child).await?;
    let row = row.filter(|row| can_be_undone(row.merged_on, today));
    let kept = row.and_then(|row| Some((row.sealed?, row.merged_on)));
    let Some((sealed, merged_on)) = kept else {
        return Err(Rejection::of(
            "number",
            "These records are not joined, or no longer to be parted: that is possible for 30 days",
        )
        .into());
    };
    Ok((Snapshot::open(access.keys(), other, &sealed)?, merged_on))
}

/// The sources' references whose rows came.
fn references(came: &Rows) -> Result<References, Stopped> {
    let rows = came.get("live.statement").into_iter().flatten();
    rows.map(|row| {
        let source = serde_json::from_value(row["source"].clone())?;
        let called = serde_json::from_value(row["reference"].clone())?;
        Ok((source, called))
    })
    .collect()
}

/// Whether what is said of a child makes a record.
pub(super) fn makes_a_record(statements: &Statements) -> bool {
    let said: Vec<_> = statements.values().cloned().collect();
    let view = assemble(&said);
    view.name.is_some() && view.date_of_birth.is_some()
}

/// What is known by a mark, as the database writes that.
pub(super) fn by_mark(mark: &[u8]) -> Value {
    json!({ "mark": format!("\\x{}", HEXLOWER.encode(mark)) })
}

/// What is and was said under some references.
pub(super) async fn said_by<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    references: &References,
    now: impl IntoIterator<Item = &Supplied>,
) -> Result<Vec<Statement>, Stopped> {
    let now: Vec<Statement> = now.into_iter().map(|said| said.statement.clone()).collect();
    let before = said::past(access, child).await?.into_iter();
    let before = before.filter(|past| references.contains(&past.key));
    Ok(now
        .into_iter()
        .chain(before.map(|past| past.statement))
        .collect())
}

/// Adds what sources said before under the references that came, and the entries that they have supplied;
/// those that somebody keeps stay with their keeper.
pub(super) async fn came_since<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    references: &References,
    came: &mut Rows,
) -> Result<Vec<SuppliedEntry>, Stopped> {
    let supplied = supplied_under(access, child, references).await?;
    let entries: Vec<_> = supplied.iter().map(|one| one.entry).collect();
    let mut add = |table: &str, row: Value| came.entry(table.to_owned()).or_default().push(row);
    for (source, called) in references {
        let called = json!({ "source": source, "reference": called });
        add("live.superseded_statement", called);
    }
    for one in &supplied {
        add("live.supplied_entry", by_mark(&one.mark));
    }
    for row in sql::unkept(access.connection(), child, &entries).await? {
        add(&row.what, json!({ "id": row.id }));
    }
    Ok(supplied)
}
