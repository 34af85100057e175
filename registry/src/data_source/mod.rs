//! Registered sources of data and what they supply (FEED).

mod apply;
pub(crate) mod by_hand;
mod known;
mod register;
mod sql;

use domain::best_view::Statement;
use domain::chance::Chance;
use domain::data_source::{CloseFile, SourceBearing, SupplyRows};
use domain::id::SourceId;

pub use apply::supply;
pub use register::{find, register};

use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::keys::Keys;

/// The column whose values [`seal_statement`] makes.
const SEALED_STATEMENT: &str = "live.statement.sealed";

impl sealed::Sealed for SupplyRows {}

impl KnownAct for SupplyRows {
    async fn bearing(access: &mut Access<Self>) -> Result<SourceBearing, Stopped> {
        let source = access.act().source;
        let registered = sql::source(access.connection(), source).await?.is_some();
        Ok(SourceBearing { registered })
    }
}

impl sealed::Sealed for CloseFile {}

impl KnownAct for CloseFile {
    async fn bearing(access: &mut Access<Self>) -> Result<SourceBearing, Stopped> {
        let source = access.act().source;
        let registered = sql::source(access.connection(), source).await?.is_some();
        Ok(SourceBearing { registered })
    }
}

/// Closes a file: the act itself is the entry in the trail (FEED-12).
pub async fn close(_: &mut Access<CloseFile>) -> Result<(), Stopped> {
    Ok(())
}

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
fn open_statement(
    keys: &Keys,
    source: SourceId,
    reference: &str,
    sealed: &[u8],
) -> Result<Statement, Stopped> {
    let plain = keys.open(SEALED_STATEMENT, &statement_row(source, reference), sealed)?;
    Ok(serde_json::from_slice(&plain)?)
}
