//! What time does to holders and leads of sensitive services.

use chrono::NaiveDate;
use domain::work::RunRule;
use sqlx::PgPool;

use crate::door::{Access, Stopped};
use crate::{caf, lead_professional};

/// Whether any consent to be shown has run out.
pub(crate) async fn any_lapsed(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    Ok(caf::work::any_lapsed(pool, today).await?
        || lead_professional::work::any_lapsed(pool, today).await?)
}

/// Moves entries whose consent ran out into the archive. They have not been shown since the day on
/// which it did, whenever this runs (SENS-05, CAF-04).
pub(crate) async fn archive_lapsed(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let cafs = caf::work::archive_lapsed(access).await?;
    Ok(cafs + lead_professional::work::archive_lapsed(access).await?)
}
