//! Statements about keys, tokens and supplies.

use chrono::NaiveDate;
use domain::clock::Moment;
use domain::data_source::{FileCounts, RowRefused};
use domain::feed::{About, Algorithm, Format, NotWhole, SupplyName};
use domain::id::SourceId;
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

/// A registered key.
pub(super) struct KeyRow {
    pub source: Uuid,
    pub algorithm: String,
    pub public_key: String,
    pub expires_on: NaiveDate,
    pub withdrawn_on: Option<NaiveDate>,
}

pub(super) async fn key(pool: &PgPool, key: Uuid) -> sqlx::Result<Option<KeyRow>> {
    query_as!(
        KeyRow,
        "select source, algorithm, public_key, expires_on, withdrawn_on from feed.key where id = $1",
        key
    )
    .fetch_optional(pool)
    .await
}

/// A key to be registered.
pub(super) struct NewKey<'k> {
    pub id: Uuid,
    pub source: SourceId,
    pub algorithm: Algorithm,
    pub public_key: &'k str,
    pub fingerprint: &'k [u8],
    pub expires_on: NaiveDate,
}

pub(super) async fn register_key(
    connection: &mut PgConnection,
    key: NewKey<'_>,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into feed.key (id, source, algorithm, public_key, fingerprint, registered_on, expires_on)
         values ($1, $2, $3, $4, $5, $6, $7)",
        key.id,
        key.source.0,
        key.algorithm.code(),
        key.public_key,
        key.fingerprint,
        today,
        key.expires_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether a key is registered by that fingerprint.
pub(super) struct KnownKey {
    /// For the source itself.
    pub here: bool,
    /// For the source itself, and was withdrawn; or for another that used it. One that was pasted at the
    /// wrong source can go where it belongs.
    pub withdrawn: bool,
}

pub(super) async fn known_key(
    connection: &mut PgConnection,
    source: SourceId,
    fingerprint: &[u8],
) -> sqlx::Result<KnownKey> {
    query_as!(
        KnownKey,
        r#"select coalesce(bool_or(source = $1), false) as "here!",
                  coalesce(bool_or(withdrawn_on is not null
                                   and (source = $1 or last_used_on is not null)), false) as "withdrawn!"
           from feed.key where fingerprint = $2"#,
        source.0,
        fingerprint
    )
    .fetch_one(connection)
    .await
}

/// A key as it is shown.
pub(super) struct ShownKeyRow {
    pub id: Uuid,
    pub algorithm: String,
    pub fingerprint: Vec<u8>,
    pub registered_on: NaiveDate,
    pub expires_on: NaiveDate,
    pub last_used_on: Option<NaiveDate>,
    pub withdrawn_on: Option<NaiveDate>,
}

/// The keys of a source, the newest first.
pub(super) async fn keys_of(
    connection: &mut PgConnection,
    source: SourceId,
) -> sqlx::Result<Vec<ShownKeyRow>> {
    query_as!(
        ShownKeyRow,
        "select id, algorithm, fingerprint, registered_on, expires_on, last_used_on, withdrawn_on
         from feed.key where source = $1
         order by withdrawn_on is not null, registered_on desc, expires_on desc, id",
        source.0
    )
    .fetch_all(connection)
    .await
}

/// Whose a key is.
pub(super) async fn source_of_key(
    connection: &mut PgConnection,
    key: Uuid,
) -> sqlx::Result<Option<SourceId>> {
    let source = query_scalar!("select source from feed.key where id = $1", key)
        .fetch_optional(connection)
        .await?;
    Ok(source.map(SourceId))
}

/// Notes the day of a token that was accepted.
pub(super) async fn key_used(
    connection: &mut PgConnection,
    key: Uuid,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update feed.key set last_used_on = $2 where id = $1 and last_used_on is distinct from $2",
        key,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// False where there is no such key, or it was withdrawn before.
pub(super) async fn withdraw_key(
    connection: &mut PgConnection,
    key: Uuid,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    let done = query!(
        "update feed.key set withdrawn_on = $2 where id = $1 and withdrawn_on is null",
        key,
        today
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes a token as used, and forgets those of its key that have run out. False where it had been used.
pub(super) async fn use_token(
    connection: &mut PgConnection,
    key: Uuid,
    mark: &[u8],
    ends: Moment,
    now: Moment,
) -> sqlx::Result<bool> {
    query!(
        "delete from feed.used_token where key = $1 and expires_at < $2",
        key,
        now
    )
    .execute(&mut *connection)
    .await?;
    let done = query!(
        "insert into feed.used_token (key, mark, expires_at) values ($1, $2, $3)
         on conflict do nothing",
        key,
        mark,
        ends
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A supply.
pub(super) struct SupplyRow {
    pub id: Uuid,
    pub name: String,
    pub about: String,
    pub format: String,
    pub state: String,
    pub refused_for: Option<String>,
    pub received_at: Moment,
    pub length: i64,
    pub taken_in: i64,
    pub counts: Option<Value>,
    pub released: bool,
}

/// Begins a supply, unless one of that name was begun.
pub(super) async fn begin(
    connection: &mut PgConnection,
    id: Uuid,
    source: SourceId,
    name: &SupplyName,
    (about, format): (About, Format),
    now: Moment,
) -> sqlx::Result<()> {
    query!(
        "insert into feed.supply
             (id, source, name, about, format, state, received_at, length, taken_in, failures)
         values ($1, $2, $3, $4, $5, 'receiving', $6, 0, 0, 0)
         on conflict (source, name) do nothing",
        id,
        source.0,
        name.as_str(),
        about.code(),
        format.code(),
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A source's supply by its name, locked.
pub(super) async fn supply_named(
    connection: &mut PgConnection,
    source: SourceId,
    name: &SupplyName,
) -> sqlx::Result<Option<SupplyRow>> {
    query_as!(
        SupplyRow,
        "select id, name, about, format, state, refused_for, received_at, length, taken_in, counts,
                released
         from feed.supply where source = $1 and name = $2 for update",
        source.0,
        name.as_str()
    )
    .fetch_optional(connection)
    .await
}

/// A source's supply that waits.
pub(super) async fn supply_waiting(
    connection: &mut PgConnection,
    source: SourceId,
    supply: Uuid,
) -> sqlx::Result<Option<SupplyRow>> {
    query_as!(
        SupplyRow,
        "select id, name, about, format, state, refused_for, received_at, length, taken_in, counts,
                released
         from feed.supply where source = $1 and id = $2 and state = 'waiting'",
        source.0,
        supply
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn keep_part(
    connection: &mut PgConnection,
    supply: Uuid,
    starts: i64,
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "insert into feed.part (supply, starts, sealed) values ($1, $2, $3)",
        supply,
        starts,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes how much of a supply is kept, and whether that is all of it.
pub(super) async fn kept(
    connection: &mut PgConnection,
    supply: Uuid,
    length: i64,
    whole: bool,
) -> sqlx::Result<()> {
    query!(
        "update feed.supply
         set length = $2, state = case when $3 then 'waiting' else state end
         where id = $1",
        supply,
        length,
        whole
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A part of a supply.
pub(super) struct PartRow {
    pub starts: i64,
    pub sealed: Vec<u8>,
}

pub(super) async fn parts(
    connection: &mut PgConnection,
    supply: Uuid,
) -> sqlx::Result<Vec<PartRow>> {
    query_as!(
        PartRow,
        "select starts, sealed from feed.part where supply = $1 order by starts",
        supply
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn forget_parts(connection: &mut PgConnection, supply: Uuid) -> sqlx::Result<()> {
    query!("delete from feed.part where supply = $1", supply)
        .execute(connection)
        .await?;
    Ok(())
}

/// A supply that a worker has.
pub(super) struct ClaimedRow {
    pub id: Uuid,
    pub source: Uuid,
}

/// Takes the oldest supply that waits and that nobody has, of a connected source none of whose earlier
/// supplies waits: what a source says is taken in in the order in which it said it.
pub(super) async fn claim(
    pool: &PgPool,
    now: Moment,
    until: Moment,
    today: NaiveDate,
) -> sqlx::Result<Option<ClaimedRow>> {
    query_as!(
        ClaimedRow,
        "update feed.supply set leased_to = $2
         where id = (
             select s.id from feed.supply s
             join source r on r.id = s.source
             where r.state = 'connected' and r.accredited_until > $3
               and s.state = 'waiting'
               and (s.leased_to is null or s.leased_to <= $1)
               and not exists (
                   select from feed.supply e
                   where e.source = s.source and e.place < s.place
                     and e.state in ('waiting', 'held'))
             order by s.place limit 1
             for update of s skip locked)
         returning id, source",
        now,
        until,
        today
    )
    .fetch_optional(pool)
    .await
}

/// Takes the oldest supply about children that waits behind one that is held, unless somebody has it or
/// its shields have been taken in.
pub(super) async fn claim_behind_held(
    pool: &PgPool,
    now: Moment,
    until: Moment,
    today: NaiveDate,
) -> sqlx::Result<Option<ClaimedRow>> {
    query_as!(
        ClaimedRow,
        "update feed.supply set leased_to = $2
         where id = (
             select s.id from feed.supply s
             join source r on r.id = s.source
             where r.state = 'connected' and r.accredited_until > $3
               and s.state = 'waiting' and s.about = 'children'
               and (s.leased_to is null or s.leased_to <= $1) and not s.shields_taken
               and exists (
                   select from feed.supply e
                   where e.source = s.source and e.place < s.place and e.state = 'held')
             order by s.place limit 1
             for update of s skip locked)
         returning id, source",
        now,
        until,
        today
    )
    .fetch_optional(pool)
    .await
}

/// Notes that the shields of a supply behind one that is held have been taken in.
pub(super) async fn shields_taken(pool: &PgPool, supply: Uuid) -> sqlx::Result<()> {
    query!(
        "update feed.supply set shields_taken = true, leased_to = null
         where id = $1 and state = 'waiting'",
        supply
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Notes that rows of a supply have been worked. False where others than `before` had been: another
/// worker was here.
pub(super) async fn advance(
    connection: &mut PgConnection,
    supply: Uuid,
    (before, after): (i64, i64),
    until: Moment,
) -> sqlx::Result<bool> {
    let done = query!(
        "update feed.supply set taken_in = $3, leased_to = $4, failures = 0
         where id = $1 and state = 'waiting' and taken_in = $2",
        supply,
        before,
        after,
        until
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn counts(
    connection: &mut PgConnection,
    supply: Uuid,
) -> sqlx::Result<Option<Value>> {
    query_scalar!("select counts from feed.supply where id = $1", supply)
        .fetch_one(connection)
        .await
}

pub(super) async fn set_counts(
    connection: &mut PgConnection,
    supply: Uuid,
    counts: &FileCounts,
) -> sqlx::Result<()> {
    query!(
        "update feed.supply set counts = $2 where id = $1",
        supply,
        Json(counts) as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn refuse_rows(
    connection: &mut PgConnection,
    supply: Uuid,
    refused: &[RowRefused],
) -> sqlx::Result<()> {
    let rows: Vec<i64> = refused
        .iter()
        .map(|row| i64::try_from(row.number).unwrap_or(i64::MAX))
        .collect();
    let codes: Vec<String> = refused
        .iter()
        .map(|row| row.code.code().to_owned())
        .collect();
    let fields: Vec<Option<String>> = refused.iter().map(|row| row.column.clone()).collect();
    query!(
        "insert into feed.refused_row (supply, row, code, field)
         select $1, * from unnest($2::bigint[], $3::text[], $4::text[])
         on conflict do nothing",
        supply,
        &rows,
        &codes,
        &fields as &[Option<String>]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A row that could not be used.
pub(super) struct RefusedRow {
    pub row: i64,
    pub code: String,
    pub field: Option<String>,
}

/// Some of a supply's rows that could not be used, after a row.
pub(super) async fn refused_rows(
    connection: &mut PgConnection,
    supply: Uuid,
    after: i64,
    most: u32,
) -> sqlx::Result<Vec<RefusedRow>> {
    query_as!(
        RefusedRow,
        "select row, code, field from feed.refused_row where supply = $1 and row > $2
         order by row limit $3",
        supply,
        after,
        i64::from(most)
    )
    .fetch_all(connection)
    .await
}

/// Ends a supply; false where it had ended.
pub(super) async fn end(
    connection: &mut PgConnection,
    supply: Uuid,
    refused_for: Option<NotWhole>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update feed.supply
         set state = case when $2::text is null then 'done' else 'refused' end,
             refused_for = $2, leased_to = null
         where id = $1 and state = 'waiting'",
        supply,
        refused_for.map(NotWhole::code)
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps a supply for a while longer for whoever works it; false where it waits no longer.
pub(super) async fn alive(
    connection: &mut PgConnection,
    supply: Uuid,
    until: Moment,
) -> sqlx::Result<bool> {
    let done = query!(
        "update feed.supply set leased_to = $2 where id = $1 and state = 'waiting'",
        supply,
        until
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Holds a supply of which nothing has been taken in; false where something has, or it waits no longer.
pub(super) async fn hold(
    connection: &mut PgConnection,
    supply: Uuid,
    (changing, removing): (i64, i64),
) -> sqlx::Result<bool> {
    let done = query!(
        "update feed.supply
         set state = 'held', changing = $2, removing = $3, leased_to = null
         where id = $1 and state = 'waiting' and taken_in = 0 and not released",
        supply,
        changing,
        removing
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Lets a supply that is held be taken in, or ends it; false where it is held no longer.
pub(super) async fn decide_held(
    connection: &mut PgConnection,
    source: SourceId,
    supply: Uuid,
    release: bool,
) -> sqlx::Result<bool> {
    let done = query!(
        "update feed.supply
         set state = case when $3 then 'waiting' else 'refused' end,
             refused_for = case when not $3 then $4 end, released = $3
         where id = $2 and source = $1 and state = 'held'",
        source.0,
        supply,
        release,
        NotWhole::Removal.code()
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends every supply of a source that is not over.
pub(super) async fn end_all(connection: &mut PgConnection, source: SourceId) -> sqlx::Result<()> {
    query!(
        "update feed.supply set state = 'stopped', leased_to = null
         where source = $1 and state in ('receiving', 'waiting', 'held')",
        source.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets what came of a source's supplies.
pub(super) async fn forget_all_parts(
    connection: &mut PgConnection,
    source: SourceId,
) -> sqlx::Result<()> {
    query!(
        "delete from feed.part where supply in (select id from feed.supply where source = $1)",
        source.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A supply that is held.
pub(super) struct HeldRow {
    pub id: Uuid,
    pub name: String,
    pub about: String,
    pub received_at: Moment,
    pub changing: i64,
    pub removing: i64,
}

/// The first supply of a source that is held: what came later waits behind it.
pub(super) async fn held_of(
    connection: &mut PgConnection,
    source: SourceId,
) -> sqlx::Result<Option<HeldRow>> {
    query_as!(
        HeldRow,
        r#"select id, name, about, received_at, changing as "changing!", removing as "removing!"
           from feed.supply where source = $1 and state = 'held' order by place limit 1"#,
        source.0
    )
    .fetch_optional(connection)
    .await
}

/// Counts a failure; a supply that failed `most` times, one after another, is worked no more. Gives
/// its state.
pub(super) async fn failed(
    pool: &PgPool,
    supply: Uuid,
    until: Moment,
    most: i32,
) -> sqlx::Result<Option<String>> {
    query_scalar!(
        "update feed.supply
         set failures = failures + 1, leased_to = $2,
             state = case when failures + 1 >= $3 then 'stopped' else state end
         where id = $1 and state = 'waiting'
         returning state",
        supply,
        until,
        most
    )
    .fetch_optional(pool)
    .await
}
