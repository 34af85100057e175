//! Statements about rows in quarantine and the shielded records beside them.

use chrono::NaiveDate;
use domain::child_record::PersonName;
use domain::id::{ChildNumber, LocalAuthorityCode, ShieldId, SourceId};
use domain::quarantine::{
    QuarantineBearing, QuarantinedRow, REVIEWED_WITHIN_WORKING_DAYS, ReviewTarget, ReviewsWaiting,
};
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use super::keep::Held;
use crate::stored::number;

/// A shielded child, by what stands in the clear.
pub(super) struct ShieldedRow {
    pub child: i64,
    pub given: String,
    pub date_of_birth: NaiveDate,
}

pub(super) async fn shielded_born_on(
    connection: &mut PgConnection,
    days: &[NaiveDate],
    today: NaiveDate,
) -> sqlx::Result<Vec<ShieldedRow>> {
    query_as!(
        ShieldedRow,
        "select child, given, date_of_birth from live.child
         where date_of_birth = any($1) and shielded and leaves_live_on > $2",
        days,
        today
    )
    .fetch_all(connection)
    .await
}

/// A shielded child who has one of the numbers asked about.
pub(super) struct NumberedRow {
    pub child: i64,
    pub scheme: String,
    pub value: String,
}

pub(super) async fn shielded_numbered(
    connection: &mut PgConnection,
    schemes: &[String],
    values: &[String],
    today: NaiveDate,
) -> sqlx::Result<Vec<NumberedRow>> {
    query_as!(
        NumberedRow,
        "select i.child, i.scheme, i.value
         from unnest($1::text[], $2::text[]) asked (scheme, value)
         join live.identifier i on i.scheme = asked.scheme and i.value = asked.value
         join live.child c on c.child = i.child
         where c.shielded and c.leaves_live_on > $3",
        schemes,
        values,
        today
    )
    .fetch_all(connection)
    .await
}

/// The sealed view of a shielded record.
pub(super) struct SealedRow {
    pub child: i64,
    pub sealed_view: Vec<u8>,
}

pub(super) async fn sealed_views(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<Vec<SealedRow>> {
    query_as!(
        SealedRow,
        r#"select child, sealed_view as "sealed_view!" from live.child
           where child = any($1) and sealed_view is not null"#,
        children
    )
    .fetch_all(connection)
    .await
}

/// A row in quarantine.
pub(super) struct HeldRow {
    pub id: Uuid,
    pub child: Option<i64>,
    pub source: Uuid,
    pub received_on: NaiveDate,
    pub sealed: Vec<u8>,
    pub for_review: bool,
    pub returned: bool,
    pub due_on: Option<NaiveDate>,
}

/// Rows in quarantine by their marks, locked until the act is done.
pub(super) async fn held(
    connection: &mut PgConnection,
    marks: &[Vec<u8>],
) -> sqlx::Result<Vec<HeldRow>> {
    query_as!(
        HeldRow,
        "select id, child, source, received_on, sealed, for_review, returned, due_on
         from live.quarantined_row
         where mark = any($1) order by id for update",
        marks
    )
    .fetch_all(connection)
    .await
}

/// One of them, locked until the act is done.
pub(super) async fn held_row(
    connection: &mut PgConnection,
    id: Uuid,
) -> sqlx::Result<Option<HeldRow>> {
    query_as!(
        HeldRow,
        "select id, child, source, received_on, sealed, for_review, returned, due_on
         from live.quarantined_row
         where id = $1 for update",
        id
    )
    .fetch_optional(connection)
    .await
}

/// Of which source a row is.
pub(super) async fn source_of(
    connection: &mut PgConnection,
    id: Uuid,
) -> sqlx::Result<Option<SourceId>> {
    let source = query_scalar!("select source from live.quarantined_row where id = $1", id)
        .fetch_optional(connection)
        .await?;
    Ok(source.map(SourceId))
}

/// Keeps a row beside a record; gives by when it is to be settled, which is put off by nothing.
pub(super) async fn keep(
    connection: &mut PgConnection,
    held: &Held,
    beside: Option<ChildNumber>,
    mark: &[u8],
    sealed: &[u8],
    due_on: Option<NaiveDate>,
) -> sqlx::Result<Option<NaiveDate>> {
    query_scalar!(
        "insert into live.quarantined_row (id, child, source, mark, received_on, sealed, for_review,
                                            due_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (id) do update
         set child = excluded.child, for_review = excluded.for_review, sealed = excluded.sealed,
             due_on = least(quarantined_row.due_on, excluded.due_on)
         returning due_on",
        held.id,
        beside.map(ChildNumber::stored),
        held.source.0,
        mark,
        held.received_on,
        sealed,
        held.for_review,
        due_on
    )
    .fetch_one(connection)
    .await
}

/// Removes a row and the entries kept with it.
pub(super) async fn forget(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    query!("delete from live.quarantined_row where id = $1", id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes what went back to its source beside a record.
pub(super) async fn forget_returned(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<()> {
    query!(
        "delete from live.quarantined_row where child = $1 and for_review and returned",
        child.stored()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes what waits for review away from a record; from a shielded one nothing, since its manager alone
/// settles that (D-34): it goes where the record goes.
pub(super) async fn loosen(connection: &mut PgConnection, child: ChildNumber) -> sqlx::Result<()> {
    query!(
        "update live.quarantined_row set child = null, due_on = null
         where child = $1 and for_review and not returned
           and not exists (select from live.child c where c.child = $1 and c.shielded)",
        child.stored()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A source of which rows are to be weighed anew: one from which rows are taken in now (FEED-02, FEED-13).
pub(super) async fn source_to_weigh(
    connection: &mut PgConnection,
    today: NaiveDate,
) -> sqlx::Result<Option<SourceId>> {
    let source = query_scalar!(
        "select q.source from live.quarantined_row q
         join source s on s.id = q.source
             and (s.own or s.state = 'connected' and s.accredited_until > $1)
         where q.child is null order by q.source limit 1",
        today
    )
    .fetch_optional(connection)
    .await?;
    Ok(source.map(SourceId))
}

/// Whether any row is to be weighed anew.
pub(super) async fn any_to_weigh(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.quarantined_row q
                          join source s on s.id = q.source
                              and (s.own or s.state = 'connected' and s.accredited_until > $1)
                          where q.child is null) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// Rows of a source that are to be weighed anew, locked until the act is done.
pub(super) async fn to_weigh(
    connection: &mut PgConnection,
    source: SourceId,
    most: i64,
) -> sqlx::Result<Vec<HeldRow>> {
    query_as!(
        HeldRow,
        "select id, child, source, received_on, sealed, for_review, returned, due_on
         from live.quarantined_row
         where child is null and source = $1 order by id limit $2 for update",
        source.0,
        most
    )
    .fetch_all(connection)
    .await
}

/// Sends a row back: it waits no longer, and is known by its mark until it comes corrected.
pub(super) async fn send_back(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    query!(
        "with gone as (delete from live.quarantined_entry where row = $1)
         update live.quarantined_row set returned = true, due_on = null where id = $1",
        id
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn keep_entry(
    connection: &mut PgConnection,
    row: Uuid,
    mark: &[u8],
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "insert into live.quarantined_entry (row, mark, place, sealed)
         values ($1, $2,
                 (select coalesce(max(place), 0) + 1 from live.quarantined_entry where row = $1), $3)
         on conflict (row, mark) do update set sealed = excluded.sealed",
        row,
        mark,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// An entry kept with a row.
pub(super) struct EntryRow {
    pub mark: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// One of them.
pub(super) async fn entry(
    connection: &mut PgConnection,
    row: Uuid,
    mark: &[u8],
) -> sqlx::Result<Option<EntryRow>> {
    query_as!(
        EntryRow,
        "select mark, sealed from live.quarantined_entry where row = $1 and mark = $2",
        row,
        mark
    )
    .fetch_optional(connection)
    .await
}

/// The entries kept with a row, in the order in which they came.
pub(super) async fn entries(
    connection: &mut PgConnection,
    row: Uuid,
) -> sqlx::Result<Vec<EntryRow>> {
    query_as!(
        EntryRow,
        "select mark, sealed from live.quarantined_entry where row = $1 order by place",
        row
    )
    .fetch_all(connection)
    .await
}

/// What bears on a row, where the record that it may be about is live.
pub(super) async fn bearing(
    connection: &mut PgConnection,
    row: Uuid,
    today: NaiveDate,
) -> sqlx::Result<Option<QuarantineBearing>> {
    let found = query!(
        r#"select c.child, c.local_authority, (c.shielded or not q.for_review) as "shielded!"
           from live.quarantined_row q join live.child c on c.child = q.child
           where q.id = $1 and c.leaves_live_on > $2 and not q.returned"#,
        row,
        today
    )
    .fetch_optional(connection)
    .await?;
    found
        .map(|found| {
            Ok(QuarantineBearing {
                child: number(found.child)?,
                local_authority: LocalAuthorityCode(found.local_authority),
                shielded: found.shielded,
            })
        })
        .transpose()
}

/// The rows that wait for an authority, oldest first; those about shielded records for its manager alone.
pub(super) async fn list(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    manager: bool,
    today: NaiveDate,
) -> sqlx::Result<Vec<QuarantinedRow>> {
    let rows = query!(
        r#"select q.id, c.given, c.family, s.name as source, q.received_on, q.due_on,
                (c.shielded or not q.for_review) as "shielded!"
         from live.quarantined_row q
         join live.child c on c.child = q.child
         join source s on s.id = q.source
         where c.local_authority = $1 and c.leaves_live_on > $2 and not q.returned
           and ($3 or q.for_review and not c.shielded)
         order by q.received_on, c.family, c.given, q.id"#,
        authority.0,
        today,
        manager
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| QuarantinedRow {
        id: row.id,
        child: PersonName {
            given: row.given,
            family: row.family,
        },
        shielded: row.shielded,
        due_on: row.due_on,
        source: row.source,
        received_on: row.received_on,
    });
    Ok(shown.collect())
}

/// The shield of a record; none where it was lifted.
pub(super) async fn shield(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<ShieldId>> {
    let id = query_scalar!(
        "select id from live.shield where child = $1",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(ShieldId))
}

/// The target that the central team has set for an authority, in working days.
pub(super) async fn review_target(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Option<u32>> {
    let days = query_scalar!(
        "select working_days from review_target where local_authority = $1",
        authority.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(days.map(|days| u32::from(days.unsigned_abs())))
}

/// Sets a target; false where there is no such authority.
pub(super) async fn set_review_target(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    target: ReviewTarget,
) -> sqlx::Result<bool> {
    let days = i16::try_from(target.working_days()).unwrap_or(i16::MAX);
    let set = query!(
        "insert into review_target (local_authority, working_days)
         select code, $2 from local_authority where code = $1
         on conflict (local_authority) do update set working_days = excluded.working_days",
        authority.0,
        days
    )
    .execute(connection)
    .await?;
    Ok(set.rows_affected() > 0)
}

/// What waits for review at each authority, by their names; nothing of what may be about a shielded child
/// (D-32).
pub(super) async fn reviews_waiting(
    connection: &mut PgConnection,
    today: NaiveDate,
) -> sqlx::Result<Vec<ReviewsWaiting>> {
    let rows = query!(
        r#"select a.code, a.name, t.working_days as "working_days?", count(c.child) as "waiting!",
                  count(c.child) filter (where q.due_on < $1) as "overdue!",
                  min(q.received_on) filter (where c.child is not null) as oldest
           from local_authority a
           left join review_target t on t.local_authority = a.code
           left join (live.quarantined_row q
                      join live.child c on c.child = q.child and not c.shielded
                                       and c.leaves_live_on > $1)
               on c.local_authority = a.code and q.for_review and not q.returned
           group by a.code, a.name, t.working_days
           order by a.name"#,
        today
    )
    .fetch_all(connection)
    .await?;
    let days = |set: Option<i16>| match set {
        Some(days) => u32::from(days.unsigned_abs()),
        None => REVIEWED_WITHIN_WORKING_DAYS,
    };
    let shown = rows.into_iter().map(|row| ReviewsWaiting {
        local_authority: LocalAuthorityCode(row.code),
        name: row.name,
        working_days: days(row.working_days),
        waiting: row.waiting.unsigned_abs(),
        overdue: row.overdue.unsigned_abs(),
        oldest: row.oldest,
    });
    Ok(shown.collect())
}
