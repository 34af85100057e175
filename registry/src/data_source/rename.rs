//! Giving what a source is said to have stated another reference, because the source turns out to use
//! that one for somebody else.

use domain::act::Act;
use domain::id::SourceId;

use super::known::said;
use super::{seal_statement, sql};
use crate::door::{Access, Stopped};

/// Moves a statement, and what was stated before, from one reference to another that is free.
pub(crate) async fn rename<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    from: &str,
    to: &str,
) -> Result<(), Stopped> {
    let rows = sql::sealed_under(access.connection(), source, from).await?;
    sql::rename(access.connection(), source, from, to).await?;
    for row in rows {
        let statement = said(access.keys(), source, from, None, Some(row.sealed))?;
        let sealed = seal_statement(access.keys(), source, to, &statement, access.chance())?;
        sql::seal_again(access.connection(), source, to, row.superseded_at, &sealed).await?;
    }
    Ok(())
}
