//! What time does to sources: who is late is told on (T-30), and an accreditation runs out (T-31).

use chrono::NaiveDate;
use domain::audit::Event;
use domain::data_source::{Step, StoppedBy};
use domain::task::{Recipient, TaskKind};
use domain::work::RunRule;
use serde_json::json;
use sqlx::PgPool;

use super::sql;
use super::steps::{keepers, tell};
use crate::door::{Access, Stopped};
use crate::work::BATCH;

/// Whether a source is overdue of which nobody has been told.
pub(crate) async fn any_overdue(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_overdue(pool, today).await
}

/// Tells whoever keeps a source that it is a whole cadence late.
pub(crate) async fn tell_of_overdue(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let late = sql::overdue(access.connection(), today, BATCH).await?;
    for one in &late {
        let to = keepers(one.local_authority.as_ref());
        tell(access, TaskKind::SourceOverdue, to, one.source).await?;
    }
    Ok(late.len() as u64)
}

/// Whether an accreditation runs out soon of which nobody has been told.
pub(crate) async fn any_running_out(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_running_out(pool, today).await
}

/// Tells the central team, and whoever keeps the source, that its accreditation runs out.
pub(crate) async fn tell_of_running_out(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let soon = sql::running_out(access.connection(), today, BATCH).await?;
    for one in &soon {
        let (kind, source) = (TaskKind::AccreditationEnds, one.source);
        tell(access, kind, Recipient::central_team(), source).await?;
        if one.local_authority.is_some() {
            let to = keepers(one.local_authority.as_ref());
            tell(access, kind, to, source).await?;
        }
    }
    Ok(soon.len() as u64)
}

/// Whether a connected source's accreditation has run out.
pub(crate) async fn any_run_out(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_run_out(pool, today).await
}

/// Pauses sources whose accreditation has run out. Nothing has been taken in from them since it did.
pub(crate) async fn pause_run_out(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let paused = sql::pause_run_out(access.connection(), today, BATCH).await?;
    for source in &paused {
        let event = Event::of(Step::Pause.event())
            .about("source", source)
            .detail(json!({ "because": StoppedBy::Accreditation.code() }));
        access.consequence(event);
        crate::task::close(access, &[TaskKind::SourceOverdue], source.0).await?;
    }
    Ok(paused.len() as u64)
}
