//! Measuring a week that has ended, once (DQ-01, G-CLOCK). A week that was missed is not measured
//! afterwards: nothing tells any more how the data were.

use domain::desk::Week;
use domain::work::RunRule;
use sqlx::PgPool;

use super::sql;
use crate::door::{Access, Stopped};
use crate::work::take_your_time;

/// Whether the last week is not measured yet.
pub(crate) async fn any_missing(pool: &PgPool, today: chrono::NaiveDate) -> sqlx::Result<bool> {
    sql::any_missing(pool, Week::of(today).before()).await
}

/// Measures the last week: authorities by their records, sources by their rows, each by one statement over
/// everything. Gives how many figures it has.
pub(crate) async fn measure(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let (today, week) = (access.today(), Week::of(access.today()).before());
    let connection = access.connection();
    take_your_time(connection).await?;
    let mut figures = sql::measure_authorities(connection, week, today).await?;
    figures += sql::measure_sources(connection, week).await?;
    sql::find_duplicates(connection).await?;
    Ok(figures)
}
