//! The rows that make up a record. Archiving takes them out of the live directory as they stand and
//! puts them back alike, whatever columns they have: a table that comes to be keyed by child needs its
//! line here and nothing else. `registry/tests/data_dictionary.rs` finds one that has none.

use std::collections::BTreeMap;

use domain::id::ChildNumber;
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection, query, query_scalar};

/// How a table's rows belong to a child.
enum Whose {
    /// It has a column that says so.
    Child,
    /// They belong to something that does.
    Of(&'static str, &'static str, &'static str),
}

use Whose::{Child, Of};

/// The tables of a record, those that hang on others first; the record itself is the last.
const TABLES: [(&str, Whose); 33] = [
    (
        "live.brokering_leg",
        Of("request", "id", "live.brokering_request"),
    ),
    ("live.brokering_request", Child),
    (
        "live.involvement_keeper",
        Of("involvement", "id", "live.involvement"),
    ),
    ("live.involvement", Child),
    ("live.sensitive_involvement", Child),
    ("live.supplied_entry", Child),
    ("live.caf", Child),
    ("live.lead_professional", Child),
    ("live.dispute", Child),
    ("live.death", Child),
    ("live.past_eighteen", Child),
    ("live.past_eighteen_prompt", Child),
    ("live.leaving_report", Child),
    ("live.ceased_residence", Child),
    ("live.transfer", Child),
    (
        "live.quarantined_entry",
        Of("row", "id", "live.quarantined_row"),
    ),
    ("live.quarantined_row", Child),
    (
        "live.proposed_change",
        Of("conflict", "id", "live.item_conflict"),
    ),
    ("live.item_conflict", Child),
    ("live.matched", Child),
    ("live.merged", Child),
    ("live.panel_opinion", Of("pack", "id", "live.panel_pack")),
    ("live.panel_pack", Child),
    ("live.break_glass", Child),
    ("live.shield_review", Child),
    ("live.shield_notice", Child),
    ("live.shield", Child),
    ("live.identifier", Child),
    ("live.duplicate", Child),
    ("live.discrepancy", Child),
    ("live.superseded_statement", Child),
    ("live.statement", Child),
    ("live.child", Child),
];

/// Tables that name a child and are no part of the record, and why.
pub const NOT_OF_A_RECORD: [(&str, &str); 18] = [
    (
        "archive.access_window",
        "the archive's own: destroyed with the record",
    ),
    (
        "archive.hold",
        "the archive's own: ends before anything is destroyed",
    ),
    ("archive.item", "the archive's own: by its own clock (D-39)"),
    (
        "archive.match_key",
        "the archive's own: destroyed with the record",
    ),
    ("archive.record", "the archive's own"),
    (
        "archive.swallowed",
        "the archive's own: destroyed with the record",
    ),
    ("live.child_key", "emptied, and made anew by a restoration"),
    ("live.school_key", "emptied, and made anew by a restoration"),
    (
        "live.double",
        "forgotten with either of its two records: found anew after a restoration",
    ),
    (
        "live.move_shown",
        "given up: what the data show is weighed anew after a restoration",
    ),
    (
        "live.responsibility_kept",
        "given up: who answers for a record that comes back is decided anew (ARC-08)",
    ),
    (
        "public.complaint",
        "the authority's own file, on no record (CMP-07): forgets the number when the record is destroyed",
    ),
    (
        "public.death_certificate",
        "waits for a second person whatever the number: destroyed with the record",
    ),
    ("public.record_opening", "a session's: closed"),
    (
        "public.subject_access_record",
        "stands with its request: destroyed with the record",
    ),
    (
        "public.subject_access_request",
        "the authority's, wherever the record lies: destroyed with the record",
    ),
    ("public.task", "closed, and destroyed with the record"),
    (
        "live.name_part",
        "names no child: a rare name's words go, and are counted anew",
    ),
];

/// The tables that a record is made of.
pub fn tables() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(table, _)| *table)
}

/// Rows by table, each as the database writes it.
pub(crate) type Rows = BTreeMap<String, Vec<Value>>;

impl Whose {
    /// The condition that a row is the child's.
    fn condition(&self) -> String {
        match self {
            Child => "child = $1".to_owned(),
            Of(column, key, table) => {
                format!("{column} in (select {key} from {table} where child = $1)")
            }
        }
    }
}

/// Takes every row of a record out of the live directory.
pub(super) async fn take(connection: &mut PgConnection, child: ChildNumber) -> sqlx::Result<Rows> {
    let mut rows = Rows::new();
    for (table, whose) in &TABLES {
        let condition = whose.condition();
        let taken: Vec<Value> = query_scalar(AssertSqlSafe(format!(
            "with gone as (delete from {table} where {condition} returning *)
             select to_jsonb(gone) from gone"
        )))
        .bind(child.stored())
        .fetch_all(&mut *connection)
        .await?;
        if !taken.is_empty() {
            rows.insert((*table).to_owned(), taken);
        }
    }
    Ok(rows)
}

/// By what a row is known again when it has changed meanwhile: by its key, and where that has a day in
/// it, by whose it is, so that what was added since is known too.
async fn known_by(connection: &mut PgConnection, table: &str) -> sqlx::Result<String> {
    if table == "live.superseded_statement" {
        return Ok("source, reference".to_owned());
    }
    query_scalar!(
        r#"select string_agg(quote_ident(a.attname), ', ' order by a.attnum) as "columns!"
           from pg_index i
           join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
           where i.indrelid = $1::text::regclass and i.indisprimary"#,
        table
    )
    .fetch_one(connection)
    .await
}

/// Takes some of a record's rows out of the live directory, as they stand now: those that are known by
/// `which`, where no more than the columns of a key are read, and what hangs on them.
pub(crate) async fn take_some(
    connection: &mut PgConnection,
    child: ChildNumber,
    which: &Rows,
) -> sqlx::Result<Rows> {
    let none = Vec::new();
    let mut rows = Rows::new();
    for (table, whose) in &TABLES {
        let (owner, hangs) = match whose {
            Child => (*table, None),
            Of(column, key, owner) => (*owner, Some((column, key))),
        };
        let which = which.get(owner).unwrap_or(&none);
        if which.is_empty() {
            continue;
        }
        let by = known_by(&mut *connection, owner).await?;
        let meant = format!(
            "child = $1 and ({by}) in
             (select {by} from jsonb_populate_recordset(null::{owner}, $2))"
        );
        let condition = match hangs {
            None => meant,
            Some((column, key)) => {
                format!("{column} in (select {key} from {owner} where {meant})")
            }
        };
        let taken: Vec<Value> = query_scalar(AssertSqlSafe(format!(
            "with gone as (delete from {table} where {condition} returning *)
             select to_jsonb(gone) from gone"
        )))
        .bind(child.stored())
        .bind(Value::Array(which.clone()))
        .fetch_all(&mut *connection)
        .await?;
        if !taken.is_empty() {
            rows.insert((*table).to_owned(), taken);
        }
    }
    Ok(rows)
}

/// Makes rows another child's.
pub(crate) fn give(rows: &mut Rows, child: ChildNumber) {
    for row in rows.values_mut().flatten() {
        if let Some(whose) = row.get_mut("child") {
            *whose = Value::from(child.stored());
        }
    }
}

/// Forgets what is kept for undoing that records were joined with the one of these rows (T-43).
pub(crate) fn make_final(rows: &mut Rows) {
    for row in rows.get_mut("live.merged").into_iter().flatten() {
        row["sealed"] = Value::Null;
    }
}

/// Puts rows back where they were taken. Columns that came meanwhile get what new rows get; columns
/// that went are left out.
pub(crate) async fn put_back(connection: &mut PgConnection, rows: &Rows) -> sqlx::Result<()> {
    for (table, _) in TABLES.iter().rev() {
        let Some(rows) = rows.get(*table) else {
            continue;
        };
        let kept: Vec<String> = rows
            .first()
            .and_then(Value::as_object)
            .map(|row| row.keys().cloned().collect())
            .unwrap_or_default();
        let columns: Vec<String> = query_scalar!(
            r#"select quote_ident(attname) as "column!" from pg_attribute
               where attrelid = $1::text::regclass and attnum > 0 and not attisdropped
                 and attname = any($2)"#,
            *table,
            &kept
        )
        .fetch_all(&mut *connection)
        .await?;
        let columns = columns.join(", ");
        query(AssertSqlSafe(format!(
            "insert into {table} ({columns})
             select {columns} from jsonb_populate_recordset(null::{table}, $1)"
        )))
        .bind(Value::Array(rows.clone()))
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
