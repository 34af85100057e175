//! Statements about records that may be of one child.

use chrono::NaiveDate;
use domain::best_view::BestView;
use domain::doubles::LISTED;
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode};
use domain::transfer::Passing;
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};
use uuid::Uuid;

use crate::stored::column;

/// Two records that may be of one child, both live and neither shielded.
pub(super) struct PairRow {
    pub id: Uuid,
    pub one: i64,
    pub one_given: String,
    pub one_family: String,
    pub one_born: NaiveDate,
    pub one_authority: String,
    pub one_called: String,
    pub other: i64,
    pub other_given: String,
    pub other_family: String,
    pub other_born: NaiveDate,
    pub other_authority: String,
    pub other_called: String,
    pub found_on: NaiveDate,
    pub due_on: NaiveDate,
    pub sealed: Option<Vec<u8>>,
}

/// The pairs that wait on a day, `$1`, by what else is asked of them.
macro_rules! waiting {
    ($asked:literal, $today:expr $(, $value:expr)* $(,)?) => {
        query_as!(
            PairRow,
            "select d.id, d.found_on, d.due_on, d.sealed,
                    d.one, a.given as one_given, a.family as one_family, a.date_of_birth as one_born,
                    a.local_authority as one_authority, la.name as one_called,
                    d.other, b.given as other_given, b.family as other_family,
                    b.date_of_birth as other_born, b.local_authority as other_authority,
                    lb.name as other_called
             from live.double d
             join live.child a on a.child = d.one and not a.shielded and a.leaves_live_on > $1
             join live.child b on b.child = d.other and not b.shielded and b.leaves_live_on > $1
             join local_authority la on la.code = a.local_authority
             join local_authority lb on lb.code = b.local_authority
             where d.settled_on is null and " + $asked,
            $today
            $(, $value)*
        )
    };
}

/// The pairs that wait for an authority.
pub(super) async fn list(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    today: NaiveDate,
) -> sqlx::Result<Vec<PairRow>> {
    waiting!(
        "(d.one_authority = $2 or d.other_authority = $2)
         order by d.due_on, d.found_on, d.id limit $3",
        today,
        authority.0,
        LISTED as i64
    )
    .fetch_all(connection)
    .await
}

/// Whose records a pair is of that waits.
pub(super) async fn numbers(
    connection: &mut PgConnection,
    pair: Uuid,
) -> sqlx::Result<Option<[i64; 2]>> {
    let row = query!(
        "select one, other from live.double where id = $1 and settled_on is null",
        pair
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| [row.one, row.other]))
}

/// One that waits, locked until the act is done.
pub(super) async fn pair(
    connection: &mut PgConnection,
    pair: Uuid,
    today: NaiveDate,
) -> sqlx::Result<Option<PairRow>> {
    waiting!("d.id = $2 for update of d", today, pair)
        .fetch_optional(connection)
        .await
}

/// Keeps that a pair is of two children.
pub(super) async fn settle(
    connection: &mut PgConnection,
    pair: Uuid,
    account: Option<AccountId>,
    settled_as: &[u8],
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.double set settled_on = $2, settled_by = $3, settled_as = $4 where id = $1",
        pair,
        today,
        account.map(|account| account.0),
        settled_as
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A pair to be kept.
pub(super) struct NewPair<'p> {
    pub id: Uuid,
    pub one: ChildNumber,
    pub other: ChildNumber,
    pub one_authority: &'p LocalAuthorityCode,
    pub other_authority: &'p LocalAuthorityCode,
    pub due_on: NaiveDate,
}

/// Keeps that two records are of two children, whether or not they came near before.
pub(super) async fn tell_apart(
    connection: &mut PgConnection,
    pair: NewPair<'_>,
    account: Option<AccountId>,
    settled_as: &[u8],
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into live.double (id, one, other, one_authority, other_authority, found_on, due_on,
                                  settled_on, settled_by, settled_as)
         values ($1, $2, $3, $4, $5, $6, $7, $6, $8, $9)
         on conflict (one, other) do update
         set settled_on = excluded.settled_on, settled_by = excluded.settled_by,
             settled_as = excluded.settled_as",
        pair.id,
        pair.one.stored(),
        pair.other.stored(),
        pair.one_authority.0,
        pair.other_authority.0,
        today,
        pair.due_on,
        account.map(|account| account.0),
        settled_as
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps a pair that came near, unless one of its records has left or was shielded meanwhile, or is being
/// changed: then it is found again.
pub(super) async fn propose(
    connection: &mut PgConnection,
    id: Uuid,
    (one, other): (ChildNumber, ChildNumber),
    sealed: &[u8],
    (found_on, due_on): (NaiveDate, NaiveDate),
) -> sqlx::Result<()> {
    query!(
        "insert into live.double (id, one, other, one_authority, other_authority, found_on, due_on, sealed)
         select $1, a.child, b.child, a.local_authority, b.local_authority, $4, $5, $6
         from live.child a, live.child b
         where a.child = $2 and not a.shielded and a.leaves_live_on > $4
           and b.child = $3 and not b.shielded and b.leaves_live_on > $4
         for share skip locked
         on conflict do nothing",
        id,
        one.stored(),
        other.stored(),
        found_on,
        due_on,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps what is found of a pair that waits already, and who answers for its records by now.
pub(super) async fn find_again(
    connection: &mut PgConnection,
    pair: Uuid,
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "update live.double d
         set sealed = $2, one_authority = a.local_authority, other_authority = b.local_authority
         from live.child a, live.child b
         where d.id = $1 and a.child = d.one and b.child = d.other",
        pair,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A pair of which something is known.
pub(super) struct KnownRow {
    pub id: Uuid,
    pub one: i64,
    pub other: i64,
    pub settled_as: Option<Vec<u8>>,
}

/// What is known of pairs of these records, locked until the act is done.
pub(super) async fn known(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<Vec<KnownRow>> {
    query_as!(
        KnownRow,
        "select id, one, other, settled_as from live.double
         where one = any($1) or other = any($1) order by id for update",
        children
    )
    .fetch_all(connection)
    .await
}

/// Forgets pairs.
pub(super) async fn forget_pairs(
    connection: &mut PgConnection,
    pairs: &[Uuid],
) -> sqlx::Result<()> {
    query!("delete from live.double where id = any($1)", pairs)
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets every pair of records; locked in the order in which [`known`] locks.
pub(super) async fn forget(connection: &mut PgConnection, children: &[i64]) -> sqlx::Result<()> {
    query!(
        "delete from live.double
         where id in (select id from live.double where one = any($1) or other = any($1)
                      order by id for update)",
        children
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Follows records to other authorities; locked in the order in which [`known`] locks.
pub(super) async fn follow(connection: &mut PgConnection, passing: &[Passing]) -> sqlx::Result<()> {
    query!(
        "with passed as (select * from unnest($1::bigint[], $2::text[]) p (child, responsible)),
              about as (select id from live.double
                        where one = any($1) or other = any($1) order by id for update)
         update live.double d
         set one_authority = coalesce((select responsible from passed where child = d.one),
                                      d.one_authority),
             other_authority = coalesce((select responsible from passed where child = d.other),
                                        d.other_authority)
         from about where d.id = about.id",
        &column(passing, |one| one.child.stored()),
        &column(passing, |one| one.to.0.as_str()) as &[&str]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// How far the directory has been compared; none where it never was.
pub(super) async fn reached(executor: impl PgExecutor<'_>) -> sqlx::Result<Option<i64>> {
    query_scalar!("select reached from cleansing")
        .fetch_optional(executor)
        .await
}

/// Has nobody else go on meanwhile; false where somebody else does.
pub(super) async fn take_turn(connection: &mut PgConnection) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select pg_try_advisory_xact_lock(hashtextextended('cleansing', 0)) as "taken!""#
    )
    .fetch_one(connection)
    .await
}

/// Notes how far it has been compared.
pub(super) async fn reach(connection: &mut PgConnection, reached: i64) -> sqlx::Result<()> {
    query!(
        "insert into cleansing (reached) values ($1)
         on conflict (one_row) do update set reached = excluded.reached",
        reached
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A record to be compared.
pub(super) struct RecordRow {
    pub child: i64,
    pub best_view: Json<BestView>,
}

/// Live records that are not shielded, from a number on.
pub(super) async fn records(
    connection: &mut PgConnection,
    (from, to): (i64, i64),
    today: NaiveDate,
    most: i64,
) -> sqlx::Result<Vec<RecordRow>> {
    query_as!(
        RecordRow,
        r#"select child, best_view as "best_view!: Json<BestView>" from live.child
           where child >= $1 and child < $2 and not shielded and leaves_live_on > $3
           order by child limit $4"#,
        from,
        to,
        today,
        most
    )
    .fetch_all(connection)
    .await
}

/// Who answers for records.
pub(super) async fn authorities(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<Vec<(i64, String)>> {
    let rows = query!(
        "select child, local_authority from live.child where child = any($1)",
        children
    )
    .fetch_all(connection)
    .await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| (row.child, row.local_authority)).collect())
}

/// Which pairs a source tells apart: its two references are two children (MAT-06).
pub(super) async fn told_apart_by_a_source(
    connection: &mut PgConnection,
    ones: &[i64],
    others: &[i64],
) -> sqlx::Result<Vec<(i64, i64)>> {
    let rows = query!(
        r#"select p.one as "one!", p.other as "other!"
           from unnest($1::bigint[], $2::bigint[]) p (one, other)
           where exists (select from live.statement a
                         join live.statement b on b.source = a.source and b.child = p.other
                         join source s on s.id = a.source and not s.own
                         where a.child = p.one)"#,
        ones,
        others
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.one, row.other)).collect())
}
