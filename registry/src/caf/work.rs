//! What time does to holders of common assessments.

use chrono::NaiveDate;
use domain::work::RunRule;
use sqlx::PgPool;

use super::sql;
use crate::door::{Access, Stopped};
use crate::holder::work::ExpiringRow;
use crate::sensitive_service::work::Before;
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

/// Whether any consent to be shown runs out soon.
pub(crate) async fn any_to_remind(
    pool: &PgPool,
    today: NaiveDate,
    before: &Before,
) -> sqlx::Result<bool> {
    sql::any_to_remind(pool, today, before).await
}

/// Takes entries whose consent runs out soon.
pub(crate) async fn take_to_remind(
    access: &mut Access<RunRule>,
    before: &Before,
) -> Result<Vec<ExpiringRow>, Stopped> {
    let today = access.today();
    Ok(sql::take_to_remind(access.connection(), today, before, BATCH).await?)
}
