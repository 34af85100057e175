//! What time does to transfers: it asks again, and never answers (T-28, TRF-03).

use chrono::NaiveDate;
use domain::task::{Recipient, TaskKind};
use domain::transfer::TransferState;
use domain::work::RunRule;
use sqlx::PgPool;

use super::moves::weigh;
use super::propose::ask;
use super::sql;
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};
use crate::work::BATCH;

/// Whether a move that the data show can be acted on which could not when it was first shown.
pub(crate) async fn any_to_catch_up(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_catch_up(pool, today).await
}

/// Weighs such moves anew: what stood in the way has left the record, or was lifted.
pub(crate) async fn catch_up(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let children = sql::to_catch_up(access.connection(), today, BATCH).await?;
    weigh(access, &children).await?;
    Ok(children.len() as u64)
}

/// Whether a proposal has not been answered in time.
pub(crate) async fn any_to_chase(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_chase(pool, today).await
}

/// Asks those again who have not answered for ten working days, and shows the central team what has
/// not been answered for twenty. There is no step to acceptance, however old a proposal is.
pub(crate) async fn chase(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let late = sql::to_chase(access.connection(), today, BATCH).await?;
    for row in &late {
        let state = row.state.on(today, row.chase_on, row.escalate_on);
        sql::step(access.connection(), row.id, state).await?;
        ask(access, row.id, row.child, &row.waits_for, row.escalate_on).await?;
        if state == TransferState::Escalated {
            let notice = NewTask {
                kind: TaskKind::TransferUnanswered,
                to: Recipient::central_team(),
                child: None,
                object: Some(row.id.0),
                due_on: None,
            };
            task::open(access, notice).await?;
        }
    }
    Ok(late.len() as u64)
}
