//! Records that users ask for (CRE-02 … CRE-06). What is asked lies sealed in its request, outside the
//! live directory, until the authority of the place has decided ([`decide`]); then a record is made as
//! any other is, or there is none.

mod ask;
mod content;
mod decide;
mod find;
mod sql;
pub(crate) mod work;

use domain::act::Act;
use domain::creating::{
    AnswerCreation, CheckCreation, CreationBearing, DecideCreation, LookAtArchived, OpenCreated,
    State, Step, ViewMyCreation, WithdrawCreation,
};
use domain::id::{ChildNumber, LocalAuthorityCode};
use domain::refusal::Refusal;
use domain::task::{Recipient, TaskKind};
use uuid::Uuid;

pub use ask::{answer, ask, list_mine, open, prepare, view_mine, withdraw};
pub use decide::{check, decide, list, look};
pub(crate) use decide::{restored, settled};

use crate::data_source::by_hand;
use crate::door::{Access, Fault, KnownAct, Stopped, sealed};
use crate::task::{self, NewTask};
use content::Content;

/// What waits for the authority about a request.
const WAITING: [TaskKind; 2] = [TaskKind::CreationToDecide, TaskKind::CreationOverdue];

/// Declares acts on which a request bears.
macro_rules! about_a_request {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}

        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Option<CreationBearing>, Stopped> {
                let request = access.act().request;
                bearing(access, request).await
            }
        }
    )+};
}

about_a_request!(
    ViewMyCreation,
    AnswerCreation,
    WithdrawCreation,
    OpenCreated,
    CheckCreation,
    LookAtArchived,
    DecideCreation,
);

/// What bears on a request; none where there is none that is still shown, whether or not it has been
/// destroyed (G-CLOCK). The request is locked.
async fn bearing<A: Act>(
    access: &mut Access<A>,
    request: Uuid,
) -> Result<Option<CreationBearing>, Stopped> {
    let today = access.today();
    let Some(row) = sql::locked(access.connection(), request, today).await? else {
        return Ok(None);
    };
    let requesters = sql::requesters(access.connection(), request).await?;
    let content = Content::open(access.keys(), request, &row.sealed)?;
    Ok(Some(CreationBearing {
        local_authority: row.local_authority,
        state: row.state,
        requesters: requesters.into_iter().map(|one| one.account).collect(),
        number: content.number,
    }))
}

/// A request, for an act that was permitted on it.
async fn request<A: Act>(
    access: &mut Access<A>,
    id: Uuid,
) -> Result<(sql::RequestRow, Content), Stopped> {
    let today = access.today();
    let row = sql::locked(access.connection(), id, today).await?;
    let row = row.ok_or(Refusal::NoSuchRecord)?;
    let content = Content::open(access.keys(), id, &row.sealed)?;
    Ok((row, content))
}

/// The state after a step that policy allowed.
fn stepped(state: State, step: Step) -> Result<State, Stopped> {
    state
        .after(step)
        .ok_or_else(|| Stopped::Fault(Fault::new("a step that a request cannot take")))
}

/// Ends a request by a step, and tells everyone who asked that there is an answer. Not which (G-NOT).
async fn end<A: Act>(
    access: &mut Access<A>,
    row: &sql::RequestRow,
    step: Step,
    number: Option<ChildNumber>,
) -> Result<(), Stopped> {
    finish(access, row, step, number).await?;
    tell(access, row.id, TaskKind::CreationAnswered).await
}

/// Ends a request by a step: of the facts nothing is kept but the name, and nothing waits about it any
/// more, nor about the row that was kept back of it (D-34).
async fn finish<A: Act>(
    access: &mut Access<A>,
    row: &sql::RequestRow,
    step: Step,
    number: Option<ChildNumber>,
) -> Result<(), Stopped> {
    let (id, today, state) = (row.id, access.today(), stepped(row.state, step)?);
    let content = Content::open(access.keys(), id, &row.sealed)?;
    let sealed = content.ended(number).seal(access, id)?;
    sql::end(access.connection(), id, state, &sealed, today).await?;
    if row.state == State::Held {
        by_hand::take_back(access, &row.local_authority, id).await?;
    }
    task::close(access, &WAITING, id).await?;
    task::close(access, &[TaskKind::CreationToAnswer], id).await
}

/// Tells everyone who asked.
async fn tell<A: Act>(access: &mut Access<A>, id: Uuid, kind: TaskKind) -> Result<(), Stopped> {
    for requester in sql::requesters(access.connection(), id).await? {
        let notice = NewTask {
            kind,
            to: Recipient::Account(requester.account),
            child: None,
            object: Some(id),
            due_on: None,
        };
        task::open(access, notice).await?;
    }
    Ok(())
}

/// Has the data administrators of an authority decide.
async fn ask_authority<A: Act>(
    access: &mut Access<A>,
    id: Uuid,
    authority: &LocalAuthorityCode,
    decide_by: chrono::NaiveDate,
) -> Result<(), Stopped> {
    let decide = NewTask {
        kind: TaskKind::CreationToDecide,
        to: Recipient::data_administrators_of(authority),
        child: None,
        object: Some(id),
        due_on: Some(decide_by),
    };
    task::open(access, decide).await?;
    Ok(())
}
