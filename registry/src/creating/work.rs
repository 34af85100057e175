//! What time does to requests (T-08).

use chrono::{Days, NaiveDate};
use domain::creating::{SHOWN_FOR_DAYS, Step};
use domain::task::{Recipient, TaskKind};
use domain::work::RunRule;
use serde_json::json;
use sqlx::PgPool;

use super::{end, sql};
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};
use crate::work::BATCH;

/// The latest end of what is no longer shown.
pub(super) fn gone_by(today: NaiveDate) -> NaiveDate {
    today - Days::new(SHOWN_FOR_DAYS)
}

/// Whether a request was not decided in time.
pub(crate) async fn any_to_chase(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_chase(pool, today).await
}

/// Asks the data administrators again, and shows the managers.
pub(crate) async fn chase(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let late = sql::to_chase(access.connection(), today, BATCH).await?;
    for row in &late {
        let authority = &row.local_authority;
        for to in [
            Recipient::data_administrators_of(authority),
            Recipient::managers_of(authority),
        ] {
            let overdue = NewTask {
                kind: TaskKind::CreationOverdue,
                to,
                child: None,
                object: Some(row.id),
                due_on: Some(row.decide_by),
            };
            task::open(access, overdue).await?;
        }
    }
    access.note(json!({ "requests": late.iter().map(|row| row.id).collect::<Vec<_>>() }));
    Ok(late.len() as u64)
}

/// Whether a request lapses, or is no longer shown.
pub(crate) async fn any_over(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_over(pool, today, gone_by(today)).await
}

/// Ends requests for which nobody took the next step, and destroys those that ended a while ago.
pub(crate) async fn end_over(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let lapsed = sql::lapsing(access.connection(), today, BATCH).await?;
    for row in &lapsed {
        end(access, row, Step::Lapse, None).await?;
    }
    let gone = sql::forget(access.connection(), gone_by(today)).await?;
    for id in &gone {
        task::close(access, &[TaskKind::CreationAnswered], *id).await?;
    }
    access.note(json!({
        "lapsed": lapsed.iter().map(|row| row.id).collect::<Vec<_>>(),
        "destroyed": gone.len(),
    }));
    Ok((lapsed.len() + gone.len()) as u64)
}
