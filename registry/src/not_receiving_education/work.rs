//! A month has begun: the officers of the authorities that want it are reminded of the list, once, however
//! late (T-37, G-CLOCK).

use chrono::{Datelike, NaiveDate};
use domain::task::TaskKind;
use domain::work::RunRule;
use sqlx::PgPool;

use super::{officers_of, sql};
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};

/// The first day of a day's month.
pub(super) fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// Whether anybody is to be reminded.
pub(crate) async fn any_due(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_due(pool, month_of(today)).await
}

/// Reminds them; gives of how many authorities.
pub(crate) async fn remind(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let month = month_of(access.today());
    let due = sql::due(access.connection(), month).await?;
    let done = due.len() as u64;
    for authority in due {
        let reminder = NewTask {
            kind: TaskKind::EducationList,
            to: officers_of(authority),
            child: None,
            object: None,
            due_on: None,
        };
        task::open(access, reminder).await?;
    }
    Ok(done)
}
