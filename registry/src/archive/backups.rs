//! How old the oldest backup is, and what it may still hold (ARC-07, T-40).

use domain::archive::{
    Certificate, Certificates, InBackups, ListDestructions, NoteBackups, forgotten_by,
};
use domain::refusal::Rejection;
use domain::task::{Recipient, TaskKind};
use domain::work::RunRule;
use sqlx::PgPool;
use uuid::Uuid;

use super::sql;
use crate::door::{Access, Stopped, admit};
use crate::task::{self, NewTask};

admit!(NoteBackups, ListDestructions);

/// How many days of destruction are shown.
const DAYS_SHOWN: i64 = 100;
/// What the central team's task is about: all backups together.
const BACKUPS: Uuid = Uuid::nil();

/// Keeps how old the oldest backup is.
pub async fn note_backups(access: &mut Access<NoteBackups>) -> Result<(), Stopped> {
    let (oldest, today) = (access.act().oldest, access.today());
    if oldest.is_some_and(|oldest| oldest > today) {
        return Err(Rejection::of("oldest", "No backup can be of a day to come").into());
    }
    sql::note_backups(access.connection(), oldest, today).await?;
    let overdue = sql::overdue_in_backups(access.connection(), forgotten_by(today)).await?;
    if !overdue {
        task::close(access, &[TaskKind::BackupsOverdue], BACKUPS).await?;
    }
    Ok(())
}

/// What was destroyed, by day.
pub async fn certificates(access: &mut Access<ListDestructions>) -> Result<Certificates, Stopped> {
    let today = access.today();
    let backups = sql::oldest_backup(access.connection()).await?;
    let days = sql::destroyed_by_day(access.connection(), DAYS_SHOWN).await?;
    let days = days
        .into_iter()
        .map(|day| Certificate {
            destroyed_on: day.destroyed_on,
            records: day.records,
            items: day.items,
            rows: day.rows,
            backups: InBackups::of(day.destroyed_on, backups, today),
        })
        .collect();
    Ok(Certificates { backups, days })
}

/// Whether backups may hold what they should have forgotten.
pub(crate) async fn any_overdue(pool: &PgPool, today: chrono::NaiveDate) -> sqlx::Result<bool> {
    sql::any_overdue_in_backups(pool, forgotten_by(today), BACKUPS).await
}

/// Tells the central team (T-40).
pub(crate) async fn tell_of_overdue(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let told = NewTask {
        kind: TaskKind::BackupsOverdue,
        to: Recipient::central_team(),
        child: None,
        object: Some(BACKUPS),
        due_on: None,
    };
    Ok(u64::from(task::open(access, told).await?))
}
