//! What sources still send about a record that is sealed for a new identity (NEWID-05): taken in, and
//! nothing is done with it. Whoever sends it is told what would be told of a live record, so a hash of
//! what was said last is kept, and of every number by which the child was known.

use std::collections::HashMap;

use domain::act::Act;
use domain::best_view::Statement;
use domain::child_record::{Identifier, IdentifierScheme};
use domain::clock::Moment;
use domain::data_source::SaidItems;
use domain::id::{ChildNumber, SourceId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::types::Json;

use super::find::{reference_hash, text};
use super::record::{bytes, of};
use super::rows::Rows;
use super::{broken, sql};
use crate::data_source::{kept_entry, said};
use crate::door::{Access, Stopped};
use crate::keys::Keys;
use crate::quarantine;
use crate::stored::number;

const IDENTIFIER: &str = "archive.match_key.identifier";
const MARK: &str = "archive.swallowed.mark";
const SAID: &str = "archive.swallowed.said";
const SEALED: &str = "archive.swallowed.sealed";

/// What is kept of what a source said last.
#[derive(Serialize, Deserialize)]
struct Last {
    at: Moment,
    said: String,
    closed: bool,
    /// Which items it said, by which alone it is told whether a later row takes any of them away.
    #[serde(default)]
    items: SaidItems,
}

/// A row about a sealed record.
pub(crate) struct Row {
    /// Whose record it means.
    pub child: ChildNumber,
    /// Which row of which source it is.
    pub mark: Vec<u8>,
    /// When it was recorded.
    pub at: Moment,
    /// What it says.
    pub said: Value,
    /// Which items that are.
    pub items: SaidItems,
}

/// What had been said under the same mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Before {
    /// Nothing.
    Nothing,
    /// The same.
    Same,
    /// Something later.
    Later,
    /// Something else, over for good.
    Closed,
    /// Something else.
    Other,
}

/// The mark of a source's row about a child.
pub(crate) fn mark(keys: &Keys, source: SourceId, reference: &str) -> Vec<u8> {
    keys.hashed(MARK, &[source.0.as_bytes(), reference.as_bytes()].concat())
}

/// The hash of a number that a body gave. National numbers mean the same whoever passes them on.
fn identifier(keys: &Keys, identifier: &Identifier) -> Vec<u8> {
    let value = identifier.value.replace([' ', '-'], "").to_uppercase();
    let body = match identifier.scheme {
        IdentifierScheme::LocalReference => identifier.allocated_by.0.to_string(),
        _ => String::new(),
    };
    let whole = format!("{} {value} {body}", identifier.scheme.code());
    keys.hashed(IDENTIFIER, whole.as_bytes())
}

/// Keeps, of a record that is sealed, what its sources call the child, every number by which it was
/// known, and hashes of what was said last.
pub(super) async fn remember<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    rows: &Rows,
) -> Result<(), Stopped> {
    let (connection, keys, chance) = access.parts();
    let (mut references, mut identifiers) = (Vec::new(), Vec::new());
    for table in ["live.statement", "live.superseded_statement"] {
        for row in of(rows, table) {
            let source: SourceId = serde_json::from_value(row["source"].clone())?;
            let called = text(row, "reference");
            let content: Option<Json<Statement>> = serde_json::from_value(row["content"].clone())?;
            let statement = said(keys, source, &called, content, bytes(&row["sealed"]))?;
            let known = statement.identifiers.iter();
            identifiers.extend(known.map(|known| identifier(keys, known)));
            references.push(reference_hash(keys, source, &called));
            if table == "live.statement" {
                let last = Last {
                    at: serde_json::from_value(row["supplied_at"].clone())?,
                    said: hash(keys, &serde_json::to_value(&statement)?),
                    closed: false,
                    items: SaidItems::of_statement(&statement),
                };
                keep(
                    connection,
                    keys,
                    chance,
                    child,
                    &mark(keys, source, &called),
                    &last,
                )
                .await?;
            }
        }
    }
    for row in of(rows, "live.supplied_entry") {
        let parts = bytes(&row["mark"]).zip(bytes(&row["sealed"]));
        let (mark, sealed) = parts.ok_or_else(|| broken("a supplied entry that is not sealed"))?;
        let kept = kept_entry(keys, &mark, &sealed)?;
        let last = Last {
            at: kept.at,
            said: hash(keys, &kept.said),
            closed: kept.closed,
            items: SaidItems::of_entry(&kept.said),
        };
        keep(connection, keys, chance, child, &mark, &last).await?;
    }
    remember_quarantined(access, child, rows).await?;
    let connection = access.connection();
    // What is in quarantine beside the record is known by the same hash (D-34).
    references.extend(of(rows, "live.quarantined_row").filter_map(|row| bytes(&row["mark"])));
    sql::keep_keys(connection, child, "reference", &references).await?;
    sql::keep_keys(connection, child, "identifier", &identifiers).await?;
    Ok(())
}

/// Keeps what was said last of rows that wait beside the record, and of what came with them: sent again they
/// are answered as before. What went back to its source is answered as though the record had left.
async fn remember_quarantined<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    rows: &Rows,
) -> Result<(), Stopped> {
    let (connection, keys, chance) = access.parts();
    let waiting = of(rows, "live.quarantined_row").filter(|row| row["returned"] == json!(false));
    for row in waiting {
        let source: SourceId = serde_json::from_value(row["source"].clone())?;
        let id = serde_json::from_value(row["id"].clone())?;
        let sealed = bytes(&row["sealed"]).ok_or_else(|| broken("a row that is not sealed"))?;
        let kept = quarantine::kept_row(keys, id, &sealed)?;
        let last = Last {
            at: kept.at,
            said: hash(keys, &serde_json::to_value(&kept.statement)?),
            closed: false,
            items: SaidItems::of_statement(&kept.statement),
        };
        let mark = mark(keys, source, &kept.reference);
        keep(connection, keys, chance, child, &mark, &last).await?;
    }
    for row in of(rows, "live.quarantined_entry") {
        let parts = bytes(&row["mark"]).zip(bytes(&row["sealed"]));
        let (mark, sealed) = parts.ok_or_else(|| broken("an entry that is not sealed"))?;
        let kept = quarantine::opened_entry(keys, &mark, &sealed)?.row;
        let last = Last {
            at: serde_json::from_value(kept["at"].clone())?,
            said: hash(keys, &kept["said"]),
            closed: false,
            items: SaidItems::of_entry(&kept["said"]),
        };
        keep(connection, keys, chance, child, &mark, &last).await?;
    }
    Ok(())
}

fn hash(keys: &Keys, said: &Value) -> String {
    data_encoding::HEXLOWER.encode(&keys.hashed(SAID, said.to_string().as_bytes()))
}

async fn keep(
    connection: &mut sqlx::PgConnection,
    keys: &Keys,
    chance: &dyn domain::chance::Chance,
    child: ChildNumber,
    mark: &[u8],
    last: &Last,
) -> Result<(), Stopped> {
    let sealed = keys.seal(SEALED, mark, &serde_json::to_vec(last)?, chance);
    sql::swallow(connection, mark, child, &sealed).await?;
    Ok(())
}

/// Takes a row in, and tells what had been said before.
pub(crate) async fn swallow<A: Act>(access: &mut Access<A>, row: Row) -> Result<Before, Stopped> {
    let (connection, keys, chance) = access.parts();
    let said = hash(keys, &row.said);
    let before = match sql::swallowed(connection, &row.mark).await? {
        None => Before::Nothing,
        Some(sealed) => {
            let last: Last = serde_json::from_slice(&keys.open(SEALED, &row.mark, &sealed)?)?;
            match last {
                Last { said: last, .. } if last == said => Before::Same,
                Last { at, .. } if row.at < at => Before::Later,
                Last { closed: true, .. } => Before::Closed,
                _ => Before::Other,
            }
        }
    };
    if matches!(before, Before::Nothing | Before::Other) {
        let last = Last {
            at: row.at,
            said,
            closed: false,
            items: row.items,
        };
        keep(connection, keys, chance, row.child, &row.mark, &last).await?;
    }
    Ok(before)
}

/// When a source last spoke under a mark, which items it said and whether these words are the same; none
/// where it never did, or it is over.
pub(crate) async fn said_last<A: Act>(
    access: &mut Access<A>,
    mark: &[u8],
    now_said: &Value,
) -> Result<Option<(Moment, SaidItems, bool)>, Stopped> {
    let (connection, keys, _) = access.parts();
    let Some(sealed) = sql::swallowed(connection, mark).await? else {
        return Ok(None);
    };
    let last: Last = serde_json::from_slice(&keys.open(SEALED, mark, &sealed)?)?;
    let same = last.said == hash(keys, now_said);
    Ok((!last.closed).then_some((last.at, last.items, same)))
}

/// The sealed records that a batch of one source's rows means.
pub(crate) struct SealedRecords {
    references: HashMap<String, ChildNumber>,
    identifiers: HashMap<Identifier, ChildNumber>,
}

impl SealedRecords {
    /// Looks for them: by what the source calls the child, and by numbers that bodies gave.
    pub(crate) async fn among<A: Act>(
        access: &mut Access<A>,
        source: SourceId,
        references: &[String],
        identifiers: &[Identifier],
    ) -> Result<Self, Stopped> {
        let (connection, keys, _) = access.parts();
        let called: HashMap<Vec<u8>, &String> = references
            .iter()
            .map(|called| (reference_hash(keys, source, called), called))
            .collect();
        let known: HashMap<Vec<u8>, &Identifier> = identifiers
            .iter()
            .map(|known| (identifier(keys, known), known))
            .collect();
        let hashes: Vec<Vec<u8>> = called.keys().chain(known.keys()).cloned().collect();
        let mut found = Self {
            references: HashMap::new(),
            identifiers: HashMap::new(),
        };
        for (hash, child) in sql::sealed_keys(connection, &hashes).await? {
            let child = number(child)?;
            if let Some(called) = called.get(&hash) {
                found.references.insert((*called).clone(), child);
            }
            if let Some(known) = known.get(&hash) {
                found.identifiers.insert((*known).clone(), child);
            }
        }
        Ok(found)
    }

    /// Whose record a reference means.
    pub(crate) fn called(&self, reference: &str) -> Option<ChildNumber> {
        self.references.get(reference).copied()
    }

    /// Whose record a statement means by a number in it.
    pub(crate) fn identified(&self, statement: &Statement) -> Option<ChildNumber> {
        let mut known = statement.identifiers.iter();
        known.find_map(|known| self.identifiers.get(known).copied())
    }

    /// Takes out of a list the numbers of sealed records: they attach to no other (NEWID-03).
    pub(crate) fn strip(&self, identifiers: &mut Vec<Identifier>) {
        identifiers.retain(|known| !self.identifiers.contains_key(known));
    }

    /// Takes a new reference of a source as one of a sealed record from now on.
    pub(crate) async fn learn<A: Act>(
        &mut self,
        access: &mut Access<A>,
        source: SourceId,
        called: &str,
        child: ChildNumber,
    ) -> Result<(), Stopped> {
        let (connection, keys, _) = access.parts();
        let hashed = [reference_hash(keys, source, called)];
        sql::keep_keys(connection, child, "reference", &hashed).await?;
        self.references.insert(called.to_owned(), child);
        Ok(())
    }
}
