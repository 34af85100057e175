//! The way of a source: signed, accredited, connected, stopped and ended (section 4.12).

use domain::act::Act;
use domain::data_source::{
    DecideAccreditation, DecideHeld, Decision, SignAgreement, SourceHeld, SourceState, Step,
    StoppedBy, TakeStep, is_over,
};
use domain::id::{LocalAuthorityCode, SourceId};
use domain::refusal::{Refusal, Rejection};
use domain::standing::Role;
use domain::task::{Recipient, TaskKind};
use serde_json::json;

use super::{existing, sql};
use crate::door::{Access, Stopped};
use crate::feed;
use crate::task::{self, NewTask};

/// Who is told of a source: its authority's data administrators, or of a national one the central team.
pub(super) fn keepers(local_authority: Option<&LocalAuthorityCode>) -> Recipient {
    match local_authority {
        Some(authority) => Recipient::data_administrators_of(authority),
        None => Recipient::central_team(),
    }
}

/// Opens a task about a source.
pub(super) async fn tell<A: Act>(
    access: &mut Access<A>,
    kind: TaskKind,
    to: Recipient,
    source: SourceId,
) -> Result<bool, Stopped> {
    let told = NewTask {
        kind,
        to,
        child: None,
        object: Some(source.0),
        due_on: None,
    };
    task::open(access, told).await
}

/// Opens a task about a source for whoever keeps it.
pub(in crate::data_source) async fn tell_keepers<A: Act>(
    access: &mut Access<A>,
    kind: TaskKind,
    source: SourceId,
) -> Result<(), Stopped> {
    let row = sql::standing(access.connection(), source).await?;
    let authority = row.and_then(|row| row.local_authority);
    tell(access, kind, keepers(authority.as_ref()), source).await?;
    Ok(())
}

/// The state to which a step leads.
fn after(held: &SourceHeld, step: Step) -> Result<SourceState, Stopped> {
    Ok(held.state.after(step).ok_or(Refusal::State)?)
}

/// Signs the agreement (FEED-03), or another in its place: then the source stays where it stands, and
/// whether it is late is reckoned by what is agreed now.
pub async fn sign(access: &mut Access<SignAgreement>) -> Result<(), Stopped> {
    let (source, today) = (access.act().source, access.today());
    let agreement = access.act().agreement.clone();
    let held = existing(access, source).await?.held(today);
    sql::agree(access.connection(), source, &agreement).await?;
    if held.state.is_agreed() {
        access.note(json!({ "amended": true }));
        return task::close(access, &[TaskKind::SourceOverdue], source.0).await;
    }
    let state = after(&held, Step::Sign)?;
    sql::put(access.connection(), source, state, None, None, today).await?;
    Ok(())
}

/// Decides about an accreditation (FEED-02), or renews one (T-31). Whoever keeps a local source is told.
pub async fn decide(access: &mut Access<DecideAccreditation>) -> Result<(), Stopped> {
    let &DecideAccreditation { source, decision } = access.act();
    let today = access.today();
    let before = existing(access, source).await?;
    let held = before.held(today);
    match decision {
        Decision::Accredited(until) => {
            // A pause that the job has not written down yet began when the old accreditation ended.
            if before.state == SourceState::Connected && held.state == SourceState::Paused {
                let (by, since) = (held.stopped_by, before.accredited_until.unwrap_or(today));
                sql::put(access.connection(), source, held.state, by, None, since).await?;
            }
            sql::accredit(access.connection(), source, until).await?;
            if let Some(state) = held.state.after(Step::Accredit) {
                sql::put(access.connection(), source, state, None, None, today).await?;
            } else {
                access.note(json!({ "renewed": true }));
            }
        }
        Decision::Rejected(why) => {
            let state = after(&held, Step::Reject)?;
            sql::put(access.connection(), source, state, None, Some(why), today).await?;
        }
    }
    let settled = [TaskKind::AccreditationToDecide, TaskKind::AccreditationEnds];
    task::close(access, &settled, source.0).await?;
    if held.local_authority.is_some() {
        tell(
            access,
            TaskKind::AccreditationDecided,
            keepers(held.local_authority.as_ref()),
            source,
        )
        .await?;
    }
    Ok(())
}

/// Takes a step with a source. Rejected where it would supply again after its accreditation has run out.
pub async fn take(access: &mut Access<TakeStep>) -> Result<(), Stopped> {
    let &TakeStep { source, step } = access.act();
    let today = access.today();
    let row = existing(access, source).await?;
    let held = row.held(today);
    let state = after(&held, step)?;
    if step.connects() && is_over(row.accredited_until, today) {
        let message = "Its accreditation has run out: the central team must renew it first";
        return Err(Rejection::of("step", message).into());
    }
    let central = access.hat()?.role == Role::CentralTeam;
    let by = match central {
        true => StoppedBy::CentralTeam,
        false => StoppedBy::LocalAuthority,
    };
    let stopped_by = match step {
        Step::Pause | Step::Suspend | Step::Terminate => Some(by),
        _ => None,
    };
    // What the central team paused stays the central team's when the authority suspends it.
    let stopped_by = match (held.stopped_by, stopped_by) {
        (Some(StoppedBy::CentralTeam), Some(_)) => Some(StoppedBy::CentralTeam),
        (_, stopped_by) => stopped_by,
    };
    sql::put(access.connection(), source, state, stopped_by, None, today).await?;
    match step {
        Step::AskForAccreditation => {
            tell(
                access,
                TaskKind::AccreditationToDecide,
                Recipient::central_team(),
                source,
            )
            .await?;
            task::close(access, &[TaskKind::AccreditationDecided], source.0).await?;
        }
        // A source that is stopped is not late; one that has ended needs no accreditation, and what it sent
        // is taken in no more.
        Step::Pause | Step::Suspend => {
            task::close(access, &[TaskKind::SourceOverdue], source.0).await?;
        }
        Step::Terminate => {
            let kinds = [
                TaskKind::SourceOverdue,
                TaskKind::AccreditationEnds,
                TaskKind::SupplyHeld,
            ];
            task::close(access, &kinds, source.0).await?;
            feed::end_all(access, source).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Releases a supply that is held, or refuses it: then nothing of it was or is taken in but what it shields.
pub async fn decide_held(access: &mut Access<DecideHeld>) -> Result<(), Stopped> {
    let &DecideHeld {
        source,
        supply,
        release,
    } = access.act();
    feed::decide_held(access, source, supply, release).await?;
    task::close(access, &[TaskKind::SupplyHeld], source.0).await
}
