//! Taking a source's row off a record that it is not about (MAT-05).

use std::collections::BTreeSet;

use domain::best_view::Supplied;
use domain::id::{ChildNumber, SourceId};
use domain::merging::TakeOff;
use domain::refusal::{Refusal, Rejection};
use serde_json::json;
use uuid::Uuid;

use super::part::{by_mark, came_since, follow, makes_a_record, said_by};
use super::sources::{evidence, shown_mark};
use super::{died, sql};
use crate::archive::{self, Rows, reference_hash};
use crate::child_record;
use crate::data_source::reseal;
use crate::data_source::said::{self, Statements};
use crate::death;
use crate::door::{Access, Stopped};
use crate::quarantine::{self, Held, HeldRow};
use crate::shielding::{self, Advice};
use crate::updating;

/// Takes the row off with the entries that its source has supplied about the child, and keeps them sealed
/// until it is settled whom they are about (MAT-02). The source is told nothing (FEED-05). Gives what is to
/// be settled.
pub async fn take_off(access: &mut Access<TakeOff>) -> Result<Uuid, Stopped> {
    let child = access.act().child;
    let record = child_record::locked(access, child).await?;
    let record = record.ok_or(Refusal::NoSuchRecord)?;
    let mut said = said::statements(access, child).await?;
    let dead_before = died(&said).is_some();
    let ((source, reference), row) = meant(access, &mut said).await?;
    let mark = reference_hash(access.keys(), source, &reference);
    let key = BTreeSet::from([(source, reference.clone())]);
    if !makes_a_record(&said) {
        return Err(Rejection::of(
            "row",
            "What is left would be no record. If the record itself is of another child, change its details instead",
        )
        .into());
    }
    let mut off = rows(source, &reference, &mark);
    let gone = said_by(access, child, &key, Some(&row)).await?;
    let entries = came_since(access, child, &key, &mut off).await?;
    let evidence = evidence(access, child, &mark).await?;
    archive::take_some(access.connection(), child, &off).await?;
    let held = Held {
        id: access.chance().uuid(),
        child: Some(child),
        // What was seen by the manager alone, or asks for a shield, stays with the manager (D-34).
        for_review: !record.shielded && row.statement.shield.is_none(),
        returned: false,
        due_on: None,
        source,
        received_on: access.today(),
        row: HeldRow {
            reference: reference.clone(),
            at: row.at,
            statement: row.statement,
            evidence,
        },
    };
    quarantine::keep(access, &held).await?;
    for entry in entries {
        quarantine::keep_entry(access, held.id, &entry.mark, &entry.row).await?;
    }
    updating::hold_anew(access, child, &gone).await?;
    reseal(access, child, record.shielded).await?;
    if dead_before && died(&said).is_none() {
        death::reverse_supplied(access, child).await?;
    }
    follow(access, child, &key, &said).await?;
    withdraw(access, child, source, reference).await?;
    Ok(held.id)
}

/// Takes the row that is meant out of what is said, where it is one that can be taken off.
async fn meant(
    access: &mut Access<TakeOff>,
    said: &mut Statements,
) -> Result<((SourceId, String), Supplied), Stopped> {
    let mark = &access.act().mark;
    let key = said
        .keys()
        .find(|(source, called)| shown_mark(access.keys(), *source, called) == *mark)
        .cloned();
    let found = key.and_then(|key| said.remove_entry(&key));
    let found = found.ok_or_else(|| {
        Rejection::of(
            "row",
            "This row has been taken off meanwhile. See below what the record is made of now",
        )
    })?;
    let ((source, _), _) = &found;
    if !sql::own(access.connection(), &[source.0]).await?.is_empty() {
        return Err(Refusal::NotYours.into());
    }
    Ok(found)
}

/// The rows by which a source says something of a child.
fn rows(source: SourceId, reference: &str, mark: &[u8]) -> Rows {
    let called = json!({ "source": source, "reference": reference });
    Rows::from([
        ("live.statement".to_owned(), vec![called]),
        ("live.matched".to_owned(), vec![by_mark(mark)]),
    ])
}

/// What the row said of shielding the child, it says of this one no longer (D-05).
async fn withdraw(
    access: &mut Access<TakeOff>,
    child: ChildNumber,
    source: SourceId,
    reference: String,
) -> Result<(), Stopped> {
    let advice = Advice {
        child,
        reference,
        ground: None,
    };
    shielding::follow_source(access, source, vec![advice]).await
}
