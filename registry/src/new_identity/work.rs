//! What time does: records appear, and the vault is sealed anew (NEWID-03).
//!
//! A record appears by the very acts that a source's file consists of, and by no other: the trail, the
//! log and the tables show one more of them. Whatever else is to be noted waits for the day's renewal.

use chrono::{NaiveTime, TimeDelta};
use domain::best_view::{Supplied, assemble};
use domain::chance::Chance;
use domain::clock::{Moment, london_date};
use domain::data_source::{CloseFile, FileCounts, FindSource, Row, SupplyRows, leaves_live_on};
use domain::id::SourceId;
use domain::new_identity::alike;
use domain::work::RunRule;

use super::vault::{self, Named, Vault, Waiting};
use super::{names, sql};
use crate::archive;
use crate::data_source::{self, close, find, supply};
use crate::door::{Access, Stopped};
use crate::registry::Registry;

/// How many rows that say what is known already a file holds beside the new one, at least and more.
const KNOWN_ROWS: (u64, u64) = (20, 100);

/// Whether the vault is to be sealed anew: once a day, from when there is one.
pub(crate) async fn any_to_renew(
    pool: &sqlx::PgPool,
    today: chrono::NaiveDate,
) -> sqlx::Result<bool> {
    sql::any_to_renew(pool, today).await
}

/// Seals the vault anew. Records that have appeared leave it; for those to come it is chosen as whose.
pub(crate) async fn renew(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let mut vault = vault::open(access).await?;
    let today = access.today();
    for mut waiting in std::mem::take(&mut vault.waiting) {
        if !still_a_child(&waiting, today) {
            continue;
        }
        match &waiting.named {
            Some(named) if appeared(access, named).await? => vault.made(access.keys(), named),
            Some(named) if accepted(access, named, today).await? => vault.waiting.push(waiting),
            _ => {
                waiting.named = Some(names::choose(access, &waiting.authority).await?);
                vault.waiting.push(waiting);
            }
        }
    }
    vault::close(access, vault).await?;
    Ok(1)
}

/// Whether there is, or was, a record under a reference.
async fn appeared(access: &mut Access<RunRule>, named: &Named) -> Result<bool, Stopped> {
    let reference = std::slice::from_ref(&named.reference);
    let archived = archive::references_of(access, named.source, reference).await?;
    let used = sql::used(access.connection(), named.source, &named.reference).await?;
    Ok(used || !archived.is_empty())
}

/// Whether its source supplies at present; of one that has stopped nothing appears, and another is chosen.
async fn accepted(
    access: &mut Access<RunRule>,
    named: &Named,
    today: chrono::NaiveDate,
) -> Result<bool, Stopped> {
    let accepts = data_source::accepting(access.connection(), named.source, today).await?;
    Ok(accepts.is_ok())
}

/// Whether a record would still be a child's.
fn still_a_child(waiting: &Waiting, today: chrono::NaiveDate) -> bool {
    let said = Supplied {
        source: SourceId(uuid::Uuid::nil()),
        kind: domain::best_view::SourceKind::Local,
        at: waiting.due,
        verified: false,
        silent: false,
        statement: waiting.statement.clone(),
    };
    let alone = std::slice::from_ref(&said);
    leaves_live_on(&assemble(alone), alone, None).is_some_and(|day| day > today)
}

/// Lets records appear whose moment has come. They stay in the vault until its renewal: what appears
/// and what the vault shows have no moment in common.
pub(crate) async fn let_appear(registry: &Registry) -> Result<(), Stopped> {
    let Some(vault) = vault::look(registry).await? else {
        return Ok(());
    };
    let now = registry.now();
    for waiting in &vault.waiting {
        let Some(named) = waiting.named.as_ref().filter(|_| waiting.due <= now) else {
            continue;
        };
        let connection = &mut *registry.pool().acquire().await?;
        let there = sql::used(connection, named.source, &named.reference).await?;
        let today = london_date(now);
        let accepts = data_source::accepting(connection, named.source, today).await?;
        if !there && accepts.is_ok() && still_a_child(waiting, today) {
            as_supplied(registry, &vault, waiting, named).await?;
        }
    }
    Ok(())
}

/// Supplies a record in the name of its source, as a file of it is taken in.
async fn as_supplied(
    registry: &Registry,
    vault: &Vault,
    waiting: &Waiting,
    named: &Named,
) -> Result<(), Stopped> {
    let (chance, source) = (registry.chance(), named.source);
    let at = if named.by_day {
        registry
            .now()
            .date_naive()
            .and_time(NaiveTime::MIN)
            .and_utc()
    } else {
        earlier_today(registry.now(), chance)
    };
    let (least, more) = KNOWN_ROWS;
    let count = least + chance.below(more);
    let from = alike(std::slice::from_ref(&named.reference), chance);
    let connection = &mut *registry.pool().acquire().await?;
    let known = sql::known_rows(connection, source, &from, count as i64).await?;
    let mut rows: Vec<Row> = Vec::new();
    for row in known {
        let row = Row {
            number: 0,
            reference: row.reference,
            at: row.supplied_at,
            statement: serde_json::from_value(row.content)?,
        };
        if !vault.stands_in_the_way(registry.keys(), source, &row) {
            rows.push(row);
        }
    }
    let new = Row {
        number: 0,
        reference: named.reference.clone(),
        at,
        statement: waiting.statement.clone(),
    };
    rows.insert(chance.below(rows.len() as u64 + 1) as usize, new);
    (2..)
        .zip(&mut rows)
        .for_each(|(number, row)| row.number = number);
    let file = data_encoding::HEXLOWER.encode(&chance.secret());
    let connection = &mut *registry.pool().acquire().await?;
    let name = data_source::name(connection, source).await?;
    registry
        .as_system()
        .access(FindSource { name }, find)
        .await?;
    let act = SupplyRows {
        source,
        file: file.clone(),
        rows,
        queued: None,
    };
    let outcome = registry.as_source(source).access(act, supply).await?;
    let mut counts = FileCounts {
        created: outcome.created,
        changed: outcome.changed,
        unchanged: outcome.unchanged,
        older: outcome.older,
        ..FileCounts::default()
    };
    outcome.refused.iter().for_each(|row| counts.refuse(row));
    let act = CloseFile {
        source,
        file,
        counts,
        supply: None,
    };
    registry.as_source(source).access(act, close).await
}

/// A moment of this day that has passed.
fn earlier_today(now: Moment, chance: &dyn Chance) -> Moment {
    let midnight = now.date_naive().and_time(NaiveTime::MIN).and_utc();
    let passed = (now - midnight).num_microseconds().unwrap_or(1).max(1);
    midnight + TimeDelta::microseconds(chance.below(passed as u64) as i64)
}
