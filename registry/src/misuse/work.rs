//! What time brings about: explanations that have not come (T-38), and the review of the days of the trail.

use chrono::NaiveDate;
use domain::task::TaskKind;
use domain::work::RunRule;
use sqlx::PgPool;

use super::{sql, whoever_answers};
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};
use crate::work::BATCH;

pub(crate) use super::review::{AT_A_TIME, any_to_review, review};

/// Whether an explanation is overdue that nobody was told of.
pub(crate) async fn any_overdue(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_overdue(pool, today).await
}

/// Tells whoever answers for it of explanations that are overdue, once each.
pub(crate) async fn tell_of_overdue(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let late = sql::overdue(access.connection(), today, BATCH).await?;
    let done = late.len() as u64;
    for id in late {
        let investigation = super::permitted(access, id).await?;
        let Some(to) = whoever_answers(&investigation.office) else {
            continue;
        };
        let task = NewTask {
            kind: TaskKind::ExplanationOverdue,
            to,
            child: None,
            object: Some(id),
            due_on: investigation.due_on,
        };
        task::open(access, task).await?;
    }
    Ok(done)
}
