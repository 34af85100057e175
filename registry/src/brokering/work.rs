//! What time does to requests (T-10).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::act::Act;
use domain::brokering::{FORWARDED_WITHIN, LegState};
use domain::id::{ChildNumber, RequestId};
use domain::task::{Recipient, TaskKind};
use domain::work::RunRule;
use serde_json::json;
use sqlx::PgPool;

use super::sql;
use super::steps::{Waiting, ask_brokers, ask_service, nobody_unanswered, settle, working_day};
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};
use crate::work::BATCH;

/// Whether a request has nobody left to answer it.
pub(crate) async fn any_over(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_over(pool, today).await
}

/// Closes requests that nobody is left to answer, in words that do not tell so (SENS-06).
pub(crate) async fn close_over(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let gone = sql::end_gone_legs(access.connection(), today, BATCH).await?;
    let asked: BTreeSet<RequestId> = gone.iter().map(|leg| leg.request).collect();
    for leg in &gone {
        task::close(access, &[TaskKind::RequestToAnswer], leg.id.0).await?;
    }
    for request in asked {
        nobody_unanswered(access, request).await?;
    }
    let over = sql::over(access.connection(), today, BATCH).await?;
    for request in &over {
        settle(access, request).await?;
    }
    tell(access, over.iter().map(|request| request.id));
    Ok((gone.len() + over.len()) as u64)
}

/// Whether a request waits with managers who are no longer responsible.
pub(crate) async fn any_moved(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_moved(pool, today).await
}

/// Has requests wait with the managers of whoever is responsible for the record now (D-10).
pub(crate) async fn follow_records(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let moved = sql::moved(access.connection(), today, BATCH).await?;
    wait_where_they_are(access, &moved).await?;
    tell(access, moved.iter().map(|request| request.id));
    Ok(moved.len() as u64)
}

/// The same for some records, in the act that moves them (TRF-07).
pub(crate) async fn follow_records_of<A: Act>(
    access: &mut Access<A>,
    children: &[ChildNumber],
) -> Result<(), Stopped> {
    let today = access.today();
    let moved = sql::moved_of(access.connection(), children, today).await?;
    wait_where_they_are(access, &moved).await
}

/// Has requests wait with the managers whom their rows name.
async fn wait_where_they_are<A: Act>(
    access: &mut Access<A>,
    moved: &[sql::WaitingRow],
) -> Result<(), Stopped> {
    for row in moved {
        let waiting = row.waiting();
        let (id, child, with) = (row.id, row.child, row.with.clone());
        sql::step(access.connection(), id, row.state, &with, row.due_on).await?;
        ask_brokers(access, waiting).await?;
        task::close(access, &[TaskKind::RequestUnanswered], id.0).await?;
        if sql::any_chased(access.connection(), id).await? {
            tell_unanswered(access, row, child).await?;
        }
    }
    Ok(())
}

/// Whether a request was not sent or passed on in time.
pub(crate) async fn any_to_forward(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_forward(pool, today).await
}

/// Brings requests that were not sent or passed on in time to notice again, each working day.
pub(crate) async fn chase_forwarding(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let due_on = working_day(access, FORWARDED_WITHIN).await?;
    let late = sql::to_forward(access.connection(), today, BATCH).await?;
    for row in &late {
        let with = row.with.clone();
        sql::step(access.connection(), row.id, row.state, &with, due_on).await?;
        let waiting = Waiting {
            due_on,
            ..row.waiting()
        };
        ask_brokers(access, waiting).await?;
    }
    tell(access, late.iter().map(|request| request.id));
    Ok(late.len() as u64)
}

/// Whether a service has not answered in time.
pub(crate) async fn any_to_answer(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_answer(pool, today).await
}

/// Asks services again that have not answered in time, and has the responsible managers find out
/// (BRK-04). A service is asked again once; from then on it is the managers' to find out.
pub(crate) async fn chase_answers(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let late = sql::to_answer(access.connection(), today, BATCH).await?;
    for leg in &late {
        sql::leg_state(access.connection(), leg.id, LegState::Chased).await?;
        if let Some(keeper) = leg.keeper {
            ask_service(
                access,
                leg.id,
                keeper,
                leg.request.child,
                leg.request.due_on,
            )
            .await?;
        }
        tell_unanswered(access, &leg.request, leg.request.child).await?;
    }
    tell(access, late.iter().map(|leg| leg.request.id));
    Ok(late.len() as u64)
}

/// Tells the responsible managers that a service has not answered.
async fn tell_unanswered<A: Act>(
    access: &mut Access<A>,
    request: &sql::WaitingRow,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let task = NewTask {
        kind: TaskKind::RequestUnanswered,
        to: Recipient::Brokers(request.with.clone()),
        child: Some(child),
        object: Some(request.id.0),
        due_on: Some(request.due_on),
    };
    task::open(access, task).await?;
    Ok(())
}

/// Notes which requests a rule was about.
fn tell(access: &mut Access<RunRule>, requests: impl Iterator<Item = RequestId>) {
    let requests: BTreeSet<RequestId> = requests.collect();
    access.note(json!({ "requests": requests }));
}
