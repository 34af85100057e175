//! Statements as they are stored: in the clear with what is measured of them, or sealed where they are
//! about a shielded child (NFR-04, DQ-01).

use domain::act::Act;
use domain::best_view::{Statement, Supplied};
use domain::chance::Chance;
use domain::data_quality;
use domain::id::{ChildNumber, SourceId};

use super::sql;
use crate::door::{Access, Stopped};
use crate::keys::Keys;

/// The column whose values [`seal_statement`] makes.
const SEALED_STATEMENT: &str = "live.statement.sealed";
/// The column whose values [`likeness`] makes.
const LIKENESS: &str = "live.statement.likeness";

/// What binds a sealed statement to its row.
fn statement_row(source: SourceId, reference: &str) -> Vec<u8> {
    [source.0.as_bytes(), reference.as_bytes()].concat()
}

/// Encrypts a statement about a shielded child for its row (NFR-04).
pub(crate) fn seal_statement(
    keys: &Keys,
    source: SourceId,
    reference: &str,
    statement: &Statement,
    chance: &dyn Chance,
) -> Result<Vec<u8>, Stopped> {
    let plain = serde_json::to_vec(statement)?;
    Ok(keys.seal(
        SEALED_STATEMENT,
        &statement_row(source, reference),
        &plain,
        chance,
    ))
}

/// Decrypts what [`seal_statement`] made.
pub(super) fn open_statement(
    keys: &Keys,
    source: SourceId,
    reference: &str,
    sealed: &[u8],
) -> Result<Statement, Stopped> {
    let plain = keys.open(SEALED_STATEMENT, &statement_row(source, reference), sealed)?;
    Ok(serde_json::from_slice(&plain)?)
}

/// Adds a statement to those that are to be stored.
pub(super) fn push<A: Act>(
    columns: &mut sql::StatementColumns,
    access: &Access<A>,
    reference: &str,
    child: ChildNumber,
    said: &Supplied,
    shielded: bool,
) -> Result<(), Stopped> {
    let stored = if shielded {
        let (keys, chance) = (access.keys(), access.chance());
        let sealed = seal_statement(keys, said.source, reference, &said.statement, chance)?;
        (None, Some(sealed))
    } else {
        (Some(said.statement.clone()), None)
    };
    let quality = match shielded {
        true => sql::Quality::default(),
        false => quality(access.keys(), &said.statement),
    };
    columns.push(reference, child, said.at, said.verified, stored, quality);
    Ok(())
}

/// What is measured of a statement.
fn quality(keys: &Keys, said: &Statement) -> sql::Quality {
    sql::Quality {
        complete: Some(data_quality::row_is_complete(said)),
        likeness: likeness(keys, said),
    }
}

/// The keyed hash by which two rows of one source are taken for the same child; none where a row cannot be
/// told from others.
pub(crate) fn likeness(keys: &Keys, said: &Statement) -> Option<i64> {
    let hashed = keys.hashed(LIKENESS, data_quality::likeness(said)?.as_bytes());
    let first = hashed.first_chunk::<8>()?;
    Some(i64::from_be_bytes(*first))
}
