//! Statements about disputes.

use chrono::NaiveDate;
use domain::dispute::{DisputedItem, LISTED, Mark, Outcome, Settled};
use domain::id::{ChildNumber, LocalAuthorityCode};
use sqlx::{PgConnection, query, query_as};
use uuid::Uuid;

use crate::stored::{known, number};

/// A dispute as it is stored.
struct MarkRow {
    id: Uuid,
    item: String,
    opened: NaiveDate,
    settled: Option<NaiveDate>,
    outcome: Option<String>,
}

impl MarkRow {
    fn mark(self) -> sqlx::Result<Mark> {
        let how = self.outcome.as_deref();
        let how = how.map(|how| known(Outcome::from_code(how))).transpose()?;
        Ok(Mark {
            id: self.id,
            item: known(DisputedItem::from_code(&self.item))?,
            opened: self.opened,
            settled: self.settled.map(|on| Settled { on, how }),
        })
    }
}

/// The disputes of a record that are open, or were settled less than a year ago (DISP-03).
pub(super) async fn shown(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Vec<Mark>> {
    let rows = query_as!(
        MarkRow,
        "select id, item, opened, settled, outcome from live.dispute
         where child = $1 and (settled is null or settled + interval '1 year' > $2::date)
         order by opened, item, id",
        child.stored(),
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(MarkRow::mark).collect()
}

/// A dispute, and whose record it is of.
pub(super) struct Row {
    pub child: ChildNumber,
    pub mark: Mark,
}

/// A dispute that is open, or was settled less than a year ago (DISP-03).
pub(super) async fn row(
    connection: &mut PgConnection,
    id: Uuid,
    today: NaiveDate,
) -> sqlx::Result<Option<Row>> {
    let row = query!(
        "select child, item, opened, settled, outcome from live.dispute
         where id = $1 and (settled is null or settled + interval '1 year' > $2::date)",
        id,
        today
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        let mark = MarkRow {
            id,
            item: row.item,
            opened: row.opened,
            settled: row.settled,
            outcome: row.outcome,
        };
        Ok(Row {
            child: number(row.child)?,
            mark: mark.mark()?,
        })
    })
    .transpose()
}

pub(super) async fn mark(
    connection: &mut PgConnection,
    id: Uuid,
    child: ChildNumber,
    item: DisputedItem,
    opened: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into live.dispute (id, child, item, opened) values ($1, $2, $3, $4)",
        id,
        child.stored(),
        item.code(),
        opened
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn settle(
    connection: &mut PgConnection,
    id: Uuid,
    settled: NaiveDate,
    outcome: Outcome,
) -> sqlx::Result<()> {
    query!(
        "update live.dispute set settled = $2, outcome = $3 where id = $1",
        id,
        settled,
        outcome.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A line of the list.
pub(super) struct ListRow {
    pub id: Uuid,
    pub item: String,
    pub opened: NaiveDate,
    pub given: String,
    pub family: String,
}

/// The open disputes of an authority's records; of shielded ones only if `shielded`.
pub(super) async fn list(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    shielded: bool,
    today: NaiveDate,
) -> sqlx::Result<Vec<ListRow>> {
    query_as!(
        ListRow,
        "select d.id, d.item, d.opened, c.given, c.family
         from live.dispute d join live.child c on c.child = d.child
         where d.settled is null and c.local_authority = $1 and c.leaves_live_on > $3
           and (not c.shielded or $2)
         order by d.opened, c.family, c.given, d.item, d.id
         limit $4",
        authority.0,
        shielded,
        today,
        LISTED as i64
    )
    .fetch_all(connection)
    .await
}
