//! What those do who broker: send on, pass on, and answer a question about a shielded record.

use domain::brokering::{
    ANSWERED_WITHIN, AnswerEnquiry, Ending, Handling, PassOn, RequestBearing, RequestKind,
    RequestState, RequestToHandle, SendOn, ViewRequest,
};
use domain::id::{LegId, RequestId};
use serde_json::json;

use super::steps::{
    Known, NEXT_STEPS, Waiting, ask_brokers, ask_service, close, next_step_due, working_day,
};
use super::{existing, moved_on, sql};
use crate::door::{Access, Stopped};
use crate::sensitive_service;
use crate::task;

/// A request, and what is to be done with it.
pub async fn view(access: &mut Access<ViewRequest>) -> Result<RequestToHandle, Stopped> {
    let (id, today) = (access.act().request, access.today());
    let request = existing(access, id).await?;
    let handling = handling(access, id, &request).await?;
    let row = sql::request(access.connection(), id).await?;
    access.note(json!({ "child": request.child.to_string(), "on": today }));
    row.shown(handling)
}

/// What is to be done with a request. Where nobody is left to answer it has ended, whether or not
/// a job has closed it (G-CLOCK).
async fn handling(
    access: &mut Access<ViewRequest>,
    id: RequestId,
    request: &RequestBearing,
) -> Result<Handling, Stopped> {
    let today = access.today();
    if request.state == RequestState::Received {
        return Ok(Handling::SendOn);
    }
    let left = sql::somebody_left(access.connection(), id, today).await?;
    let names = sensitive_service::names(access, request.child).await?;
    let legs = sql::legs(access.connection(), id, &names, today).await?;
    Ok(match (request.state, request.kind) {
        (RequestState::Closed(ending), _) => Handling::Closed(ending, legs),
        _ if !left => Handling::Closed(Ending::NothingLeft, legs),
        (RequestState::PassedOn, _) => Handling::PassedOn(legs),
        (_, RequestKind::Enquiry) => Handling::AnswerEnquiry,
        (_, RequestKind::SensitiveService) => Handling::PassOn,
    })
}

/// Sends a request on to the authority that is responsible for the record now. Once it is sent on,
/// sending it again does nothing.
pub async fn send_on(access: &mut Access<SendOn>) -> Result<(), Stopped> {
    let id = access.act().request;
    let request = existing(access, id).await?;
    let Ok(state) = request.state.send_on() else {
        access.note(json!({ "again": true }));
        return Ok(());
    };
    let due_on = next_step_due(access, request.kind, state).await?;
    let with = &request.responsible;
    sql::step(access.connection(), id, state, with, due_on).await?;
    let waiting = Waiting {
        id,
        child: request.child,
        kind: request.kind,
        state,
        with,
        due_on,
    };
    ask_brokers(access, waiting).await?;
    access.note(json!({ "child": request.child.to_string() }));
    access.note_restricted(json!({ "to": with }));
    Ok(())
}

/// Passes a request on to every sensitive service of the record (BRK-05). A service that nobody can
/// answer for here is told by the manager (BRK-06).
pub async fn pass_on(access: &mut Access<PassOn>) -> Result<(), Stopped> {
    let (id, today) = (access.act().request, access.today());
    let request = existing(access, id).await?;
    if request.state == RequestState::PassedOn {
        access.note(json!({ "again": true }));
        return Ok(());
    }
    let state = request
        .state
        .pass_on(request.kind)
        .map_err(|_| moved_on())?;
    let entries = sql::entries(access.connection(), request.child, today).await?;
    access.note(json!({ "child": request.child.to_string() }));
    access.note_restricted(json!({ "services": entries.len() }));
    if entries.is_empty() {
        let after = request.state.nothing_left().map_err(|_| moved_on())?;
        return close(access, &Known::of(id, &request), after).await;
    }
    let due_on = working_day(access, ANSWERED_WITHIN).await?;
    sql::step(access.connection(), id, state, &request.responsible, due_on).await?;
    task::close(access, &NEXT_STEPS, id.0).await?;
    for entry in entries {
        let leg = LegId::random(access.chance());
        let new = sql::NewLeg {
            id: leg,
            request: id,
            entry: entry.id,
            off_system: entry.keeper.is_none(),
            passed_on: today,
            due_on,
        };
        sql::record_leg(access.connection(), new).await?;
        if let Some(keeper) = entry.keeper {
            ask_service(access, leg, keeper, request.child, due_on).await?;
        }
    }
    Ok(())
}

/// Answers a question about a shielded record (SHLD-10).
pub async fn answer_enquiry(access: &mut Access<AnswerEnquiry>) -> Result<(), Stopped> {
    let (id, answer) = (access.act().request, access.act().answer);
    let request = existing(access, id).await?;
    if request.kind == RequestKind::Enquiry
        && request.state == RequestState::Closed(answer.ending())
    {
        return Ok(());
    }
    let after = request
        .state
        .answer(request.kind, answer)
        .map_err(|_| moved_on())?;
    access.note(json!({ "child": request.child.to_string() }));
    close(access, &Known::of(id, &request), after).await
}
