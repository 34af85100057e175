//! Counting a week that has ended, once (STA-02, G-CLOCK). A week that was missed is not counted
//! afterwards: nothing tells any more how things were.

use domain::desk::Week;
use domain::statistics::AgeBand;
use domain::work::RunRule;
use sqlx::PgPool;

use super::sql;
use crate::door::{Access, Stopped};
use crate::work::take_your_time;

/// Whether the last week is not counted yet.
pub(crate) async fn any_missing(pool: &PgPool, today: chrono::NaiveDate) -> sqlx::Result<bool> {
    sql::any_missing(pool, Week::of(today).before()).await
}

/// Counts it; gives how many rows it has.
pub(crate) async fn count(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let (today, week) = (access.today(), Week::of(access.today()).before());
    let connection = access.connection();
    take_your_time(connection).await?;
    Ok(sql::count(connection, week, today, AgeBand::bounds(today)).await?)
}
