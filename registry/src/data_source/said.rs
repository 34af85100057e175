//! Everything that is said of one child, and that was said before, for whoever weighs or explains it
//! (REC-01, UPD-07).

use std::collections::{BTreeMap, HashMap};

use domain::act::Act;
use domain::best_view::{Statement, Supplied};
use domain::clock::Moment;
use domain::id::{ChildNumber, SourceId};
use serde_json::Value;
use sqlx::types::Json;

use super::known::{said, supplied};
use super::sql;
use crate::archive::bytes;
use crate::door::{Access, Stopped};
use crate::keys::Keys;

/// By source and reference.
pub(crate) type Statements = BTreeMap<(SourceId, String), Supplied>;

/// What every source says of a child.
pub(crate) async fn statements<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Statements, Stopped> {
    let today = access.today();
    let rows = sql::statements(access.connection(), &[child.stored()]).await?;
    rows.into_iter()
        .map(|row| supplied(access.keys(), row, today))
        .collect()
}

/// What a source said before.
pub(crate) struct Past {
    /// Which, under which reference.
    pub key: (SourceId, String),
    /// Since when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// What.
    pub statement: Statement,
}

/// What every source said of a child before, the latest first.
pub(crate) async fn past<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<Past>, Stopped> {
    let rows = sql::past(access.connection(), child).await?;
    let open = |row: sql::PastRow| {
        let source = SourceId(row.source);
        Ok(Past {
            from: row.supplied_at,
            until: row.superseded_at,
            statement: said(
                access.keys(),
                source,
                &row.reference,
                row.content,
                row.sealed,
            )?,
            key: (source, row.reference),
        })
    };
    rows.into_iter().map(open).collect()
}

/// A statement in a row that was taken out of the live directory, as it was said until a moment.
pub(crate) fn in_row(keys: &Keys, row: &Value, until: Moment) -> Result<Past, Stopped> {
    let source: SourceId = serde_json::from_value(row["source"].clone())?;
    let reference: String = serde_json::from_value(row["reference"].clone())?;
    let content: Option<Statement> = serde_json::from_value(row["content"].clone())?;
    let sealed = bytes(&row["sealed"]);
    Ok(Past {
        from: serde_json::from_value(row["supplied_at"].clone())?,
        until,
        statement: said(keys, source, &reference, content.map(Json), sealed)?,
        key: (source, reference),
    })
}

/// What a source is called that speaks for sensitive services alone (SENS-04).
pub(crate) const UNNAMED: &str = "A source";

/// What a source is called to whoever answers for a record.
pub(crate) async fn called<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
) -> Result<String, Stopped> {
    let name = names(access, [source]).await?.remove(&source);
    Ok(name.unwrap_or_else(|| UNNAMED.to_owned()))
}

/// What sources are called that may be named to whoever answers for a record (SENS-04).
pub(crate) async fn names<A: Act>(
    access: &mut Access<A>,
    sources: impl IntoIterator<Item = SourceId>,
) -> Result<HashMap<SourceId, String>, Stopped> {
    let sources: Vec<_> = sources.into_iter().map(|source| source.0).collect();
    let rows = sql::names(access.connection(), &sources).await?;
    Ok(rows
        .into_iter()
        .map(|row| (SourceId(row.id), row.name))
        .collect())
}
