//! Making records findable: the rows that `domain::search::index` gives.

use std::collections::HashMap;

use domain::id::ChildNumber;
use domain::search::{Facts, Indexed, KeyRow, NamePart, name_parts};
use futures::TryStreamExt;
use sqlx::{Acquire, PgConnection};
use uuid::Uuid;

use super::sql;

/// Writes the rows of keys, of schools and of names of one child, where they differ from those
/// that stand. Of a shielded child there are none: those that stood go (SRCH-05, SHLD-01).
pub(crate) async fn write_rows(
    connection: &mut PgConnection,
    child: ChildNumber,
    indexed: &Indexed,
) -> sqlx::Result<()> {
    let mut stands: Vec<KeyRow> = sql::keys_of(connection, child).await?;
    stands.sort_unstable();
    if stands != indexed.keys {
        sql::replace_keys(connection, child, &indexed.keys).await?;
    }
    let schools: Vec<(Uuid, String)> = indexed
        .schools
        .iter()
        .map(|(school, key)| (school.0, key.clone()))
        .collect();
    let mut stands = sql::schools_of(connection, child).await?;
    stands.sort_unstable();
    if stands != schools {
        sql::replace_schools(connection, child, &schools).await?;
    }
    sql::add_names(connection, &indexed.parts).await
}

/// Takes away everything by which a child is found. Of the dictionary a word goes that no other record
/// is known to bear; words that many bear are counted anew from time to time.
pub(crate) async fn forget_rows(
    connection: &mut PgConnection,
    child: ChildNumber,
    indexed: &Indexed,
) -> sqlx::Result<()> {
    sql::replace_keys(connection, child, &[]).await?;
    sql::replace_schools(connection, child, &[]).await?;
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
