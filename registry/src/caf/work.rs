//! What time does to holders of common assessments.

use chrono::NaiveDate;
use domain::work::RunRule;
use sqlx::PgPool;

use super::sql;
use crate::door::{Access, Stopped};
use crate::work::BATCH;

/// Whether any consent to be shown as a holder has run out.
pub(crate) async fn any_lapsed(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_lapsed(pool, today).await
}

/// Archives holders whose consent ran out.
pub(crate) async fn archive_lapsed(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let lapsed = sql::take_lapsed(access.connection(), today, BATCH).await?;
    for row in &lapsed {
        super::lapse(access, row).await?;
    }
    Ok(lapsed.len() as u64)
}
