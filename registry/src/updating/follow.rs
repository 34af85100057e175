//! What waits for a decision follows what is said: a source that comes to contradict a correction opens
//! a conflict, and what has settled itself closes (UPD-02, UPD-03).

use std::collections::BTreeSet;

use domain::act::Act;
use domain::audit::Event;
use domain::best_view::{Item, Value, contested};
use domain::id::{ChildNumber, LocalAuthorityCode};
use domain::task::{Recipient, TaskKind};
use serde_json::json;
use uuid::Uuid;

use super::conflict::Open;
use super::proposal::{Proposal, conflict_about, waiting};
use super::sql;
use crate::child_record;
use crate::data_source::Rebuilt;
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};

/// Takes in what is said of records that were put together anew: what waits is read once for all of them.
pub(crate) async fn follow<A: Act>(
    access: &mut Access<A>,
    records: &[Rebuilt<'_>],
) -> Result<(), Stopped> {
    if records.is_empty() {
        return Ok(());
    }
    let children: Vec<i64> = records.iter().map(|record| record.child.stored()).collect();
    let mut open = sql::about(access.connection(), &children).await?;
    for record in records {
        let open = open.remove(&record.child).unwrap_or_default();
        follow_one(access, record, open).await?;
    }
    Ok(())
}

async fn follow_one<A: Act>(
    access: &mut Access<A>,
    record: &Rebuilt<'_>,
    mut open: Vec<Open>,
) -> Result<(), Stopped> {
    let child = record.child;
    let contested: BTreeSet<Item> = contested(&record.supplied).into_keys().collect();
    for item in &contested {
        if open.iter().any(|(_, known)| known == item) {
            continue;
        }
        let conflict = conflict_about(access, child, *item).await?;
        let detail = json!({ "item": item.code(), "why": "source" });
        access.consequence(Event::on_child("item.queued", child).detail(detail));
        open.push((conflict, *item));
    }
    for (conflict, item) in open {
        let stands = Value::standing(item, &record.view);
        let left = settle_what_stands(access, child, conflict, stands.as_ref()).await?;
        if left || contested.contains(&item) {
            ask(access, child, conflict, record.responsible).await?;
        } else {
            close(access, conflict).await?;
        }
    }
    Ok(())
}

/// Tells whoever sent in what stands by now that it has been decided. Whether anything else waits.
async fn settle_what_stands<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    conflict: Uuid,
    stands: Option<&Value>,
) -> Result<bool, Stopped> {
    let mut left = false;
    for proposal in waiting(access, conflict).await? {
        if proposal.said.value.stands_as(stands) {
            sql::forget_proposal(access.connection(), proposal.id).await?;
            tell_of_outcome(access, child, &proposal).await?;
        } else {
            left = true;
        }
    }
    Ok(left)
}

/// What waits for a decision about an item of a record, where something does.
pub(crate) async fn waiting_about<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    item: Item,
) -> Result<Option<Uuid>, Stopped> {
    let mut open = sql::about(access.connection(), &[child.stored()]).await?;
    let open = open.remove(&child).unwrap_or_default();
    let about = open.into_iter().find(|(_, known)| *known == item);
    Ok(about.map(|(conflict, _)| conflict))
}

/// Brings a conflict to whoever decides it.
async fn ask<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    conflict: Uuid,
    responsible: &LocalAuthorityCode,
) -> Result<(), Stopped> {
    let task = NewTask {
        kind: TaskKind::ConflictToDecide,
        to: Recipient::data_administrators_of(responsible),
        child: Some(child),
        object: Some(conflict),
        due_on: None,
    };
    task::open(access, task).await?;
    Ok(())
}

/// The same, of a record whose authority is not at hand.
pub(super) async fn tell<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    conflict: Uuid,
) -> Result<(), Stopped> {
    match child_record::responsible(access, child).await? {
        Some(responsible) => ask(access, child, conflict, &responsible).await,
        None => Ok(()),
    }
}

/// Closes a conflict with whatever waits in it.
pub(super) async fn close<A: Act>(access: &mut Access<A>, conflict: Uuid) -> Result<(), Stopped> {
    sql::close(access.connection(), conflict).await?;
    task::close(access, &[TaskKind::ConflictToDecide], conflict).await
}

/// Tells whoever sent something in, and knows that it waited, that it has been decided, and not how: of a
/// record that was shielded meanwhile that would tell something of what is hidden (SHLD-06).
pub(super) async fn tell_of_outcome<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    proposal: &Proposal,
) -> Result<(), Stopped> {
    if !proposal.said.told {
        return Ok(());
    }
    let notice = NewTask {
        kind: TaskKind::ChangeDecided,
        to: Recipient::Account(proposal.by),
        child: Some(child),
        object: Some(proposal.id),
        due_on: None,
    };
    task::open(access, notice).await?;
    Ok(())
}
