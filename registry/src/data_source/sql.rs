//! Statements about sources and what they say.

use chrono::{NaiveDate, TimeDelta};
use domain::best_view::Statement;
use domain::clock::Moment;
use domain::id::{ChildNumber, SourceId};
use sqlx::types::Json;
use sqlx::{PgConnection, query, query_as, query_scalar};
use uuid::Uuid;

/// A registered source.
pub(super) struct SourceRow {
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub organisation: Option<Uuid>,
    pub local_authority: Option<String>,
}

pub(super) async fn source(
    connection: &mut PgConnection,
    source: SourceId,
) -> sqlx::Result<Option<SourceRow>> {
    query_as!(
        SourceRow,
        "select id, name, kind, organisation, local_authority from source where id = $1",
        source.0
    )
    .fetch_optional(connection)
    .await
}

/// A source's name.
pub(super) async fn name(connection: &mut PgConnection, source: SourceId) -> sqlx::Result<String> {
    query_scalar!("select name from source where id = $1", source.0)
        .fetch_one(connection)
        .await
}

/// Makes files of one source wait for each other until the transaction ends.
pub(super) async fn one_file_at_a_time(
    connection: &mut PgConnection,
    source: SourceId,
) -> sqlx::Result<()> {
    query!(
        "select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 11)) is null as locked",
        source.0
    )
    .fetch_one(connection)
    .await?;
    Ok(())
}

/// Whose record a reference belongs to.
pub(super) struct OwnerRow {
    pub reference: String,
    pub child: i64,
}

pub(super) async fn children_of(
    connection: &mut PgConnection,
    source: SourceId,
    references: &[String],
) -> sqlx::Result<Vec<OwnerRow>> {
    query_as!(
        OwnerRow,
        "select reference, child from live.statement where source = $1 and reference = any($2)",
        source.0,
        references
    )
    .fetch_all(connection)
    .await
}

/// A record that a batch may change.
pub(super) struct RecordRow {
    pub child: i64,
    pub local_authority: String,
    pub shielded: bool,
    pub live: bool,
}

/// Locks records, always in the same order.
pub(super) async fn lock_records(
    connection: &mut PgConnection,
    children: &[i64],
    today: NaiveDate,
) -> sqlx::Result<Vec<RecordRow>> {
    query_as!(
        RecordRow,
        r#"select child, local_authority, shielded, leaves_live_on > $2 as "live!"
           from live.child where child = any($1) order by child for update"#,
        children,
        today
    )
    .fetch_all(connection)
    .await
}

/// What a source says.
pub(super) struct StatementRow {
    pub source: Uuid,
    pub kind: String,
    pub reference: String,
    pub child: i64,
    pub supplied_at: Moment,
    pub verified: bool,
    /// The day on which the source last supplied, or was registered; none of one that we keep ourselves.
    pub last: Option<NaiveDate>,
    pub content: Option<Json<Statement>>,
    pub sealed: Option<Vec<u8>>,
}

/// Everything that any source says of these children. When a source last supplied is looked up once,
/// however many of its rows there are.
pub(super) async fn statements(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<Vec<StatementRow>> {
    query_as!(
        StatementRow,
        r#"with said as (select source, reference, child, supplied_at, verified, content, sealed
                         from live.statement where child = any($1)),
               sources as materialized (
                   select s.id, s.kind,
                          case when s.own then null
                               else coalesce((select max(u.received_on) from source_supply u
                                              where u.source = s.id), s.registered_on)
                          end as last
                   from source s where s.id in (select source from said))
           select t.source, s.kind, t.reference, t.child, t.supplied_at, t.verified, s.last,
                  t.content as "content: Json<Statement>", t.sealed
           from said t join sources s on s.id = t.source"#,
        children
    )
    .fetch_all(connection)
    .await
}

/// What a source said under a reference, of a record that is live.
pub(super) struct SaidRow {
    pub reference: String,
    pub supplied_at: Moment,
    pub content: Option<Json<Statement>>,
    pub sealed: Option<Vec<u8>>,
}

/// Has every statement of a batch planned for what the tables hold now, until the end of the act. A plan that
/// was kept from when they were empty reads all of them once a first supply has filled them.
pub(super) async fn plan_anew(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!(r#"select set_config('plan_cache_mode', 'force_custom_plan', true) as "set!""#)
        .fetch_one(connection)
        .await?;
    Ok(())
}

/// What a source said under these references, of records that are live.
pub(super) async fn said_before(
    connection: &mut PgConnection,
    source: SourceId,
    references: &[String],
    today: NaiveDate,
) -> sqlx::Result<Vec<SaidRow>> {
    query_as!(
        SaidRow,
        r#"select t.reference, t.supplied_at, t.content as "content: Json<Statement>", t.sealed
           from live.statement t join live.child c on c.child = t.child
           where t.source = $1 and t.reference = any($2) and c.leaves_live_on > $3"#,
        source.0,
        references,
        today
    )
    .fetch_all(connection)
    .await
}

/// Who is responsible where nothing else tells, as the installation sets it (TRF-01).
pub(super) async fn default_authority(
    connection: &mut PgConnection,
) -> sqlx::Result<Option<String>> {
    query_scalar!("select default_authority from installation")
        .fetch_one(connection)
        .await
}

/// Which of these numbers belong to a record already, or lead to one.
pub(super) async fn taken(
    connection: &mut PgConnection,
    numbers: &[i64],
) -> sqlx::Result<Vec<i64>> {
    query_scalar!(
        r#"select child as "number!" from live.child where child = any($1)
           union all
           select number from live.merged where number = any($1)"#,
        numbers
    )
    .fetch_all(connection)
    .await
}

/// Statements of one source, column by column.
#[derive(Default)]
pub(super) struct StatementColumns {
    references: Vec<String>,
    children: Vec<i64>,
    at: Vec<Moment>,
    verified: Vec<bool>,
    contents: Vec<Option<Json<Statement>>>,
    sealed: Vec<Option<Vec<u8>>>,
    qualities: Vec<Quality>,
}

/// What is measured of a statement (DQ-01); of one that is sealed, nothing.
#[derive(Clone, Copy, Default)]
pub(super) struct Quality {
    /// Whether it has everything that is required of a row.
    pub complete: Option<bool>,
    /// By what two rows of one source are taken for the same child.
    pub likeness: Option<i64>,
}

impl StatementColumns {
    pub(super) fn push(
        &mut self,
        reference: &str,
        child: ChildNumber,
        at: Moment,
        verified: bool,
        (content, sealed): (Option<Statement>, Option<Vec<u8>>),
        quality: Quality,
    ) {
        self.qualities.push(quality);
        self.references.push(reference.to_owned());
        self.children.push(child.stored());
        self.at.push(at);
        self.verified.push(verified);
        self.contents.push(content.map(Json));
        self.sealed.push(sealed);
    }
}

/// Puts statements in place of what the source said before.
pub(super) async fn say(
    connection: &mut PgConnection,
    source: SourceId,
    said: &StatementColumns,
) -> sqlx::Result<()> {
    let complete: Vec<Option<bool>> = said.qualities.iter().map(|q| q.complete).collect();
    let likeness: Vec<Option<i64>> = said.qualities.iter().map(|q| q.likeness).collect();
    query!(
        "insert into live.statement
             (source, reference, child, supplied_at, verified, content, sealed, complete, likeness)
         select $1, * from unnest($2::text[], $3::bigint[], $4::timestamptz[], $5::boolean[],
                                  $6::jsonb[], $7::bytea[], $8::boolean[], $9::bigint[])
         on conflict (source, reference) do update
         set supplied_at = excluded.supplied_at, verified = excluded.verified,
             content = excluded.content, sealed = excluded.sealed,
             complete = excluded.complete, likeness = excluded.likeness",
        source.0,
        &said.references,
        &said.children,
        &said.at,
        &said.verified,
        &said.contents as &[Option<Json<Statement>>],
        &said.sealed as &[Option<Vec<u8>>],
        &complete as &[Option<bool>],
        &likeness as &[Option<i64>]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes what a source says under a reference; [`supersede`] keeps it.
pub(super) async fn unsay(
    connection: &mut PgConnection,
    source: SourceId,
    reference: &str,
) -> sqlx::Result<()> {
    query!(
        "delete from live.statement where source = $1 and reference = $2",
        source.0,
        reference
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps what a source said before (UPD-07). A reference that changed twice in one batch keeps
/// both, a microsecond apart.
pub(super) async fn supersede(
    connection: &mut PgConnection,
    source: SourceId,
    before: &StatementColumns,
    now: Moment,
) -> sqlx::Result<()> {
    let superseded_at: Vec<Moment> = (0..before.references.len() as i64)
        .map(|place| now + TimeDelta::microseconds(place))
        .collect();
    query!(
        "insert into live.superseded_statement
             (source, reference, child, supplied_at, superseded_at, content, sealed)
         select $1, * from unnest($2::text[], $3::bigint[], $4::timestamptz[], $5::timestamptz[],
                                  $6::jsonb[], $7::bytea[])",
        source.0,
        &before.references,
        &before.children,
        &before.at,
        &superseded_at,
        &before.contents as &[Option<Json<Statement>>],
        &before.sealed as &[Option<Vec<u8>>]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A number that a body allocated to a child. In order of the numbers: two supplies that bring the same ones
/// wait, and do not lock each other out.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct IdentifierRow {
    pub scheme: String,
    pub value: String,
    pub allocated_by: Uuid,
    pub child: i64,
}

/// The numbers that stand for children.
pub(super) async fn identifiers_of(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<Vec<IdentifierRow>> {
    query_as!(
        IdentifierRow,
        "select child, scheme, value, allocated_by from live.identifier where child = any($1)",
        children
    )
    .fetch_all(connection)
    .await
}

/// Removes numbers.
pub(super) async fn forget_identifiers(
    connection: &mut PgConnection,
    gone: &[&IdentifierRow],
) -> sqlx::Result<()> {
    let schemes: Vec<&str> = gone.iter().map(|row| &*row.scheme).collect();
    let values: Vec<&str> = gone.iter().map(|row| &*row.value).collect();
    let bodies: Vec<Uuid> = gone.iter().map(|row| row.allocated_by).collect();
    query!(
        "delete from live.identifier i
         using unnest($1::text[], $2::text[], $3::uuid[]) g (scheme, value, body)
         where i.scheme = g.scheme and i.value = g.value and i.allocated_by = g.body",
        &schemes as &[&str],
        &values as &[&str],
        &bodies
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Adds numbers, but for those that stand for another child.
pub(super) async fn add_identifiers(
    connection: &mut PgConnection,
    new: &[&IdentifierRow],
) -> sqlx::Result<()> {
    let schemes: Vec<&str> = new.iter().map(|row| &*row.scheme).collect();
    let values: Vec<&str> = new.iter().map(|row| &*row.value).collect();
    let children: Vec<i64> = new.iter().map(|row| row.child).collect();
    let bodies: Vec<Uuid> = new.iter().map(|row| row.allocated_by).collect();
    query!(
        "insert into live.identifier (scheme, value, child, allocated_by)
         select * from unnest($1::text[], $2::text[], $3::bigint[], $4::uuid[])
         on conflict do nothing",
        &schemes as &[&str],
        &values as &[&str],
        &children,
        &bodies
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A child whom a source has supplied.
pub(super) struct SuppliedChildRow {
    pub reference: String,
    pub child: i64,
    pub date_of_birth: NaiveDate,
    pub local_authority: String,
    pub live: bool,
}

/// The children of a source's references, always in the same order.
pub(super) async fn supplied_children(
    connection: &mut PgConnection,
    source: SourceId,
    references: &[String],
    today: NaiveDate,
) -> sqlx::Result<Vec<SuppliedChildRow>> {
    query_as!(
        SuppliedChildRow,
        r#"select t.reference, c.child, c.date_of_birth, c.local_authority,
                  c.leaves_live_on > $3 as "live!"
           from live.statement t join live.child c on c.child = t.child
           where t.source = $1 and t.reference = any($2)
           order by c.child, t.reference"#,
        source.0,
        references,
        today
    )
    .fetch_all(connection)
    .await
}

/// A service for which a source speaks.
pub(super) struct ServiceRow {
    pub id: Uuid,
    pub organisation: Uuid,
    pub organisation_name: String,
    pub service_type: String,
    pub name: String,
    pub universal: bool,
    pub sensitive: bool,
}

/// The services of the organisation for which a source speaks, or of those in its authority.
pub(super) async fn services_of(
    connection: &mut PgConnection,
    source: SourceId,
) -> sqlx::Result<Vec<ServiceRow>> {
    query_as!(
        ServiceRow,
        r#"select s.id, s.organisation, o.name as organisation_name, s.service_type, s.name,
                  k.universal, (k.sensitive or s.sensitive) as "sensitive!"
           from source f
           join organisation o on case when f.organisation is not null then o.id = f.organisation
                                       else o.local_authority = f.local_authority end
           join service s on s.organisation = o.id
           join service_type k on k.code = s.service_type
           where f.id = $1"#,
        source.0
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn team_named(
    connection: &mut PgConnection,
    organisation: Uuid,
    name: &str,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select id from team where organisation = $1 and lower(name) = lower($2)
         order by id limit 1",
        organisation,
        name
    )
    .fetch_optional(connection)
    .await
}

/// What is kept of a supplied entry.
pub(super) struct KeptRow {
    pub entry: Uuid,
    pub sealed: Vec<u8>,
}

pub(super) async fn kept(
    connection: &mut PgConnection,
    mark: &[u8],
) -> sqlx::Result<Option<KeptRow>> {
    query_as!(
        KeptRow,
        "select entry, sealed from live.supplied_entry where mark = $1 for update",
        mark
    )
    .fetch_optional(connection)
    .await
}

/// The same of several, each with its mark.
pub(super) async fn kept_among(
    connection: &mut PgConnection,
    marks: &[Vec<u8>],
) -> sqlx::Result<Vec<(Vec<u8>, Vec<u8>)>> {
    let rows = query!(
        "select mark, sealed from live.supplied_entry where mark = any($1)",
        marks
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.mark, row.sealed)).collect())
}

pub(super) async fn keep(
    connection: &mut PgConnection,
    mark: &[u8],
    child: ChildNumber,
    entry: Uuid,
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "insert into live.supplied_entry (mark, child, entry, sealed) values ($1, $2, $3, $4)
         on conflict (mark) do update set entry = excluded.entry, sealed = excluded.sealed",
        mark,
        child.stored(),
        entry,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// An entry on a record that a source has supplied.
pub(super) struct EntryOfRecordRow {
    pub mark: Vec<u8>,
    pub entry: Uuid,
    pub sealed: Vec<u8>,
}

pub(super) async fn entries_of_record(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<EntryOfRecordRow>> {
    query_as!(
        EntryOfRecordRow,
        "select mark, entry, sealed from live.supplied_entry where child = $1
         order by mark for update",
        child.stored()
    )
    .fetch_all(connection)
    .await
}

/// A supplied entry that stands on a record.
pub(super) struct SuppliedEntryRow {
    pub mark: Vec<u8>,
    pub sealed: Vec<u8>,
    pub service: String,
}

/// The entries that sources supplied of a record, by service. Of sensitive services none (SENS-04).
pub(super) async fn supplied_entries(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<SuppliedEntryRow>> {
    query_as!(
        SuppliedEntryRow,
        r#"select e.mark, e.sealed, o.name || ', ' || s.name as "service!"
           from live.supplied_entry e
           join (select id, service from live.involvement where child = $1
                 union all
                 select id, service from live.caf where child = $1) h on h.id = e.entry
           join service s on s.id = h.service
           join organisation o on o.id = s.organisation
           join service_type k on k.code = s.service_type
           where e.child = $1 and not (k.sensitive or s.sensitive)
           order by 3, e.mark"#,
        child.stored()
    )
    .fetch_all(connection)
    .await
}

/// What a source said before, and until when.
pub(super) struct PastRow {
    pub source: Uuid,
    pub reference: String,
    pub supplied_at: Moment,
    pub superseded_at: Moment,
    pub content: Option<Json<Statement>>,
    pub sealed: Option<Vec<u8>>,
}

pub(super) async fn past(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<PastRow>> {
    query_as!(
        PastRow,
        r#"select source, reference, supplied_at, superseded_at,
                  content as "content: Json<Statement>", sealed
           from live.superseded_statement where child = $1
           order by superseded_at desc, source, reference"#,
        child.stored()
    )
    .fetch_all(connection)
    .await
}

/// A source's name.
pub(super) struct NameRow {
    pub id: Uuid,
    pub name: String,
}

/// What sources are called, without those that speak for sensitive services alone: whoever reads this may
/// not know that such a service is involved (SENS-04).
pub(super) async fn names(
    connection: &mut PgConnection,
    sources: &[Uuid],
) -> sqlx::Result<Vec<NameRow>> {
    query_as!(
        NameRow,
        "select id, name from source where id = any($1) and not is_sensitive_alone(organisation)",
        sources
    )
    .fetch_all(connection)
    .await
}

/// Writes what a source said before sealed or open.
pub(super) async fn rewrite_superseded(
    connection: &mut PgConnection,
    row: &PastRow,
) -> sqlx::Result<()> {
    query!(
        "update live.superseded_statement set content = $4, sealed = $5
         where source = $1 and reference = $2 and superseded_at = $3",
        row.source,
        row.reference,
        row.superseded_at,
        row.content.as_ref() as Option<&Json<Statement>>,
        row.sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Something sealed that a source stated, now or before.
pub(super) struct SealedRow {
    pub superseded_at: Option<Moment>,
    pub sealed: Vec<u8>,
}

/// What is sealed of what a source states, and stated, under a reference.
pub(super) async fn sealed_under(
    connection: &mut PgConnection,
    source: SourceId,
    reference: &str,
) -> sqlx::Result<Vec<SealedRow>> {
    query_as!(
        SealedRow,
        r#"select null::timestamptz as superseded_at, sealed as "sealed!" from live.statement
           where source = $1 and reference = $2 and sealed is not null
           union all
           select superseded_at, sealed from live.superseded_statement
           where source = $1 and reference = $2 and sealed is not null"#,
        source.0,
        reference
    )
    .fetch_all(connection)
    .await
}

/// Puts one reference of a source in place of another.
pub(super) async fn rename(
    connection: &mut PgConnection,
    source: SourceId,
    from: &str,
    to: &str,
) -> sqlx::Result<()> {
    query!(
        "with before as (update live.superseded_statement set reference = $3
                         where source = $1 and reference = $2)
         update live.statement set reference = $3 where source = $1 and reference = $2",
        source.0,
        from,
        to
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Puts what was sealed for another reference in its place.
pub(super) async fn seal_again(
    connection: &mut PgConnection,
    source: SourceId,
    reference: &str,
    superseded_at: Option<Moment>,
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "with before as (update live.superseded_statement set sealed = $4
                         where source = $1 and reference = $2 and superseded_at = $3)
         update live.statement set sealed = $4
         where source = $1 and reference = $2 and $3::timestamptz is null",
        source.0,
        reference,
        superseded_at,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}
