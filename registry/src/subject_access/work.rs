//! Requests that were not answered in time (T-33).

use chrono::NaiveDate;
use domain::id::LocalAuthorityCode;
use domain::task::{Recipient, TaskKind};
use domain::work::RunRule;
use sqlx::PgPool;

use super::sql;
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};
use crate::work::BATCH;

/// Whether a request is overdue that nobody was told of.
pub(crate) async fn any_overdue(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_overdue(pool, today).await
}

/// Tells managers of requests that are overdue; once, unless a request gets more time.
pub(crate) async fn tell_of_overdue(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let rows = sql::overdue(access.connection(), today, BATCH).await?;
    for row in &rows {
        let task = NewTask {
            kind: TaskKind::SubjectAccessOverdue,
            to: Recipient::managers_of(&LocalAuthorityCode(row.local_authority.clone())),
            child: None,
            object: Some(row.id),
            due_on: row.due_on,
        };
        task::open(access, task).await?;
    }
    Ok(rows.len() as u64)
}
