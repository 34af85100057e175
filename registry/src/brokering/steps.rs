//! What several steps of a request share: who is told next, and how it ends.

use chrono::NaiveDate;
use domain::act::Act;
use domain::brokering::{
    ANSWERED_WITHIN, Ending, FORWARDED_WITHIN, RequestBearing, RequestKind, RequestState,
};
use domain::clock::working_days_after;
use domain::id::{AccountId, ChildNumber, LegId, LocalAuthorityCode, RequestId};
use domain::task::{Recipient, TaskKind};

use super::sql;
use crate::bank_holiday;
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};

/// What is known of a request wherever it is closed.
pub(super) struct Known {
    pub id: RequestId,
    pub child: ChildNumber,
    pub requester: AccountId,
    pub state: RequestState,
}

impl Known {
    /// A request by what bears on it.
    pub(super) fn of(id: RequestId, bearing: &RequestBearing) -> Self {
        Self {
            id,
            child: bearing.child,
            requester: bearing.requester,
            state: bearing.state,
        }
    }
}

/// The day a number of working days from today.
pub(crate) async fn working_day<A: Act>(
    access: &mut Access<A>,
    days: u32,
) -> Result<NaiveDate, Stopped> {
    let today = access.today();
    let holidays = bank_holiday::after(access.connection(), today).await?;
    Ok(working_days_after(today, days, &holidays))
}

/// Until when a management team is to take the next step (T-10).
pub(super) async fn next_step_due<A: Act>(
    access: &mut Access<A>,
    kind: RequestKind,
    state: RequestState,
) -> Result<NaiveDate, Stopped> {
    let days = match (state, kind) {
        (RequestState::WithResponsible, RequestKind::Enquiry) => ANSWERED_WITHIN,
        _ => FORWARDED_WITHIN,
    };
    working_day(access, days).await
}

/// The task of whoever has a request, where the next step is a management team's.
fn next_step(kind: RequestKind, state: RequestState) -> Option<TaskKind> {
    match (state, kind) {
        (RequestState::Received, _) => Some(TaskKind::RequestReceived),
        (RequestState::WithResponsible, RequestKind::SensitiveService) => {
            Some(TaskKind::RequestToPassOn)
        }
        (RequestState::WithResponsible, RequestKind::Enquiry) => Some(TaskKind::EnquiryToAnswer),
        (RequestState::PassedOn | RequestState::Closed(_), _) => None,
    }
}

/// The tasks of management teams that a step of theirs closes.
pub(super) const NEXT_STEPS: [TaskKind; 3] = [
    TaskKind::RequestReceived,
    TaskKind::RequestToPassOn,
    TaskKind::EnquiryToAnswer,
];

/// A request that waits with an authority.
pub(super) struct Waiting<'a> {
    pub id: RequestId,
    pub child: ChildNumber,
    pub kind: RequestKind,
    pub state: RequestState,
    pub with: &'a LocalAuthorityCode,
    pub due_on: NaiveDate,
}

/// Who takes the next step with an authority: whoever brokers for it, but for a question, which its
/// managers alone decide (matrix row 25).
fn taken_by(kind: TaskKind, with: &LocalAuthorityCode) -> Recipient {
    match kind {
        TaskKind::EnquiryToAnswer => Recipient::managers_of(with),
        _ => Recipient::Brokers(with.clone()),
    }
}

/// Asks whoever brokers for an authority for the next step, in place of whoever was asked before.
pub(super) async fn ask_brokers<A: Act>(
    access: &mut Access<A>,
    waiting: Waiting<'_>,
) -> Result<(), Stopped> {
    task::close(access, &NEXT_STEPS, waiting.id.0).await?;
    let Some(kind) = next_step(waiting.kind, waiting.state) else {
        return Ok(());
    };
    let task = NewTask {
        kind,
        to: taken_by(kind, waiting.with),
        child: Some(waiting.child),
        object: Some(waiting.id.0),
        due_on: Some(waiting.due_on),
    };
    task::open(access, task).await?;
    Ok(())
}

/// Asks a service for its answer, anew where it was asked before.
pub(super) async fn ask_service<A: Act>(
    access: &mut Access<A>,
    leg: LegId,
    owner: AccountId,
    child: ChildNumber,
    due_on: NaiveDate,
) -> Result<(), Stopped> {
    task::close(access, &[TaskKind::RequestToAnswer], leg.0).await?;
    let task = NewTask {
        kind: TaskKind::RequestToAnswer,
        to: Recipient::Account(owner),
        child: Some(child),
        object: Some(leg.0),
        due_on: Some(due_on),
    };
    task::open(access, task).await?;
    Ok(())
}

/// Closes a request: nobody is asked any longer, and whoever made it is told that there is an
/// answer (BRK-03), whatever has become of their account. Where one service will get in touch the
/// others may still answer.
pub(super) async fn close<A: Act>(
    access: &mut Access<A>,
    request: &Known,
    after: RequestState,
) -> Result<(), Stopped> {
    let today = access.today();
    sql::end(access.connection(), request.id, after, today).await?;
    task::close(access, &NEXT_STEPS, request.id.0).await?;
    if after != RequestState::Closed(Ending::ContactExpected) {
        for leg in sql::end_legs(access.connection(), request.id).await? {
            task::close(access, &[TaskKind::RequestToAnswer], leg.0).await?;
        }
    }
    nobody_unanswered(access, request.id).await?;
    if after != RequestState::Closed(Ending::Withdrawn) {
        tell_requester(access, request).await?;
    }
    Ok(())
}

/// Puts the reminder of unanswered services away once there is none.
pub(crate) async fn nobody_unanswered<A: Act>(
    access: &mut Access<A>,
    request: RequestId,
) -> Result<(), Stopped> {
    if !sql::any_chased(access.connection(), request).await? {
        task::close(access, &[TaskKind::RequestUnanswered], request.0).await?;
    }
    Ok(())
}

async fn tell_requester<A: Act>(access: &mut Access<A>, request: &Known) -> Result<(), Stopped> {
    let notice = NewTask {
        kind: TaskKind::RequestEnded,
        to: Recipient::Account(request.requester),
        child: Some(request.child),
        object: Some(request.id.0),
        due_on: None,
    };
    task::open(access, notice).await?;
    Ok(())
}

/// Closes a request that was passed on as soon as its services have settled it: one will get in
/// touch, or none is left that might.
pub(super) async fn settle<A: Act>(access: &mut Access<A>, request: &Known) -> Result<(), Stopped> {
    let today = access.today();
    let answers = sql::answers(access.connection(), request.id, today).await?;
    let after = if answers.will_contact {
        request.state.will_contact()
    } else if answers.open {
        return Ok(());
    } else if answers.declined {
        request.state.all_declined()
    } else {
        request.state.nothing_left()
    };
    match after {
        Ok(after) => close(access, request, after).await,
        // It ended before: another service got in touch.
        Err(_) => nobody_unanswered(access, request.id).await,
    }
}
