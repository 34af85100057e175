//! Writing a record's best view: the columns people read, those that search reads, and the rows
//! by which it is found, always together.

use chrono::NaiveDate;
use domain::best_view::BestView;
use domain::chance::Chance;
use domain::id::{ChildNumber, LocalAuthorityCode};

use super::sql;
use crate::door::{Fault, Stopped};
use crate::keys::Keys;
use crate::search;

/// The column whose values [`seal_view`] makes.
const SEALED_VIEW: &str = "live.child.sealed_view";

/// A record's best view, whose it is and how long it is live.
pub(crate) struct Record<'a> {
    /// Whose.
    pub child: ChildNumber,
    /// The view.
    pub view: &'a BestView,
    /// Who is responsible for it.
    pub local_authority: &'a LocalAuthorityCode,
    /// Whether it is shielded: then the view is encrypted and no row leads to it.
    pub shielded: bool,
    /// From this day on it is not shown (G-CLOCK).
    pub leaves_live_on: NaiveDate,
}

/// Encrypts the best view of a shielded record for its row (NFR-04).
pub(crate) fn seal_view(
    keys: &Keys,
    child: ChildNumber,
    view: &BestView,
    chance: &dyn Chance,
) -> Result<Vec<u8>, Stopped> {
    let plain = serde_json::to_vec(view)?;
    Ok(keys.seal(SEALED_VIEW, &child.stored().to_be_bytes(), &plain, chance))
}

/// Writes records, each new or in place of what stands.
pub(crate) async fn store(
    connection: &mut sqlx::PgConnection,
    keys: &Keys,
    chance: &dyn Chance,
    records: &[Record<'_>],
) -> Result<(), Stopped> {
    let mut stored = Vec::with_capacity(records.len());
    for record in records {
        let indexed = domain::search::index(record.view, record.shielded)
            .ok_or_else(|| Stopped::Fault(Fault::new("a record without name or date of birth")))?;
        let sealed_view = record
            .shielded
            .then(|| seal_view(keys, record.child, record.view, chance))
            .transpose()?;
        stored.push(sql::StoredRecord {
            record,
            indexed,
            sealed_view,
        });
    }
    sql::store(connection, &stored).await?;
    let rows: Vec<_> = stored
        .iter()
        .map(|stored| (stored.record.child, &stored.indexed))
        .collect();
    search::write_rows(connection, &rows).await?;
    Ok(())
}

/// Decrypts what [`seal_view`] made.
pub(crate) fn open_view(
    keys: &Keys,
    child: ChildNumber,
    sealed: &[u8],
) -> Result<BestView, Stopped> {
    let plain = keys.open(SEALED_VIEW, &child.stored().to_be_bytes(), sealed)?;
    Ok(serde_json::from_slice(&plain)?)
}
