//! What time does: it reminds a manager that the panel's next meeting is due (T-27).

use chrono::NaiveDate;
use domain::panel::{next_due, remind_from};
use domain::task::{Recipient, TaskKind};
use domain::work::RunRule;
use serde_json::json;
use sqlx::PgPool;

use super::sql;
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};

/// Whether a meeting is due that nobody has been reminded of.
pub(crate) async fn any_due(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    let mut connection = pool.acquire().await?;
    let waiting = sql::unplanned(&mut connection, today).await?;
    Ok(waiting.iter().any(|one| due(one, today).is_some()))
}

/// The day by which an authority's panel is to meet, where its manager is to be reminded today.
fn due(one: &sql::Unplanned, today: NaiveDate) -> Option<NaiveDate> {
    let due = next_due(one.last.day, one.last.every_months);
    (remind_from(due) <= today).then_some(due)
}

/// Reminds the managers of authorities with shields, no meeting planned, and the next one due.
pub(crate) async fn remind(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let mut reminded = Vec::new();
    for one in sql::unplanned(access.connection(), today).await? {
        let Some(due) = due(&one, today) else {
            continue;
        };
        let fresh = access.chance().uuid();
        let about = sql::keep_setting(access.connection(), &one.authority, fresh).await?;
        let question = NewTask {
            kind: TaskKind::PanelToConvene,
            to: Recipient::managers_of(&one.authority),
            child: None,
            object: Some(about),
            due_on: Some(due),
        };
        task::open(access, question).await?;
        reminded.push(one.authority.0);
    }
    let done = reminded.len() as u64;
    access.note(json!({ "authorities": reminded }));
    Ok(done)
}
