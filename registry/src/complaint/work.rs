//! Complaints that wait for their answer: whoever answers is reminded after ten and after fifteen working days,
//! and told once the twentieth has passed (T-34).

use chrono::NaiveDate;
use domain::task::TaskKind;
use domain::work::RunRule;
use sqlx::PgPool;

use super::{sql, tell};
use crate::door::{Access, Stopped};
use crate::task;
use crate::work::BATCH;

/// Whether there is a complaint to be told of.
pub(crate) async fn any_to_tell(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_tell(pool, today).await
}

/// Tells of each as far as its clock has come, once; whoever was away for several of its days is told of the
/// last alone.
pub(crate) async fn tell_of_due(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let due = sql::to_tell(access.connection(), today, BATCH).await?;
    for complaint in &due {
        task::close(access, &[TaskKind::ComplaintReminder], complaint.id).await?;
        let kind = match complaint.is_overdue(today) {
            true => TaskKind::ComplaintOverdue,
            false => TaskKind::ComplaintReminder,
        };
        tell(access, kind, complaint).await?;
    }
    Ok(due.len() as u64)
}
