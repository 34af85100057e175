//! What waited for review beside a record that has left the directory is weighed anew (MAT-02).

use chrono::NaiveDate;
use domain::work::RunRule;
use sqlx::PgPool;

use super::sql;
use crate::data_source;
use crate::door::{Access, Stopped};

/// Whether any row is to be weighed anew.
pub(crate) async fn any_to_weigh(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_weigh(pool, today).await
}

/// Weighs rows of one source anew.
pub(crate) async fn weigh(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    match sql::source_to_weigh(access.connection(), today).await? {
        Some(source) => data_source::weigh_anew(access, source).await,
        None => Ok(0),
    }
}
