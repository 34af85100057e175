//! What time does to involvements.

use chrono::NaiveDate;
use domain::archive::{ItemKind, WhyArchived};
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode, TeamId};
use domain::involvement::{Asked, Stage};
use domain::task::{Recipient, TaskKind};
use domain::work::RunRule;
use sqlx::PgPool;

use super::keeping::ASKING;
use super::sql;
use crate::archive::{self, Item};
use crate::door::{Access, Stopped};
use crate::stored::number;
use crate::task::{self, NewTask};
use crate::work::BATCH;

/// Whether an involvement's time is over.
pub(crate) async fn any_ended(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_over(pool, today).await
}

/// Moves involvements whose time is over, or that nobody confirmed, from their records into the
/// archive (CEASE-01, D-19, T-11 … T-13). They have not been shown since that day, whenever this
/// runs.
pub(crate) async fn archive_ended(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let over = sql::take_over(access.connection(), today, BATCH).await?;
    let mut lapsed = 0;
    for row in &over {
        let why = why_archived(row, today);
        let child = number(row.child)?;
        let item = Item {
            id: row.id,
            child,
            kind: ItemKind::Involvement,
            why,
            content: row,
        };
        archive::put(access, item).await?;
        task::close(access, &ASKING, row.id).await?;
        task::close(access, &[TaskKind::CheckInvolvement], row.id).await?;
        if why == WhyArchived::NotConfirmed {
            lapsed += 1;
            tell_of_lapse(access, row, child).await?;
        }
    }
    let ids: Vec<_> = over.iter().map(|row| row.id).collect();
    sql::forget_keepers(access.connection(), &ids).await?;
    if lapsed > 0 {
        access.note(serde_json::json!({ "retention.lapsed": lapsed }));
    }
    Ok(over.len() as u64)
}

/// Why an involvement whose time is over leaves its record.
fn why_archived(row: &sql::WholeRow, today: NaiveDate) -> WhyArchived {
    let stage = row.retention().map(Stage::Ceased);
    match stage.map(|stage| stage.archive(today)) {
        Some(Ok(Stage::Archived(why))) => why,
        _ => WhyArchived::RetentionOver,
    }
}

/// Tells whoever kept it that it lapsed; not where the child has died.
async fn tell_of_lapse(
    access: &mut Access<RunRule>,
    row: &sql::WholeRow,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let keeper = row.owner.or(row.recorded_by).filter(|_| row.may_tell);
    let Some(keeper) = keeper else {
        return Ok(());
    };
    let notice = NewTask {
        kind: TaskKind::RetentionLapsed,
        to: Recipient::Account(AccountId(keeper)),
        child: Some(child),
        object: Some(row.id),
        due_on: None,
    };
    task::open(access, notice).await?;
    Ok(())
}

/// Days from the anniversary to each step of asking.
fn steps() -> Vec<i32> {
    Asked::ALL
        .into_iter()
        .map(|step| step.days().cast_signed())
        .collect()
}

/// Whether somebody is to be asked for a confirmation, reminded, or told that none was given.
pub(crate) async fn any_unconfirmed(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_ask(pool, &steps(), today).await
}

/// Asks whoever keeps an involvement beyond its year whether it is still needed, reminds them after
/// a fortnight, and after four weeks tells the team's manager and the authority's data
/// administrators (CEASE-03, CEASE-04, D-19, T-13). Steps that were missed are caught up.
pub(crate) async fn ask_to_confirm(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let rows = sql::to_ask(access.connection(), &steps(), today, BATCH).await?;
    let mut done = 0;
    for row in &rows {
        let due = row
            .retention()
            .map(|kept| kept.steps_due(row.asked, today))
            .unwrap_or_default();
        for step in &due {
            ask(access, row, *step).await?;
        }
        if let Some(last) = due.last() {
            sql::asked(access.connection(), row.id, last.count()).await?;
            done += 1;
        }
    }
    Ok(done)
}

/// One step of asking.
async fn ask(
    access: &mut Access<RunRule>,
    row: &sql::ToAskRow,
    step: Asked,
) -> Result<(), Stopped> {
    let child = number(row.child)?;
    if step == Asked::Escalated {
        return escalate(access, row, child).await;
    }
    let to = if row.sensitive {
        // Nobody else may know of it (SENS-04).
        row.owner.map(|owner| Recipient::Account(AccountId(owner)))
    } else {
        let keeper = row.owner.or(row.recorded_by).map(AccountId);
        Some(task::whoever_keeps(access, keeper, child).await?)
    };
    let Some(to) = to else {
        return Ok(());
    };
    if step == Asked::Reminded {
        crate::mail::ask(access, &to).await?;
    }
    // By the reminder somebody else may keep it.
    open(access, row, TaskKind::ConfirmRetention, to, child).await
}

/// Tells those who can ask its keeper.
async fn escalate(
    access: &mut Access<RunRule>,
    row: &sql::ToAskRow,
    child: ChildNumber,
) -> Result<(), Stopped> {
    if row.sensitive {
        return Ok(());
    }
    let authority = LocalAuthorityCode(row.local_authority.clone());
    let manager = row.team.map(|team| task::manager_of(TeamId(team)));
    let others = Recipient::data_administrators_of(&authority);
    for to in manager.into_iter().chain([others]) {
        open(access, row, TaskKind::RetentionUnconfirmed, to, child).await?;
    }
    Ok(())
}

async fn open(
    access: &mut Access<RunRule>,
    row: &sql::ToAskRow,
    kind: TaskKind,
    to: Recipient,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let task = NewTask {
        kind,
        to,
        child: Some(child),
        object: Some(row.id),
        due_on: row.retention().and_then(|kept| kept.lapses_on()),
    };
    task::open(access, task).await?;
    Ok(())
}
