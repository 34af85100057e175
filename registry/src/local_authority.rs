//! Statements on local authorities, for every area that names one.

use std::collections::HashMap;

use domain::id::LocalAuthorityCode;
use sqlx::{PgConnection, query, query_scalar};

/// Whether there is an authority with a code.
pub(crate) async fn exists(
    connection: &mut PgConnection,
    code: &LocalAuthorityCode,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from local_authority where code = $1) as "exists!""#,
        code.0
    )
    .fetch_one(connection)
    .await
}

/// The name of the authority with a code; none where there is none.
pub(crate) async fn name(
    connection: &mut PgConnection,
    code: &LocalAuthorityCode,
) -> sqlx::Result<Option<String>> {
    query_scalar!("select name from local_authority where code = $1", code.0)
        .fetch_optional(connection)
        .await
}

/// Every authority, by name.
pub(crate) async fn all(
    connection: &mut PgConnection,
) -> sqlx::Result<Vec<(LocalAuthorityCode, String)>> {
    let rows = query!("select code, name from local_authority order by name, code")
        .fetch_all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (LocalAuthorityCode(row.code), row.name))
        .collect())
}

/// In which authority each of these sectors of postcodes lies, where that is known.
pub(crate) async fn of_sectors(
    connection: &mut PgConnection,
    sectors: &[String],
) -> sqlx::Result<HashMap<String, LocalAuthorityCode>> {
    let rows = query!(
        "select sector, local_authority from postcode_sector where sector = any($1)",
        sectors
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.sector, LocalAuthorityCode(row.local_authority)))
        .collect())
}
