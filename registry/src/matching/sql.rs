//! Statements about records that rows may mean. Each is asked once for a whole batch; look-ups stand in
//! lateral joins that may not be flattened, so that the plan is always a few keys, a few rows.

use chrono::NaiveDate;
use domain::best_view::BestView;
use domain::id::{AccountId, ChildNumber, SourceId};
use sqlx::types::Json;
use sqlx::{PgConnection, query, query_as};
use uuid::Uuid;

/// What is looked for, column by column: `row` is the place in the batch.
#[derive(Default)]
pub(super) struct Asked {
    /// Days of birth, each with where among all `sounds` those of the name are.
    pub born_rows: Vec<i32>,
    pub born: Vec<NaiveDate>,
    pub born_sounds: Places,
    pub sounds: Vec<String>,
    /// Both sounds of a name, each with where among all `slips` the days are that a slip makes.
    pub name_rows: Vec<i32>,
    pub surnames: Vec<String>,
    pub forenames: Vec<String>,
    pub name_slips: Places,
    pub slips: Vec<NaiveDate>,
    /// Where the child lives.
    pub home_rows: Vec<i32>,
    pub postcodes: Vec<String>,
    /// Numbers that bodies gave.
    pub number_rows: Vec<i32>,
    pub schemes: Vec<String>,
    pub numbers: Vec<String>,
}

/// The first and the last places of parts of a list; PostgreSQL counts from 1.
#[derive(Default)]
pub(super) struct Places {
    pub first: Vec<i32>,
    pub last: Vec<i32>,
}

impl Places {
    pub(super) fn push(&mut self, (first, last): (i32, i32)) {
        self.first.push(first);
        self.last.push(last);
    }
}

/// A record that may be meant.
pub(super) struct NearRow {
    pub row: i32,
    pub child: i64,
}

/// The records that rows may mean: of that day with one sound of the name, every day read once; of a day
/// that a slip makes with both, all days of a name by one look-up; of the same postcode; of the same number.
/// None has a shielded child in it: those have no keys, and no postcode in the clear; numbers are left to
/// the next statement. The parts of the lists are cut out before anything is looked up, once for each row.
///
/// A table that has only begun to fill seems cheaper to read whole than by its keys, but here it would be
/// read whole for each of very many keys: the first batches of a directory would take too long.
pub(super) async fn near(
    connection: &mut PgConnection,
    asked: &Asked,
) -> sqlx::Result<Vec<NearRow>> {
    query("set local enable_seqscan = off")
        .execute(&mut *connection)
        .await?;
    let near = query_as!(
        NearRow,
        r#"select a.row as "row!", k.child as "child!"
           from (select row, born, ($5::text[])[first:last] as sounds
                 from unnest($1::int[], $2::date[], $3::int[], $4::int[]) u (row, born, first, last)
                 offset 0) a
           cross join lateral (select child from live.child_key
                               where date_of_birth = a.born
                                 and (surname_key = any(a.sounds) or forename_key = any(a.sounds))
                               offset 0) k
           union
           select a.row, k.child
           from (select row, surname, forename, ($11::date[])[first:last] as slips
                 from unnest($6::int[], $7::text[], $8::text[], $9::int[], $10::int[])
                     u (row, surname, forename, first, last) offset 0) a
           cross join lateral (select child from live.child_key
                               where surname_key = a.surname and forename_key = a.forename
                                 and date_of_birth = any(a.slips) offset 0) k
           union
           select a.row, c.child
           from unnest($12::int[], $13::text[]) a (row, postcode)
           cross join lateral (select child from live.child
                               where postcode = a.postcode offset 0) c
           union
           select a.row, i.child
           from unnest($14::int[], $15::text[], $16::text[]) a (row, scheme, value)
           cross join lateral (select child from live.identifier
                               where scheme = a.scheme and value = a.value offset 0) i"#,
        &asked.born_rows,
        &asked.born,
        &asked.born_sounds.first,
        &asked.born_sounds.last,
        &asked.sounds,
        &asked.name_rows,
        &asked.surnames,
        &asked.forenames,
        &asked.name_slips.first,
        &asked.name_slips.last,
        &asked.slips,
        &asked.home_rows,
        &asked.postcodes,
        &asked.number_rows,
        &asked.schemes,
        &asked.numbers
    )
    .fetch_all(&mut *connection)
    .await?;
    query("set local enable_seqscan = on")
        .execute(connection)
        .await?;
    Ok(near)
}

/// A record to compare with.
pub(super) struct RecordRow {
    pub child: i64,
    pub best_view: Json<BestView>,
}

/// Live records that are not shielded and of which the source, where there is one, says nothing yet: its two
/// references are two children (MAT-06).
pub(super) async fn records(
    connection: &mut PgConnection,
    children: &[i64],
    source: Option<SourceId>,
    today: NaiveDate,
) -> sqlx::Result<Vec<RecordRow>> {
    query_as!(
        RecordRow,
        r#"select c.child, c.best_view as "best_view!: Json<BestView>"
           from live.child c
           where c.child = any($1) and not c.shielded and c.leaves_live_on > $3
             and not exists (select from live.statement t
                             where t.child = c.child and t.source = $2::uuid)"#,
        children,
        source.map(|source| source.0),
        today
    )
    .fetch_all(connection)
    .await
}

/// How many records have a postcode.
pub(super) struct PostcodeRow {
    pub postcode: String,
    pub uses: i64,
}

pub(super) async fn at_postcodes(
    connection: &mut PgConnection,
    postcodes: &[String],
) -> sqlx::Result<Vec<PostcodeRow>> {
    query_as!(
        PostcodeRow,
        r#"select postcode as "postcode!", count(*) as "uses!" from live.child
           where postcode = any($1) group by postcode"#,
        postcodes
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn keep(
    connection: &mut PgConnection,
    children: &[i64],
    marks: &[&[u8]],
    account: Option<AccountId>,
    today: NaiveDate,
    sealed: &[Option<Vec<u8>>],
) -> sqlx::Result<()> {
    query!(
        "insert into live.matched (mark, child, matched_on, decided_by, sealed)
         select mark, child, $4, $3, sealed
         from unnest($1::bytea[], $2::bigint[], $5::bytea[]) m (mark, child, sealed)
         on conflict (mark) do update set child = excluded.child, matched_on = excluded.matched_on,
             decided_by = excluded.decided_by, sealed = excluded.sealed",
        marks as &[&[u8]],
        children,
        account.map(|account| account.0),
        today,
        sealed as &[Option<Vec<u8>>]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A row that came onto a record.
pub(super) struct MatchRow {
    pub mark: Vec<u8>,
    pub matched_on: NaiveDate,
    pub decided_by: Option<Uuid>,
    pub sealed: Option<Vec<u8>>,
}

pub(super) async fn of_record(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<MatchRow>> {
    query_as!(
        MatchRow,
        "select mark, matched_on, decided_by, sealed from live.matched where child = $1",
        child.stored()
    )
    .fetch_all(connection)
    .await
}
