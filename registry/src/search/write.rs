//! Making records findable: the rows that `domain::search::index` gives.

use std::collections::{BTreeSet, HashMap};

use domain::id::ChildNumber;
use domain::search::{Facts, Indexed, NamePart, name_parts};
use futures::TryStreamExt;
use sqlx::{Acquire, PgConnection};

use super::sql;

/// Writes the rows of keys, of schools and of names of records, where they differ from those that stand.
/// Of a shielded child there are none: those that stood go (SRCH-05, SHLD-01).
pub(crate) async fn write_rows(
    connection: &mut PgConnection,
    records: &[(ChildNumber, &Indexed)],
) -> sqlx::Result<()> {
    let children: Vec<i64> = records.iter().map(|(child, _)| child.stored()).collect();
    let stands = by_child(sql::keys_of(connection, &children).await?);
    let (old, new) = changed(records, &stands, |indexed| &indexed.keys);
    if !old.is_empty() {
        sql::forget_keys(connection, &old).await?;
    }
    if !new.is_empty() {
        sql::add_keys(connection, &new).await?;
    }
    let stands = by_child(sql::schools_of(connection, &children).await?);
    let (old, new) = changed(records, &stands, |indexed| &indexed.schools);
    if !old.is_empty() {
        sql::forget_schools(connection, &old).await?;
    }
    if !new.is_empty() {
        sql::add_schools(connection, &new).await?;
    }
    // Each word once and in order: two supplies that bring the same new words wait, and do not lock
    // each other out.
    let parts: BTreeSet<&NamePart> = records.iter().flat_map(|(_, one)| &one.parts).collect();
    sql::add_names(connection, parts.into_iter()).await
}

/// Rows by the child they stand for, those of each in order.
fn by_child<Row: Ord>(rows: Vec<(i64, Row)>) -> HashMap<i64, Vec<Row>> {
    let mut by_child: HashMap<i64, Vec<Row>> = HashMap::new();
    for (child, row) in rows {
        by_child.entry(child).or_default().push(row);
    }
    by_child.values_mut().for_each(|rows| rows.sort_unstable());
    by_child
}

/// Of the records whose rows are to be others than those that stand, those of which any stand, and the
/// new rows.
fn changed<'r, Row: PartialEq>(
    records: &[(ChildNumber, &'r Indexed)],
    stands: &HashMap<i64, Vec<Row>>,
    rows: impl Fn(&'r Indexed) -> &'r [Row],
) -> (Vec<i64>, Vec<(i64, &'r Row)>) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for (child, indexed) in records {
        let (child, rows) = (child.stored(), rows(indexed));
        let stand = stands.get(&child).map_or(&[][..], Vec::as_slice);
        if stand == rows {
            continue;
        }
        if !stand.is_empty() {
            old.push(child);
        }
        new.extend(rows.iter().map(|row| (child, row)));
    }
    (old, new)
}

/// Takes away everything by which a child is found. Of the dictionary a word goes that no other record
/// is known to bear; words that many bear are counted anew from time to time.
pub(crate) async fn forget_rows(
    connection: &mut PgConnection,
    child: ChildNumber,
    indexed: &Indexed,
) -> sqlx::Result<()> {
    sql::forget_keys(connection, &[child.stored()]).await?;
    sql::forget_schools(connection, &[child.stored()]).await?;
    sql::forget_names(connection, &indexed.parts).await
}

/// Counts every word of every name anew, after a load or from time to time.
pub(crate) async fn rebuild_dictionary(connection: &mut PgConnection) -> sqlx::Result<()> {
    let mut uses: HashMap<NamePart, i32> = HashMap::new();
    let mut all = sql::all_facts(connection);
    while let Some(facts) = all.try_next().await? {
        for part in name_parts(&Facts::read(&facts)) {
            *uses.entry(part).or_default() += 1;
        }
    }
    drop(all);
    let mut parts: Vec<(NamePart, i32)> = uses.into_iter().collect();
    parts.sort_unstable();
    let mut transaction = connection.begin().await?;
    sql::clear_names(&mut transaction).await?;
    for parts in parts.chunks(10_000) {
        sql::insert_names(&mut transaction, parts).await?;
    }
    transaction.commit().await
}
