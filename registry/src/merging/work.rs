//! What time makes final (T-43, G-CLOCK).

use chrono::{Days, NaiveDate};
use domain::merging::UNDONE_WITHIN_DAYS;
use domain::work::RunRule;
use sqlx::PgPool;

use super::sql;
use crate::door::{Access, Stopped};

/// What was joined before this day is final.
fn final_before(today: NaiveDate) -> NaiveDate {
    today - Days::new(UNDONE_WITHIN_DAYS)
}

/// Whether what was kept for undoing is to be destroyed.
pub(crate) async fn any_final(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_final(pool, final_before(today)).await
}

/// Destroys what was kept for undoing what is final.
pub(crate) async fn make_final(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let before = final_before(access.today());
    Ok(sql::make_final(access.connection(), before).await?)
}
