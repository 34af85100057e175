//! The statements of the trail.

use std::ops::Range;

use domain::audit::checkpoint::{Checkpoint, Signed};
use domain::audit::leaf::Entry;
use domain::audit::tree::{Frontier, Hash};
use domain::clock::Moment;
use futures::{Stream, StreamExt};
use ipnet::IpNet;
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::generated::Columns;
use super::verification::Row;
use crate::stored::column;

/// An entry with what seals it. `at` is the entry's own moment.
pub(super) struct Sealed<'e> {
    pub entry: Entry<'e>,
    pub at: Moment,
    pub salt: [u8; 32],
    pub leaf_hash: Hash,
}

/// Inserts entries.
pub(super) async fn insert_entries(
    connection: &mut PgConnection,
    entries: &[Sealed<'_>],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into audit.entry (
             id, at, action, outcome, refusal, account, role, organisation, local_authority,
             source, mediator, channel, session, request, network_address, object_kind, object_id,
             reason_code, reason_words, detail, restricted, salt, leaf_hash)
         select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::uuid[],
                     $7::text[], $8::uuid[], $9::text[], $10::uuid[],
                     $11::uuid[], $12::text[], $13::uuid[], $14::uuid[],
                     $15::inet[], $16::text[], $17::text[], $18::text[],
                     $19::text[], $20::jsonb[], $21::jsonb[], $22::bytea[],
                     $23::bytea[])",
        &column(entries, |sealed| sealed.entry.id),
        &column(entries, |sealed| sealed.at),
        &column(entries, |sealed| sealed.entry.action) as &[&str],
        &column(entries, |sealed| sealed.entry.outcome) as &[&str],
        &column(entries, |sealed| sealed.entry.refusal) as &[Option<&str>],
        &column(entries, |sealed| sealed.entry.account) as &[Option<Uuid>],
        &column(entries, |sealed| sealed.entry.role) as &[Option<&str>],
        &column(entries, |sealed| sealed.entry.organisation) as &[Option<Uuid>],
        &column(entries, |sealed| sealed.entry.local_authority) as &[Option<&str>],
        &column(entries, |sealed| sealed.entry.source) as &[Option<Uuid>],
        &column(entries, |sealed| sealed.entry.mediator) as &[Option<Uuid>],
        &column(entries, |sealed| sealed.entry.channel) as &[&str],
        &column(entries, |sealed| sealed.entry.session) as &[Option<Uuid>],
        &column(entries, |sealed| sealed.entry.request),
        &column(entries, |sealed| sealed.entry.network_address) as &[Option<IpNet>],
        &column(entries, |sealed| sealed.entry.object_kind) as &[Option<&str>],
        &column(entries, |sealed| sealed.entry.object_id) as &[Option<&str>],
        &column(entries, |sealed| sealed.entry.reason_code) as &[Option<&str>],
        &column(entries, |sealed| sealed.entry.reason_words) as &[Option<&str>],
        &column(entries, |sealed| Json(sealed.entry.detail)) as &[Json<&Value>],
        &column(entries, |sealed| Json(sealed.entry.restricted)) as &[Json<&Value>],
        &column(entries, |sealed| &sealed.salt[..]) as &[&[u8]],
        &column(entries, |sealed| &sealed.leaf_hash.0[..]) as &[&[u8]]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes the lead in sequencing until the transaction ends, and lifts the time limit of requests.
/// False where another process leads.
pub(super) async fn lead(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query!("set local statement_timeout = 0")
        .execute(&mut *connection)
        .await?;
    let lead = sqlx::query_scalar!(
        r#"select pg_try_advisory_xact_lock(hashtextextended('audit.sequencer', 0)) as "lead!""#
    )
    .fetch_one(connection)
    .await?;
    Ok(lead)
}

/// How far the database's transactions have come, and in which database.
pub(super) struct DatabaseNow {
    /// Every transaction below this has ended.
    pub horizon: u64,
    pub home: String,
}

/// Reads how far the database's transactions have come.
pub(super) async fn database_now(
    connection: &mut PgConnection,
) -> Result<DatabaseNow, sqlx::Error> {
    let row = sqlx::query!(
        r#"select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as "horizon!",
                  (select concat(system_identifier, '/', oid)
                   from pg_control_system(), pg_database
                   where datname = current_database()) as "home!""#
    )
    .fetch_one(connection)
    .await?;
    Ok(DatabaseNow {
        horizon: row.horizon as u64,
        home: row.home,
    })
}

/// A checkpoint as it is stored.
pub(super) struct CheckpointRow {
    pub size: i64,
    root: Vec<u8>,
    at: Moment,
    horizon: i64,
    signature: Vec<u8>,
    peaks: Vec<u8>,
    pub home: String,
}

impl CheckpointRow {
    /// The checkpoint, if its columns have the right lengths.
    pub fn signed(&self) -> Option<Signed> {
        let checkpoint = Checkpoint {
            size: self.size as u64,
            root: Hash::read(&self.root)?,
            at: self.at,
            horizon: self.horizon as u64,
        };
        Some(checkpoint.signed(self.signature.as_slice().try_into().ok()?))
    }

    /// The frontier of the tree at the checkpoint, if its columns have the right lengths.
    pub fn tree(&self) -> Option<Frontier> {
        let peaks = self
            .peaks
            .chunks(32)
            .map(Hash::read)
            .collect::<Option<_>>()?;
        Frontier::of(self.size as u64, peaks)
    }
}

/// The last checkpoint.
pub(super) async fn latest_checkpoint(
    connection: &mut PgConnection,
) -> Result<Option<CheckpointRow>, sqlx::Error> {
    sqlx::query_as!(
        CheckpointRow,
        r#"select size, root, at, horizon::text::bigint as "horizon!", signature, peaks, home
           from audit.checkpoint order by size desc limit 1"#
    )
    .fetch_optional(connection)
    .await
}

/// The checkpoint of a size.
pub(super) async fn checkpoint_of(
    connection: &mut PgConnection,
    size: i64,
) -> Result<Option<CheckpointRow>, sqlx::Error> {
    sqlx::query_as!(
        CheckpointRow,
        r#"select size, root, at, horizon::text::bigint as "horizon!", signature, peaks, home
           from audit.checkpoint where size = $1"#,
        size
    )
    .fetch_optional(connection)
    .await
}

/// Every checkpoint larger than one size, up to another, smallest first.
pub(super) async fn checkpoints(
    connection: &mut PgConnection,
    above: i64,
    up_to: i64,
) -> Result<Vec<CheckpointRow>, sqlx::Error> {
    sqlx::query_as!(
        CheckpointRow,
        r#"select size, root, at, horizon::text::bigint as "horizon!", signature, peaks, home
           from audit.checkpoint where size > $1 and size <= $2 order by size"#,
        above,
        up_to
    )
    .fetch_all(connection)
    .await
}

/// An entry that waits for its place.
pub(super) struct Waiting {
    pub id: Uuid,
    pub at: Moment,
    pub leaf_hash: Vec<u8>,
    pub written_by: i64,
}

impl Waiting {
    /// The leaf's hash, which the table keeps at 32 bytes.
    pub fn hash(&self) -> Option<Hash> {
        Hash::read(&self.leaf_hash)
    }
}

/// The entries of a range of transactions that have no place yet, oldest transaction first.
pub(super) async fn waiting(
    connection: &mut PgConnection,
    transactions: &Range<u64>,
    limit: i64,
) -> Result<Vec<Waiting>, sqlx::Error> {
    sqlx::query_as!(
        Waiting,
        r#"select e.id, e.at, e.leaf_hash, e.written_by::text::bigint as "written_by!"
           from audit.entry e
           where e.written_by >= $1::text::xid8 and e.written_by < $2::text::xid8
             and not exists (select from audit.leaf l where l.entry = e.id and l.at = e.at)
           order by e.written_by
           limit $3"#,
        transactions.start.to_string(),
        transactions.end.to_string(),
        limit
    )
    .fetch_all(connection)
    .await
}

/// Gives entries their places, one after another from `first` on.
pub(super) async fn insert_leaves(
    connection: &mut PgConnection,
    first: i64,
    entries: &[Waiting],
) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = entries.iter().map(|entry| entry.id).collect();
    let moments: Vec<Moment> = entries.iter().map(|entry| entry.at).collect();
    let hashes: Vec<Vec<u8>> = entries
        .iter()
        .map(|entry| entry.leaf_hash.clone())
        .collect();
    sqlx::query!(
        "insert into audit.leaf (position, entry, at, leaf_hash)
         select $1 + nth - 1, entry, at, leaf_hash
         from unnest($2::uuid[], $3::timestamptz[], $4::bytea[])
             with ordinality as waiting (entry, at, leaf_hash, nth)",
        first,
        &ids,
        &moments,
        &hashes
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps a checkpoint and what the next step needs.
pub(super) async fn insert_checkpoint(
    connection: &mut PgConnection,
    signed: &Signed,
    tree: &Frontier,
    home: &str,
) -> Result<(), sqlx::Error> {
    let peaks: Vec<u8> = tree.peaks().iter().flat_map(|peak| peak.0).collect();
    sqlx::query!(
        "insert into audit.checkpoint (size, root, at, horizon, signature, peaks, home)
         values ($1, $2, $3, $4::text::xid8, $5, $6, $7)",
        signed.checkpoint.size as i64,
        &signed.checkpoint.root.0[..],
        signed.checkpoint.at,
        signed.checkpoint.horizon.to_string(),
        &signed.signature[..],
        peaks,
        home
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The hashes of the leaves from one position up to, but without, another.
pub(super) fn leaf_hashes(
    connection: &mut PgConnection,
    positions: Range<u64>,
) -> impl Stream<Item = Result<Hash, sqlx::Error>> + Send + '_ {
    sqlx::query_scalar!(
        "select leaf_hash from audit.leaf where position >= $1 and position < $2 order by position",
        positions.start as i64,
        positions.end as i64
    )
    .fetch(connection)
    .map(|bytes| Ok(Hash::read(&bytes?).unwrap_or(Hash([0; 32]))))
}

/// Makes the partitions for the month of a moment and for the next.
pub(super) async fn prepare_months(pool: &PgPool, moment: Moment) -> Result<(), sqlx::Error> {
    sqlx::query!("select audit.prepare_months($1)", moment)
        .execute(pool)
        .await?;
    Ok(())
}

/// Fixes what the transaction sees, without the time limit of requests.
pub(super) async fn stand_still(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("set transaction isolation level repeatable read, read only")
        .execute(&mut *connection)
        .await?;
    sqlx::query!("set local statement_timeout = 0")
        .execute(connection)
        .await?;
    Ok(())
}

/// How many entries there are, with a place and without.
pub(super) async fn extent(connection: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select count(*) as "entries!" from audit.entry"#)
        .fetch_one(connection)
        .await
}

/// The ranges of positions whose content was destroyed, first and last, and when.
pub(super) async fn destroyed(
    connection: &mut PgConnection,
) -> Result<Vec<(i64, i64)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select first_position, last_position from audit.destroyed order by first_position"
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.first_position, row.last_position))
        .collect())
}

/// Every place in the tree in order, beside its entry; or the places of one entry. `offset 0` makes the database look each
/// entry up by its key, so that rows flow from the first on and nothing is sorted or kept.
pub(super) fn rows(
    connection: &mut PgConnection,
    entry: Option<Uuid>,
) -> impl Stream<Item = Result<Row, sqlx::Error>> + Send + '_ {
    sqlx::query_as!(
        Row,
        r#"select l.position, l.entry, timestamptz_send(l.at) as "at!", l.leaf_hash,
                  e.id as "found?", e.action as "action?", e.outcome as "outcome?",
                  e.refusal as "refusal?", e.account as "account?", e.role as "role?",
                  e.organisation as "organisation?", e.local_authority as "local_authority?",
                  e.source as "source?", e.mediator as "mediator?", e.channel as "channel?",
                  e.session as "session?", e.request as "request?",
                  e.network_address as "network_address?: IpNet",
                  e.object_kind as "object_kind?", e.object_id as "object_id?",
                  e.reason_code as "reason_code?", e.reason_words as "reason_words?",
                  e.detail as "detail?", e.restricted as "restricted?", e.salt as "salt?",
                  e.leaf_hash as "entry_hash?"
           from audit.leaf l
           left join lateral (
               select id, action, outcome, refusal, account, role, organisation, local_authority,
                      source, mediator, channel, session, request, network_address, object_kind,
                      object_id, reason_code, reason_words, detail::text as detail,
                      restricted::text as restricted, salt, leaf_hash
               from audit.entry where entry.at = l.at and entry.id = l.entry offset 0
           ) e on true
           where $1::uuid is null or l.entry = $1
           order by l.position"#,
        entry
    )
    .fetch(connection)
}

/// The oldest entry without a place that is older than a moment.
pub(super) async fn unsequenced_before(
    connection: &mut PgConnection,
    moment: Moment,
) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "select e.id from audit.entry e
         where e.at < $1
           and not exists (select from audit.leaf l where l.entry = e.id and l.at = e.at)
         order by e.at, e.id limit 1",
        moment
    )
    .fetch_optional(connection)
    .await
}

/// Inserts entries made up for measuring.
pub(super) async fn insert_generated(
    connection: &mut PgConnection,
    at: Moment,
    columns: &Columns,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into audit.entry (
             id, at, action, outcome, account, role, organisation, local_authority, channel,
             session, request, object_kind, object_id, reason_code, detail, restricted, salt,
             leaf_hash)
         select id, $1, 'trail.generated', 'done', account, 'practitioner', account, 'E08000032',
                'web', account, id, 'child', object, 'providing-service', detail, restricted, salt,
                leaf_hash
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::jsonb[], $6::jsonb[], $7::bytea[],
                     $8::bytea[])
             as generated (id, account, object, detail, restricted, salt, leaf_hash)",
        at,
        &columns.ids,
        &columns.accounts,
        &columns.objects,
        &columns.details,
        &columns.restricted,
        &columns.salts,
        &columns.leaf_hashes
    )
    .execute(connection)
    .await?;
    Ok(())
}
