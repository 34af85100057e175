//! Days on which nobody works (G-DATE), for every area that counts working days.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::{PgConnection, query_scalar};

/// Those after a day: for what is due some working days later.
pub(crate) async fn after(
    connection: &mut PgConnection,
    day: NaiveDate,
) -> sqlx::Result<BTreeSet<NaiveDate>> {
    let days = query_scalar!("select day from bank_holiday where day > $1", day)
        .fetch_all(connection)
        .await?;
    Ok(days.into_iter().collect())
}

/// Those up to a day: for how long something has waited.
pub(crate) async fn until(
    connection: &mut PgConnection,
    day: NaiveDate,
) -> sqlx::Result<BTreeSet<NaiveDate>> {
    let days = query_scalar!("select day from bank_holiday where day <= $1", day)
        .fetch_all(connection)
        .await?;
    Ok(days.into_iter().collect())
}
