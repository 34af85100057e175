//! What services answer: by themselves, or through the manager who reached them otherwise.

use domain::act::Act;
use domain::brokering::{Answer, AnswerRequest, LegToAnswer, Outside, RecordOutside, ViewLeg};
use domain::id::LegId;
use domain::refusal::Rejection;
use domain::task::TaskKind;
use serde_json::json;

use super::steps::{Known, settle};
use super::{existing, sql};
use crate::door::{Access, Stopped};
use crate::task;

/// What one's own service is asked.
pub async fn view_leg(access: &mut Access<ViewLeg>) -> Result<LegToAnswer, Stopped> {
    let leg = access.act().leg;
    let row = sql::leg_to_answer(access.connection(), leg).await?;
    row.shown()
}

/// Records what one's own service will do. The first that gets in touch settles the request, and so
/// does the last that does not (BRK-05).
pub async fn answer(access: &mut Access<AnswerRequest>) -> Result<(), Stopped> {
    let (leg, answer) = (access.act().leg, access.act().answer);
    answered(access, leg, answer).await
}

/// Records that a service was told outside the system, or what it said (BRK-06).
pub async fn record_outside(access: &mut Access<RecordOutside>) -> Result<(), Stopped> {
    let (leg, what) = (access.act().leg, access.act().what);
    let today = access.today();
    match what {
        Outside::Answered(answer) => answered(access, leg, answer).await,
        Outside::Told => {
            sql::told(access.connection(), leg, today).await?;
            Ok(())
        }
    }
}

/// Takes a service's answer down. The same answer again is no mistake.
async fn answered<A: Act>(
    access: &mut Access<A>,
    leg: LegId,
    answer: Answer,
) -> Result<(), Stopped> {
    let today = access.today();
    let asked = sql::leg(access.connection(), leg).await?;
    if asked.state.given() == Some(answer) {
        return Ok(());
    }
    let Ok(after) = asked.state.answer(answer) else {
        return Err(Rejection::of(
            "answer",
            "This request has been answered already, or was taken back",
        )
        .into());
    };
    sql::leg_answered(access.connection(), leg, after, today).await?;
    task::close(access, &[TaskKind::RequestToAnswer], leg.0).await?;
    let request = existing(access, asked.request).await?;
    access.note(json!({ "child": request.child.to_string(), "request": asked.request }));
    settle(access, &Known::of(asked.request, &request)).await
}
