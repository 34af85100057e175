//! Statements about records that rows may mean. Each is asked once for a whole batch; look-ups stand in
//! lateral joins that may not be flattened, so that the plan is always a few keys, a few rows.

use chrono::NaiveDate;
use domain::id::{AccountId, ChildNumber, SourceId};
use serde_json::Value;
use sqlx::{PgConnection, query, query_as};
use uuid::Uuid;

/// What is looked for, column by column: `row` is the place in the batch.
#[derive(Default)]
pub(super) struct Asked {
    /// Days of birth with a sound of the name.
    pub born_rows: Vec<i32>,
    pub born: Vec<NaiveDate>,
    pub sounds: Vec<String>,
    /// Both sounds of a name, for the days that a slip makes.
    pub name_rows: Vec<i32>,
    pub surnames: Vec<String>,
    pub forenames: Vec<String>,
    pub slip_rows: Vec<i32>,
    pub slips: Vec<NaiveDate>,
    /// Where the child lives.
    pub home_rows: Vec<i32>,
    pub postcodes: Vec<String>,
    /// Numbers that bodies gave.
    pub number_rows: Vec<i32>,
    pub schemes: Vec<String>,
    pub numbers: Vec<String>,
}

/// A record that may be meant.
pub(super) struct NearRow {
    pub row: i32,
    pub child: i64,
}

/// The records that rows may mean: of that day with one sound of the name; of a day that a slip makes with
/// both; of the same postcode; of the same number. None has a shielded child in it: those have no keys,
/// and no postcode in the clear; numbers are left to the next statement.
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
           from unnest($1::int[], $2::date[], $3::text[]) a (row, born, sound)
           cross join lateral (select child from live.child_key
                               where date_of_birth = a.born
                                 and (surname_key = a.sound or forename_key = a.sound) offset 0) k
           union
           select a.row, k.child
           from unnest($4::int[], $5::text[], $6::text[]) a (row, surname, forename)
           join unnest($7::int[], $8::date[]) d (row, born) on d.row = a.row
           cross join lateral (select child from live.child_key
                               where surname_key = a.surname and forename_key = a.forename
                                 and date_of_birth = d.born offset 0) k
           union
           select a.row, c.child
           from unnest($9::int[], $10::text[]) a (row, postcode)
           cross join lateral (select child from live.child
                               where postcode = a.postcode offset 0) c
           union
           select a.row, i.child
           from unnest($11::int[], $12::text[], $13::text[]) a (row, scheme, value)
           cross join lateral (select child from live.identifier
                               where scheme = a.scheme and value = a.value offset 0) i"#,
        &asked.born_rows,
        &asked.born,
        &asked.sounds,
        &asked.name_rows,
        &asked.surnames,
        &asked.forenames,
        &asked.slip_rows,
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
    pub best_view: Value,
}

/// Live records that are not shielded and of which the source says nothing yet: its two references are two
/// children (MAT-06).
pub(super) async fn records(
    connection: &mut PgConnection,
    children: &[i64],
    source: SourceId,
    today: NaiveDate,
) -> sqlx::Result<Vec<RecordRow>> {
    query_as!(
        RecordRow,
        r#"select c.child, c.best_view as "best_view!"
           from live.child c
           where c.child = any($1) and not c.shielded and c.leaves_live_on > $3
             and not exists (select from live.statement t
                             where t.child = c.child and t.source = $2)"#,
        children,
        source.0,
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
    child: ChildNumber,
    mark: &[u8],
    account: Option<AccountId>,
    today: NaiveDate,
    sealed: Option<Vec<u8>>,
) -> sqlx::Result<()> {
    query!(
        "insert into live.matched (mark, child, matched_on, decided_by, sealed)
         values ($1, $2, $3, $4, $5)
         on conflict (mark) do update set child = excluded.child, matched_on = excluded.matched_on,
             decided_by = excluded.decided_by, sealed = excluded.sealed",
        mark,
        child.stored(),
        today,
        account.map(|account| account.0),
        sealed
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
