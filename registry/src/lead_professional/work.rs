//! What time does to lead professionals.

use chrono::NaiveDate;
use domain::archive::WhyArchived;
use domain::lead_professional;
use domain::work::RunRule;
use sqlx::PgPool;

use super::sql;
use crate::door::{Access, Stopped};
use crate::work::BATCH;

/// Whether any consent to be shown as the lead has run out.
pub(crate) async fn any_lapsed(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_over(pool, today, false).await
}

/// Archives leads whose consent ran out.
pub(crate) async fn archive_lapsed(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let lapsed = sql::take_over(access.connection(), today, false, BATCH).await?;
    for row in &lapsed {
        super::lapse(access, row).await?;
    }
    Ok(lapsed.len() as u64)
}

/// Whether an ended lead's time is over.
pub(crate) async fn any_ended(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_over(pool, today, true).await
}

/// Moves ended leads whose time is over from their records into the archive (CAF-08, T-11). They
/// have not been shown since the day it was over, whenever this runs.
pub(crate) async fn archive_ended(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let over = sql::take_over(access.connection(), today, true, BATCH).await?;
    for row in &over {
        let year = row
            .ended
            .map(|ended| lead_professional::visible_until(ended, None));
        if row.visible_until < year {
            super::lapse(access, row).await?;
        } else {
            super::put(access, row, WhyArchived::RetentionOver).await?;
        }
    }
    Ok(over.len() as u64)
}
