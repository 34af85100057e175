//! Statements on the archive.

use chrono::NaiveDate;
use domain::archive::{ItemKind, WhyArchived};
use domain::id::ChildNumber;
use sqlx::{PgConnection, query};
use uuid::Uuid;

pub(super) async fn put(
    connection: &mut PgConnection,
    id: Uuid,
    child: ChildNumber,
    kind: ItemKind,
    why: WhyArchived,
    today: NaiveDate,
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "insert into archive.item (id, child, kind, why, archived_on, sealed)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        child.stored(),
        kind.code(),
        why.code(),
        today,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}
