//! Putting items into the archive, encrypted whole. Nothing here reads it (ARC-03).

mod sql;

use chrono::NaiveDate;
use domain::act::Act;
use domain::archive::{ItemKind, WhyArchived};
use domain::id::ChildNumber;
use serde::Serialize;
use uuid::Uuid;

use crate::door::{Access, Stopped};

/// The column whose values are made here.
const SEALED_ITEM: &str = "archive.item.sealed";

/// An item that leaves its record.
pub(crate) struct Item<'a, T> {
    /// Its own identifier, which it keeps.
    pub id: Uuid,
    /// Whose record it leaves.
    pub child: ChildNumber,
    /// Of which kind it is.
    pub kind: ItemKind,
    /// Why it goes.
    pub why: WhyArchived,
    /// The item as it stood.
    pub content: &'a T,
}

/// Puts an item into the archive. Whoever calls removes it from the record in the same act.
pub(crate) async fn put<A: Act, T: Serialize>(
    access: &mut Access<A>,
    item: Item<'_, T>,
) -> Result<(), Stopped> {
    let today: NaiveDate = access.today();
    let plain = serde_json::to_vec(item.content)?;
    let (connection, keys, chance) = access.parts();
    let sealed = keys.seal(SEALED_ITEM, item.id.as_bytes(), &plain, chance);
    sql::put(
        connection, item.id, item.child, item.kind, item.why, today, &sealed,
    )
    .await?;
    Ok(())
}
