//! Statements on lead professionals.

use chrono::NaiveDate;
use domain::id::{ChildNumber, LeadProfessionalId};
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
    pub since: NaiveDate,
    pub ended: Option<NaiveDate>,
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
    since: NaiveDate,
    ended: Option<NaiveDate>,
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
            since: row.since,
            ended: row.ended,
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
        "select id, child, service, practitioner, neutral_line, sealed, owner, since, ended,
                visible_until, before
         from live.lead_professional where child = $1 and ended is null for update",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(WholeRow::from))
}

/// An entry that can still be seen.
pub(super) async fn whole(
    connection: &mut PgConnection,
    id: LeadProfessionalId,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Option<WholeRow>> {
    let row = query_as!(
        Row,
        "select id, child, service, practitioner, neutral_line, sealed, owner, since, ended,
                visible_until, before
         from live.lead_professional
         where id = $1 and child = $2 and (visible_until is null or visible_until > $3)
         for update",
        id.0,
        child.stored(),
        today
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(WholeRow::from))
}

pub(super) async fn insert(connection: &mut PgConnection, row: &WholeRow) -> sqlx::Result<()> {
    query!(
        "insert into live.lead_professional (id, child, service, practitioner, neutral_line, sealed,
                                             owner, since, ended, visible_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        row.id,
        row.child,
        row.who.service,
        row.who.practitioner,
        row.who.neutral_line,
        row.who.sealed,
        row.owner,
        row.since,
        row.ended,
        row.visible_until
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn renew(connection: &mut PgConnection, row: &WholeRow) -> sqlx::Result<()> {
    query!(
        "update live.lead_professional
         set neutral_line = $2, sealed = $3, owner = $4, since = $5, visible_until = $6, reminded = 0
         where id = $1",
        row.id,
        row.who.neutral_line,
        row.who.sealed,
        row.owner,
        row.since,
        row.visible_until
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn end(
    connection: &mut PgConnection,
    id: Uuid,
    ended: NaiveDate,
    visible_until: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.lead_professional set ended = $2, visible_until = $3 where id = $1",
        id,
        ended,
        visible_until
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn remove(
    connection: &mut PgConnection,
    id: LeadProfessionalId,
    child: ChildNumber,
) -> sqlx::Result<()> {
    query!(
        "delete from live.lead_professional where id = $1 and child = $2",
        id.0,
        child.stored()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What bears on an entry that can still be seen. One whose service was flagged as sensitive after
/// it was recorded counts as one of a sensitive service (SENS-01).
pub(super) async fn entry(
    connection: &mut PgConnection,
    id: LeadProfessionalId,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Option<EntryRow>> {
    query_as!(
        EntryRow,
        r#"select coalesce(s.organisation, n.organisation) as "organisation!", l.owner,
                  a.id as "holder?", (n.id is not null or k.sensitive or s.sensitive) as "sensitive!"
           from live.lead_professional l
           left join service s on s.id = l.service
           left join service_type k on k.code = s.service_type
           left join neutral_line n on n.id = l.neutral_line
           left join account a on a.practitioner = l.practitioner
           where l.id = $1 and l.child = $2
             and (l.visible_until is null or l.visible_until > $3)
           for update of l"#,
        id.0,
        child.stored(),
        today
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn any_over(pool: &PgPool, today: NaiveDate, ended: bool) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.lead_professional
                          where visible_until <= $1 and (ended is not null) = $2) as "any!""#,
        today,
        ended
    )
    .fetch_one(pool)
    .await
}

/// Takes entries whose time is over off their records: ended ones, or those whose consent ran out
/// before they ended. Several workers take different ones.
pub(super) async fn take_over(
    connection: &mut PgConnection,
    today: NaiveDate,
    ended: bool,
    limit: i64,
) -> sqlx::Result<Vec<WholeRow>> {
    let rows = query_as!(
        Row,
        "delete from live.lead_professional
         where id in (select id from live.lead_professional
                      where visible_until <= $1 and (ended is not null) = $2
                      order by visible_until limit $3 for update skip locked)
         returning id, child, service, practitioner, neutral_line, sealed, owner, since, ended,
                   visible_until, before",
        today,
        ended,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(WholeRow::from).collect())
}
