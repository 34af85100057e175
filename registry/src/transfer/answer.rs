//! How a proposal ends: accepted or not by the other authority, or taken back (TRF-03, TRF-06).

use domain::act::Act;
use domain::id::LocalAuthorityCode;
use domain::task::{Recipient, TaskKind};
use domain::transfer::{Answer, AnswerTransfer, Passing, TransferState, WithdrawTransfer};
use serde_json::json;

use super::complete::complete;
use super::moves::weigh;
use super::propose::stays;
use super::{existing, moved_on, own, sql};
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};

/// Takes the other authority's answer. The same answer sent twice is no mistake.
pub async fn answer(access: &mut Access<AnswerTransfer>) -> Result<(), Stopped> {
    let (transfer, answer) = (access.act().transfer, access.act().answer);
    let known = existing(access, transfer).await?;
    note(access, &known);
    let (after, because) = match answer {
        Answer::Accepted => (known.state.accept(), None),
        Answer::Rejected(because) => (known.state.reject(), Some(because)),
    };
    let Ok(after) = after else {
        let same = match answer {
            Answer::Accepted => known.state == TransferState::Accepted,
            Answer::Rejected(_) => known.state == TransferState::Rejected,
        };
        return if same { Ok(()) } else { Err(moved_on()) };
    };
    let today = access.today();
    if after == TransferState::Rejected {
        sql::end(access.connection(), transfer, after, because, today).await?;
        let stays = (known.bearing.child, known.bearing.from.clone());
        sql::settle(access.connection(), &[stays]).await?;
        over(access, &known).await?;
        let proposer = known.bearing.proposed_by.clone();
        return match proposer {
            Some(proposer) => tell(access, &known, TaskKind::TransferRejected, &proposer).await,
            None => Ok(()),
        };
    }
    if known.bearing.responsible != known.bearing.from {
        return Err(moved_on());
    }
    let kept = sql::kept(access.connection(), known.bearing.child).await?;
    if kept.is_some() && own(access)? == known.bearing.from {
        return Err(stays("answer"));
    }
    sql::end(access.connection(), transfer, after, None, today).await?;
    over(access, &known).await?;
    for authority in [&known.bearing.from, &known.bearing.to] {
        tell(access, &known, TaskKind::TransferDone, authority).await?;
    }
    let passing = Passing {
        child: known.bearing.child,
        from: known.bearing.from,
        to: known.bearing.to,
    };
    complete(access, &[passing]).await
}

/// Takes a proposal back. What the data show is then weighed again.
pub async fn withdraw(access: &mut Access<WithdrawTransfer>) -> Result<(), Stopped> {
    let transfer = access.act().transfer;
    let known = existing(access, transfer).await?;
    note(access, &known);
    let Ok(after) = known.state.cancel() else {
        let same = known.state == TransferState::Cancelled;
        return if same { Ok(()) } else { Err(moved_on()) };
    };
    let today = access.today();
    sql::end(access.connection(), transfer, after, None, today).await?;
    over(access, &known).await?;
    weigh(access, &[known.bearing.child]).await
}

/// Puts away what asked for an answer.
async fn over<A: Act>(access: &mut Access<A>, known: &sql::Known) -> Result<(), Stopped> {
    let asking = [TaskKind::TransferToAnswer, TaskKind::TransferUnanswered];
    task::close(access, &asking, known.id.0).await
}

/// Tells an authority's managers how it ended.
async fn tell<A: Act>(
    access: &mut Access<A>,
    known: &sql::Known,
    kind: TaskKind,
    authority: &LocalAuthorityCode,
) -> Result<(), Stopped> {
    let notice = NewTask {
        kind,
        to: Recipient::managers_of(authority),
        child: Some(known.bearing.child),
        object: Some(known.id.0),
        due_on: None,
    };
    task::open(access, notice).await?;
    Ok(())
}

/// Notes which record it is about.
fn note<A: Act>(access: &mut Access<A>, known: &sql::Known) {
    let bearing = &known.bearing;
    access.note(json!({ "child": bearing.child.to_string() }));
    access.note_restricted(json!({ "from": bearing.from, "to": bearing.to }));
}
