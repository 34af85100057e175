//! Statements on common assessments.

use chrono::NaiveDate;
use domain::id::{CafId, ChildNumber};
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use crate::holder::{Columns, EntryRow};

/// An entry whole, as the archive keeps it.
#[derive(serde::Serialize)]
pub(super) struct WholeRow {
    pub id: Uuid,
    pub child: i64,
    #[serde(flatten)]
    pub who: Columns,
    pub owner: Option<Uuid>,
    pub undertaken: NaiveDate,
    pub visible_until: Option<NaiveDate>,
    /// What it was before it was changed (UPD-07).
    pub before: Option<serde_json::Value>,
}

struct Row {
    id: Uuid,
    child: i64,
    service: Option<Uuid>,
    practitioner: Option<Uuid>,
    neutral_line: Option<Uuid>,
    sealed: Option<Vec<u8>>,
    owner: Option<Uuid>,
    undertaken: NaiveDate,
    visible_until: Option<NaiveDate>,
    before: Option<serde_json::Value>,
}

impl From<Row> for WholeRow {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            child: row.child,
            who: Columns {
                service: row.service,
                practitioner: row.practitioner,
                neutral_line: row.neutral_line,
                sealed: row.sealed,
            },
            owner: row.owner,
            undertaken: row.undertaken,
            visible_until: row.visible_until,
            before: row.before,
        }
    }
}

pub(super) async fn standing(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<WholeRow>> {
    let row = query_as!(
        Row,
        "select id, child, service, practitioner, neutral_line, sealed, owner, undertaken,
                visible_until, before
         from live.caf where child = $1 and superseded_on is null for update",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(WholeRow::from))
}

pub(super) async fn insert(connection: &mut PgConnection, row: &WholeRow) -> sqlx::Result<()> {
    query!(
        "insert into live.caf (id, child, service, practitioner, neutral_line, sealed, owner,
                               undertaken, visible_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        row.id,
        row.child,
        row.who.service,
        row.who.practitioner,
        row.who.neutral_line,
        row.who.sealed,
        row.owner,
        row.undertaken,
        row.visible_until
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn renew(connection: &mut PgConnection, row: &WholeRow) -> sqlx::Result<()> {
    query!(
        "update live.caf
         set neutral_line = $2, sealed = $3, owner = $4, visible_until = $5, reminded = 0
         where id = $1",
        row.id,
        row.who.neutral_line,
        row.who.sealed,
        row.owner,
        row.visible_until
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn remove(
    connection: &mut PgConnection,
    id: CafId,
    child: ChildNumber,
) -> sqlx::Result<Option<WholeRow>> {
    let row = query_as!(
        Row,
        "delete from live.caf where id = $1 and child = $2
         returning id, child, service, practitioner, neutral_line, sealed, owner, undertaken,
                   visible_until, before",
        id.0,
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(WholeRow::from))
}

/// What bears on an entry that can still be seen. One whose service was flagged as sensitive after
/// it was recorded counts as one of a sensitive service (SENS-01).
pub(super) async fn entry(
    connection: &mut PgConnection,
    id: CafId,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Option<EntryRow>> {
    query_as!(
        EntryRow,
        r#"select coalesce(s.organisation, n.organisation) as "organisation!", c.owner,
                  a.id as "holder?", (n.id is not null or k.sensitive or s.sensitive) as "sensitive!"
           from live.caf c
           left join service s on s.id = c.service
           left join service_type k on k.code = s.service_type
           left join neutral_line n on n.id = c.neutral_line
           left join account a on a.practitioner = c.practitioner
           where c.id = $1 and c.child = $2 and c.superseded_on is null
             and (c.visible_until is null or c.visible_until > $3)
           for update of c"#,
        id.0,
        child.stored(),
        today
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn any_lapsed(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.caf where visible_until <= $1) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// Takes entries whose consent ran out off their records. Several workers take different ones.
pub(super) async fn take_lapsed(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<WholeRow>> {
    let rows = query_as!(
        Row,
        "delete from live.caf
         where id in (select id from live.caf where visible_until <= $1
                      order by visible_until limit $2 for update skip locked)
         returning id, child, service, practitioner, neutral_line, sealed, owner, undertaken,
                   visible_until, before",
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(WholeRow::from).collect())
}
