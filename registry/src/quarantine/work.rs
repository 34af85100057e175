//! What waited for review beside a record that has left the directory is weighed anew (MAT-02).

use domain::work::RunRule;
use sqlx::PgPool;

use super::sql;
use crate::data_source;
use crate::door::{Access, Stopped};

/// Whether any row is to be weighed anew.
pub(crate) async fn any_to_weigh(pool: &PgPool) -> sqlx::Result<bool> {
    sql::any_to_weigh(pool).await
}

/// Weighs rows of one source anew.
pub(crate) async fn weigh(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    match sql::source_to_weigh(access.connection()).await? {
        Some(source) => data_source::weigh_anew(access, source).await,
        None => Ok(0),
    }
}
