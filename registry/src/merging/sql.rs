//! Statements about records that were joined.

use chrono::NaiveDate;
use domain::id::{AccountId, ChildNumber, RequestId, SourceId};
use sqlx::{PgConnection, query, query_as, query_scalar};
use uuid::Uuid;

use crate::stored::number;

/// Hands what waits about one record to another; what waits there already is left as it is. Gives what
/// went.
pub(super) async fn move_tasks(
    connection: &mut PgConnection,
    from: ChildNumber,
    to: ChildNumber,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "update task t set child = $2
         where t.child = $1 and t.closed_on is null
           and not exists (
               select from task o
               where o.child = $2 and o.closed_on is null and o.kind = t.kind
                 and o.object is not distinct from t.object
                 and o.account is not distinct from t.account
                 and o.role is not distinct from t.role
                 and o.local_authority is not distinct from t.local_authority
                 and o.team is not distinct from t.team)
         returning t.id",
        from.stored(),
        to.stored()
    )
    .fetch_all(connection)
    .await
}

/// Hands tasks that are still open about one record to the one about which they were.
pub(super) async fn give_tasks(
    connection: &mut PgConnection,
    tasks: &[Uuid],
    from: ChildNumber,
    to: ChildNumber,
) -> sqlx::Result<()> {
    query!(
        "update task set child = $3 where id = any($1) and child = $2 and closed_on is null",
        tasks,
        from.stored(),
        to.stored()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn keep(
    connection: &mut PgConnection,
    merged: ChildNumber,
    child: ChildNumber,
    account: AccountId,
    today: NaiveDate,
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "insert into live.merged (number, child, merged_on, merged_by, sealed)
         values ($1, $2, $3, $4, $5)",
        merged.stored(),
        child.stored(),
        today,
        account.0,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Makes what had left a record before, and lies in the archive, another record's; gives which.
pub(super) async fn move_items(
    connection: &mut PgConnection,
    from: ChildNumber,
    to: ChildNumber,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "update archive.item set child = $2 where child = $1 returning id",
        from.stored(),
        to.stored()
    )
    .fetch_all(connection)
    .await
}

/// Gives archived items back to the record that they had left.
pub(super) async fn give_items(
    connection: &mut PgConnection,
    items: &[Uuid],
    from: ChildNumber,
    to: ChildNumber,
) -> sqlx::Result<()> {
    query!(
        "update archive.item set child = $3 where id = any($1) and child = $2",
        items,
        from.stored(),
        to.stored()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Why a record stays with its authority goes for another, unless that has a reason of its own; gives
/// whether it did.
pub(super) async fn move_kept(
    connection: &mut PgConnection,
    from: ChildNumber,
    to: ChildNumber,
) -> sqlx::Result<bool> {
    let moved = query!(
        "update live.responsibility_kept k set child = $2
         where k.child = $1
           and not exists (select from live.responsibility_kept o where o.child = $2)",
        from.stored(),
        to.stored()
    )
    .execute(connection)
    .await?;
    Ok(moved.rows_affected() > 0)
}

/// Certificates of death that wait for a second person are about the record that stays; gives which.
pub(super) async fn move_certificates(
    connection: &mut PgConnection,
    from: ChildNumber,
    to: ChildNumber,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "update death_certificate set child = $2 where child = $1 returning id",
        from.stored(),
        to.stored()
    )
    .fetch_all(connection)
    .await
}

/// Gives certificates back to the record about which they were.
pub(super) async fn give_certificates(
    connection: &mut PgConnection,
    certificates: &[Uuid],
    from: ChildNumber,
    to: ChildNumber,
) -> sqlx::Result<()> {
    query!(
        "update death_certificate set child = $3 where id = any($1) and child = $2",
        certificates,
        from.stored(),
        to.stored()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What stands on a record that can stand once.
pub(super) struct Once {
    pub death: bool,
    pub past_eighteen: bool,
}

pub(super) async fn has_once(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Once> {
    query_as!(
        Once,
        r#"select exists (select from live.death where child = $1) as "death!",
                  exists (select from live.past_eighteen where child = $1) as "past_eighteen!""#,
        child.stored()
    )
    .fetch_one(connection)
    .await
}

/// Whether anybody has asked since a day that one of two records be shielded: a source of the one that
/// comes again, or any person, who may have meant either. Whether they still ask is the manager's to look at
/// (D-05).
pub(super) async fn is_noticed_since(
    connection: &mut PgConnection,
    (stays, comes): (ChildNumber, ChildNumber),
    day: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.shield_notice
                          where (child = $1 and source is null or child = $2)
                            and raised_on >= $3) as "noticed!""#,
        stays.stored(),
        comes.stored(),
        day
    )
    .fetch_one(connection)
    .await
}

/// Ends requests to sensitive services that were passed on about one record to a service that works with
/// the child of another; gives which, and of which requests.
pub(super) async fn end_legs(
    connection: &mut PgConnection,
    about: ChildNumber,
    of: ChildNumber,
) -> sqlx::Result<Vec<(Uuid, RequestId)>> {
    let ended = query!(
        "update live.brokering_leg l set state = 'ended'
         from live.brokering_request r
         where r.id = l.request and r.child = $1 and l.state in ('passed-on', 'chased')
           and l.entry in (select id from live.sensitive_entry where child = $2)
         returning l.id, l.request",
        about.stored(),
        of.stored()
    )
    .fetch_all(connection)
    .await?;
    let ended = ended.into_iter();
    Ok(ended.map(|leg| (leg.id, RequestId(leg.request))).collect())
}

/// A record that was joined with another.
pub(super) struct MergedRow {
    pub number: i64,
    pub merged_on: NaiveDate,
}

pub(super) async fn merged(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<MergedRow>> {
    query_as!(
        MergedRow,
        "select number, merged_on from live.merged where child = $1
         order by merged_on desc, number",
        child.stored()
    )
    .fetch_all(connection)
    .await
}

/// What is kept of a record that was joined with another.
pub(super) struct SealedRow {
    pub merged_on: NaiveDate,
    pub sealed: Option<Vec<u8>>,
}

pub(super) async fn sealed(
    connection: &mut PgConnection,
    merged: ChildNumber,
    child: ChildNumber,
) -> sqlx::Result<Option<SealedRow>> {
    query_as!(
        SealedRow,
        "select merged_on, sealed from live.merged where number = $1 and child = $2 for update",
        merged.stored(),
        child.stored()
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn forget(connection: &mut PgConnection, merged: ChildNumber) -> sqlx::Result<()> {
    query!("delete from live.merged where number = $1", merged.stored())
        .execute(connection)
        .await?;
    Ok(())
}

/// The record to which the number of one that was joined with it leads, where an authority answers for it.
pub(super) async fn leads_to(
    connection: &mut PgConnection,
    merged: ChildNumber,
    local_authority: &str,
) -> sqlx::Result<Option<ChildNumber>> {
    let child = query_scalar!(
        "select m.child from live.merged m join live.child c on c.child = m.child
         where m.number = $1 and c.local_authority = $2",
        merged.stored(),
        local_authority
    )
    .fetch_optional(connection)
    .await?;
    child.map(number).transpose()
}

/// Gives notices that sources have raised under references back with these.
pub(super) async fn give_notices(
    connection: &mut PgConnection,
    sources: &[Uuid],
    references: &[String],
    from: ChildNumber,
    to: ChildNumber,
) -> sqlx::Result<()> {
    query!(
        "update live.shield_notice n set child = $4
         from unnest($1::uuid[], $2::text[]) r (source, reference)
         where n.source = r.source and n.reference = r.reference and n.child = $3",
        sources,
        references,
        from.stored(),
        to.stored()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Which of some sources are our own: they stand for what is stated by hand.
pub(super) async fn own(
    connection: &mut PgConnection,
    sources: &[Uuid],
) -> sqlx::Result<Vec<SourceId>> {
    let own = query_scalar!("select id from source where id = any($1) and own", sources)
        .fetch_all(connection)
        .await?;
    Ok(own.into_iter().map(SourceId).collect())
}

/// Entries on a record that nobody keeps but the source that supplied them.
pub(super) struct UnkeptRow {
    pub what: String,
    pub id: Uuid,
}

pub(super) async fn unkept(
    connection: &mut PgConnection,
    child: ChildNumber,
    entries: &[Uuid],
) -> sqlx::Result<Vec<UnkeptRow>> {
    query_as!(
        UnkeptRow,
        r#"select 'live.involvement' as "what!", id as "id!" from live.involvement
           where child = $1 and id = any($2) and owner is null and kept_by is null
           union all
           select 'live.sensitive_involvement', id from live.sensitive_involvement
           where child = $1 and id = any($2) and owner is null
           union all
           select 'live.caf', id from live.caf
           where child = $1 and id = any($2) and owner is null"#,
        child.stored(),
        entries
    )
    .fetch_all(connection)
    .await
}

/// Whether any record's undoing is over, and it is kept still (T-43).
pub(super) async fn any_final(pool: &sqlx::PgPool, merged_before: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.merged
                          where sealed is not null and merged_on < $1) as "any!""#,
        merged_before
    )
    .fetch_one(pool)
    .await
}

/// Destroys what was kept for undoing what is final.
pub(super) async fn make_final(
    connection: &mut PgConnection,
    merged_before: NaiveDate,
) -> sqlx::Result<u64> {
    let done = query!(
        "update live.merged set sealed = null where sealed is not null and merged_on < $1",
        merged_before
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}
