//! Sealing everything that is known of a child when its record is shielded, and opening it when the
//! shield is lifted: what sources say, what they said before, the best view and the rows that lead to
//! it, in one transaction (SHLD-01, NFR-04).

use std::collections::BTreeMap;

use domain::act::Act;
use domain::id::{ChildNumber, LocalAuthorityCode, SourceId};
use domain::refusal::Refusal;
use sqlx::types::Json;

use super::known::{KnownChild, said, supplied};
use super::rebuild::rebuild;
use super::sql;
use super::stated::{push, seal_statement};
use crate::door::{Access, Stopped};

/// Writes a live record anew, shielded or not.
pub(crate) async fn reseal<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    shielded: bool,
) -> Result<(), Stopped> {
    let (number, today) = ([child.stored()], access.today());
    let records = sql::lock_records(access.connection(), &number, today).await?;
    let stands = records.into_iter().find(|record| record.live);
    let stands = stands.ok_or(Refusal::NoSuchRecord)?;
    let mut record = KnownChild {
        local_authority: LocalAuthorityCode(stands.local_authority),
        shielded,
        live: true,
        kept: None,
        statements: BTreeMap::new(),
    };
    let mut columns: BTreeMap<SourceId, sql::StatementColumns> = BTreeMap::new();
    for row in sql::statements(access.connection(), &number).await? {
        let (key, supplied) = supplied(access.keys(), row, access.today())?;
        let columns = columns.entry(key.0).or_default();
        push(columns, access, &key.1, child, &supplied, shielded)?;
        record.statements.insert(key, supplied);
    }
    for (source, columns) in &columns {
        sql::say(access.connection(), *source, columns).await?;
    }
    reseal_superseded(access, child, shielded).await?;
    rebuild(access, &[(child, &record)]).await?;
    Ok(())
}

/// The same for what sources said before (UPD-07).
async fn reseal_superseded<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    shielded: bool,
) -> Result<(), Stopped> {
    for mut row in sql::past(access.connection(), child).await? {
        let source = SourceId(row.source);
        let (content, sealed) = (row.content.take(), row.sealed.take());
        let before = said(access.keys(), source, &row.reference, content, sealed)?;
        if shielded {
            let (keys, chance) = (access.keys(), access.chance());
            let sealed = seal_statement(keys, source, &row.reference, &before, chance)?;
            row.sealed = Some(sealed);
        } else {
            row.content = Some(Json(before));
        }
        sql::rewrite_superseded(access.connection(), &row).await?;
    }
    Ok(())
}
