//! How archived records are found: by keyed hashes of what a name sounds like with the date of birth,
//! and of what a source calls the child. The database alone tells neither (ARC-07, NFR-04).

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::act::Act;
use domain::best_view::BestView;
use domain::id::{ChildNumber, SourceId};
use domain::search::{KeyRow, NormalName, key_rows};
use serde_json::Value;

use super::record::{bytes, of};
use super::rows::Rows;
use super::{broken, sql};
use crate::door::{Access, Stopped};
use crate::keys::Keys;
use crate::stored::number;

const NAME: &str = "archive.match_key.name";
const REFERENCE: &str = "archive.match_key.reference";
const DESTROYED: &str = "archive.destruction.hashed";

/// The hash of how a name sounds, with a date of birth.
fn sound(keys: &Keys, row: &KeyRow) -> Vec<u8> {
    let value = format!(
        "{} {} {}",
        row.date_of_birth, row.surname_key, row.forename_key
    );
    keys.hashed(NAME, value.as_bytes())
}

/// The hashes under which somebody of a name and a date of birth may be found.
pub(super) fn sounds(keys: &Keys, name: &NormalName, born: NaiveDate) -> Vec<Vec<u8>> {
    let rows = key_rows(std::slice::from_ref(name), born, None);
    rows.iter().map(|row| sound(keys, row)).collect()
}

/// The hash of what a source calls a child.
pub(crate) fn reference_hash(keys: &Keys, source: SourceId, reference: &str) -> Vec<u8> {
    let value = [source.0.as_bytes(), reference.as_bytes()].concat();
    keys.hashed(REFERENCE, &value)
}

/// The hash by which something that was destroyed is told from what never was.
pub(super) fn destroyed(keys: &Keys, id: &[u8]) -> Vec<u8> {
    keys.hashed(DESTROYED, id)
}

/// Keeps the hashes by which a record is found from now on.
pub(super) async fn keep_keys<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    view: &BestView,
    rows: &Rows,
) -> Result<(), Stopped> {
    let born = view.date_of_birth.as_ref().map(|born| born.value.date);
    let born = born.ok_or_else(|| broken("a record without date of birth"))?;
    let (connection, keys, _) = access.parts();
    let others = view.other_names.iter().map(|(_, name)| name);
    let names: Vec<Vec<u8>> = view
        .name
        .iter()
        .chain(others)
        .flat_map(|name| sounds(keys, &NormalName::of(&name.value), born))
        .collect();
    let mut references = Vec::new();
    for row in of(rows, "live.statement") {
        let source: SourceId = serde_json::from_value(row["source"].clone())?;
        let called = row["reference"].as_str().unwrap_or_default();
        references.push(reference_hash(keys, source, called));
    }
    // What is in quarantine beside the record is known by the same hash (D-34).
    references.extend(of(rows, "live.quarantined_row").filter_map(|row| bytes(&row["mark"])));
    sql::keep_keys(connection, child, "name", &names).await?;
    sql::keep_keys(connection, child, "reference", &references).await?;
    Ok(())
}

/// Whose archived records a source means by references: its rows about them make no new record.
pub(crate) async fn references_of<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    references: &[String],
) -> Result<HashMap<String, ChildNumber>, Stopped> {
    let (connection, keys, _) = access.parts();
    let called: HashMap<Vec<u8>, &String> = references
        .iter()
        .map(|called| (reference_hash(keys, source, called), called))
        .collect();
    let hashes: Vec<Vec<u8>> = called.keys().cloned().collect();
    let found = sql::references(connection, &hashes).await?;
    found
        .into_iter()
        .filter_map(|(hash, child)| Some(((*called.get(&hash)?).clone(), child)))
        .map(|(called, child)| Ok((called, number(child)?)))
        .collect()
}

/// Which of these numbers an archived record has, or one that was destroyed had: they are given to
/// nobody else (D-29).
pub(crate) async fn were_given<A: Act>(
    access: &mut Access<A>,
    numbers: &[i64],
) -> Result<Vec<i64>, Stopped> {
    let (connection, keys, _) = access.parts();
    let by_hash: HashMap<Vec<u8>, i64> = numbers
        .iter()
        .map(|number| (destroyed(keys, &number.to_be_bytes()), *number))
        .collect();
    let hashes: Vec<Vec<u8>> = by_hash.keys().cloned().collect();
    let mut given = sql::archived_numbers(connection, numbers).await?;
    let gone = sql::destroyed_hashes(connection, &hashes).await?;
    given.extend(gone.iter().filter_map(|hash| by_hash.get(hash)));
    Ok(given)
}

/// The text of a column.
pub(super) fn text(row: &Value, column: &str) -> String {
    row[column].as_str().unwrap_or_default().to_owned()
}
