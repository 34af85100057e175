//! The desk of whoever answers for a record: what is kept, one row beside the record, and whom it is about.

use domain::act::Act;
use domain::best_view::{SourceKind, Supplied, assemble};
use domain::data_source::Row;
use domain::id::ChildNumber;
use domain::matching::Evidence;
use domain::quarantine::{
    ListQuarantine, QuarantineBearing, QuarantinedRow, QuarantinedShown, SettleQuarantined,
    Settlement, ViewQuarantined, compare,
};
use domain::refusal::Refusal;
use domain::standing::Role;
use serde_json::json;

use super::keep::{self, Held, HeldRow};
use super::sql;
use crate::archive::reference_hash;
use crate::child_record;
use crate::creating;
use crate::data_source;
use crate::door::{Access, Fault, KnownAct, Stopped, admit, sealed};
use crate::doubles;
use crate::matching;
use crate::task;

admit!(ListQuarantine);

/// The rows that wait for one's authority.
pub async fn list(access: &mut Access<ListQuarantine>) -> Result<Vec<QuarantinedRow>, Stopped> {
    let today = access.today();
    let hat = access.hat()?.clone();
    let manager = hat.role == Role::LocalAuthorityManager;
    let authority = hat.local_authority.ok_or(Refusal::Role)?;
    Ok(sql::list(access.connection(), &authority, manager, today).await?)
}

/// Declares acts on which a row in quarantine bears.
macro_rules! on_a_row {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(
                access: &mut Access<Self>,
            ) -> Result<Option<QuarantineBearing>, Stopped> {
                let (row, today) = (access.act().row, access.today());
                Ok(sql::bearing(access.connection(), row, today).await?)
            }
        }
    )+};
}

on_a_row!(ViewQuarantined, SettleQuarantined);

/// The row and the record that it is beside, for an operation whose act was permitted on it; whose record
/// that is is noted.
async fn held<A: Act>(
    access: &mut Access<A>,
    row: uuid::Uuid,
) -> Result<(Held, ChildNumber), Stopped> {
    let found = sql::held_row(access.connection(), row).await?;
    let held = keep::open(access, found.ok_or(Refusal::NoSuchRecord)?)?;
    let child = held.child.ok_or(Refusal::NoSuchRecord)?;
    access.note(json!({ "child": child.to_string() }));
    Ok((held, child))
}

/// A row beside the record that it may be about.
pub async fn view(access: &mut Access<ViewQuarantined>) -> Result<QuarantinedShown, Stopped> {
    let id = access.act().row;
    let (held, child) = held(access, id).await?;
    let today = access.today();
    let shielded = sql::bearing(access.connection(), id, today).await?;
    let shielded = shielded.is_some_and(|bearing| bearing.shielded);
    let shield = sql::shield(access.connection(), child).await?;
    let why = held.row.evidence.as_ref().map(Evidence::words);
    // Where the shield was lifted meanwhile the row waits all the same.
    let known = child_record::best_view(access, child).await?;
    let name = known.name.as_ref().map(|name| name.value.clone());
    let said = assemble(&[Supplied {
        source: held.source,
        kind: SourceKind::Manual,
        at: held.row.at,
        verified: false,
        silent: false,
        statement: held.row.statement,
    }]);
    let entries = sql::entries(access.connection(), id).await?.len();
    Ok(QuarantinedShown {
        id,
        source: data_source::said::called(access, held.source).await?,
        received_on: held.received_on,
        number: child,
        child: name.ok_or_else(|| broken("a record without a name"))?,
        shielded,
        shield,
        due_on: held.due_on,
        why: why.unwrap_or_default(),
        items: compare(&said, &known),
        entries,
    })
}

/// Takes the row out of quarantine: onto the record, or as a record of its own; then what the source
/// has sent about the same child since. The source is told nothing (FEED-05), unless the row goes back to
/// it: then it is refused as long as it says the same (MAT-02).
pub async fn settle(access: &mut Access<SettleQuarantined>) -> Result<(), Stopped> {
    let (id, settlement) = (access.act().row, access.act().settlement);
    // In the order in which a supply locks.
    if let Some(source) = sql::source_of(access.connection(), id).await? {
        data_source::one_file_at_a_time(access, source).await?;
    }
    let (held, child) = held(access, id).await?;
    let Held {
        source,
        row,
        for_review,
        ..
    } = held;
    task::close(access, &keep::WAITING, id).await?;
    let whose = match settlement {
        Settlement::SameChild => Some(child),
        Settlement::AnotherChild => None,
        Settlement::NotUsable => {
            sql::send_back(access.connection(), id).await?;
            return Ok(());
        }
    };
    let entries = keep::kept_entries(access, id).await?;
    sql::forget(access.connection(), id).await?;
    let HeldRow {
        reference,
        at,
        statement,
        evidence,
    } = row;
    if whose.is_some() {
        let mark = reference_hash(access.keys(), source, &reference);
        matching::keep(access, &[(child, mark, evidence.as_ref())]).await?;
    }
    let row = Row {
        number: 0,
        reference: reference.clone(),
        at,
        statement,
    };
    let taken = data_source::take_up(access, source, row, whose).await?;
    creating::settled(access, source, &reference, settlement).await?;
    if for_review
        && whose.is_none()
        && let Some(new) = data_source::whose(access, source, &reference).await?
    {
        doubles::told_apart(access, child, new).await?;
    }
    if !taken {
        return Ok(());
    }
    for entry in entries {
        data_source::take_up_entry(access, source, &entry.about, entry.row).await?;
    }
    Ok(())
}

fn broken(what: &'static str) -> Stopped {
    Stopped::Fault(Fault::new(what))
}
