//! What managers start: a proposal, and that a record stays (TRF-02, TRF-03, TRF-05).

use domain::act::Act;
use domain::id::{ChildNumber, LocalAuthorityCode, TransferId};
use domain::refusal::{Refusal, Rejection};
use domain::task::{Recipient, TaskKind};
use domain::transfer::{CHASED_AFTER, ESCALATED_AFTER, KeepResponsibility, ProposeTransfer};
use serde_json::json;

use super::moves::weigh;
use super::{own, sql};
use crate::brokering::working_day;
use crate::child_record;
use crate::door::{Access, Stopped};
use crate::local_authority;
use crate::task::{self, NewTask};

/// Proposes a transfer to the manager of the other authority. The same form sent twice proposes once.
pub async fn propose(access: &mut Access<ProposeTransfer>) -> Result<TransferId, Stopped> {
    let (child, to) = (access.act().child, access.act().to.clone());
    let own = own(access)?;
    let from = responsible(access, child).await?;
    if from == to || !local_authority::exists(access.connection(), &to).await? {
        return Err(Rejection::of(
            "to",
            "Select a local authority other than the one that is responsible",
        )
        .into());
    }
    if let Some(open) = sql::open_of(access.connection(), child).await? {
        let same = open.bearing.to == to;
        if same && open.bearing.proposed_by.as_ref() == Some(&own) {
            return Ok(open.id);
        }
        let message = if same {
            "The other authority has proposed this already. Answer its proposal on the page of transfers"
        } else {
            "Another transfer of this record waits for its answer. Only one can wait at a time"
        };
        return Err(Rejection::of("to", message).into());
    }
    if from == own && sql::kept(access.connection(), child).await?.is_some() {
        return Err(stays("to"));
    }
    let id = TransferId::random(access.chance());
    let proposal = sql::Proposal {
        id,
        child,
        from: from.clone(),
        to: to.clone(),
        by: own.clone(),
        chase_on: working_day(access, CHASED_AFTER).await?,
        escalate_on: working_day(access, ESCALATED_AFTER).await?,
    };
    let today = access.today();
    sql::propose(access.connection(), &proposal, today).await?;
    task::close_about(access, &[TaskKind::TransferAgreement], &[child]).await?;
    let other = if from == own { &to } else { &from };
    ask(access, id, child, other, proposal.chase_on).await?;
    access.note(json!({ "transfer": id }));
    access.note_restricted(json!({ "from": from, "to": to }));
    Ok(id)
}

/// Asks the other authority's manager for an answer, in place of what was asked before.
pub(super) async fn ask<A: Act>(
    access: &mut Access<A>,
    id: TransferId,
    child: ChildNumber,
    of: &LocalAuthorityCode,
    due_on: chrono::NaiveDate,
) -> Result<(), Stopped> {
    task::close(access, &[TaskKind::TransferToAnswer], id.0).await?;
    let task = NewTask {
        kind: TaskKind::TransferToAnswer,
        to: Recipient::managers_of(of),
        child: Some(child),
        object: Some(id.0),
        due_on: Some(due_on),
    };
    task::open(access, task).await?;
    Ok(())
}

/// What is said where the record is kept: first the manager lets it go (D-44, TRF-05).
pub(super) fn stays(field: &'static str) -> Stopped {
    Rejection::of(
        field,
        "This record stays with your authority. Lift that on its page of responsibility first",
    )
    .into()
}

/// Who is responsible for a record.
async fn responsible<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<LocalAuthorityCode, Stopped> {
    let record = child_record::locked(access, child).await?;
    let record = record.ok_or(Stopped::Refused(Refusal::NoSuchRecord))?;
    Ok(record.local_authority)
}

/// Has a record stay with its authority whatever the data show, or has it follow them again: then what
/// they show now is weighed at once.
pub async fn keep(access: &mut Access<KeepResponsibility>) -> Result<(), Stopped> {
    let (child, because, today) = (access.act().child, access.act().because, access.today());
    let own = own(access)?;
    let before = sql::kept(access.connection(), child).await?;
    access.note_restricted(json!({ "before": before.map(|kept| kept.code()) }));
    let Some(because) = because else {
        sql::stop_keeping(access.connection(), &[child]).await?;
        return weigh(access, &[child]).await;
    };
    let open = sql::open_of(access.connection(), child).await?;
    if open.is_some_and(|open| open.bearing.proposed_by == Some(own)) {
        return Err(Rejection::of(
            "because",
            "You have proposed to transfer this record. Withdraw that first",
        )
        .into());
    }
    sql::keep(access.connection(), &[(child, because)], today).await?;
    task::close_about(access, &[TaskKind::TransferAgreement], &[child]).await
}
