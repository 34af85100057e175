//! The responsible manager's desk: the list, one shield, the whole record, its review and its end.

use domain::act::Act;
use domain::child_record::OpenRecord;
use domain::id::{ChildNumber, ShieldId};
use domain::refusal::{Refusal, Rejection};
use domain::shielding::{
    LiftShield, ListOverdueAuthorities, ListShields, Nearby, NotYet, Outcome, OverdueAuthority,
    QueuedShield, ReviewShield, ShieldBearing, ShieldShown, ShieldState, ViewShield,
    ViewShieldedInFull,
};
use domain::standing::Role;
use domain::task::{Recipient, TaskKind};
use serde_json::json;

use super::sql;
use crate::child_record;
use crate::data_source::reseal;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::subject_access;
use crate::task::{self, NewTask};

admit!(ListShields, ListOverdueAuthorities);

/// The shielded records of one's authority, what is overdue first.
pub async fn list(access: &mut Access<ListShields>) -> Result<Vec<QueuedShield>, Stopped> {
    let today = access.today();
    let authority = access.hat()?.local_authority.clone();
    let authority = authority.ok_or(Refusal::Role)?;
    Ok(sql::queue(access.connection(), &authority, today).await?)
}

/// The authorities with an overdue review, whether or not a job has told of it (G-CLOCK).
pub async fn overdue_authorities(
    access: &mut Access<ListOverdueAuthorities>,
) -> Result<Vec<OverdueAuthority>, Stopped> {
    let today = access.today();
    Ok(sql::overdue_authorities(access.connection(), today).await?)
}

/// What bears on a shield of a live record, locked until the act is done.
async fn bearing<A: Act>(
    access: &mut Access<A>,
    shield: ShieldId,
) -> Result<Option<ShieldBearing>, Stopped> {
    let today = access.today();
    Ok(sql::bearing(access.connection(), shield, today).await?)
}

/// Whose shield it is, for an operation whose act was permitted on it; noted in the trail.
async fn child_of<A: Act>(
    access: &mut Access<A>,
    shield: ShieldId,
) -> Result<ChildNumber, Stopped> {
    let bearing = bearing(access, shield).await?;
    let child = bearing.ok_or(Refusal::NoSuchRecord)?.child;
    access.note(json!({ "child": child.to_string() }));
    Ok(child)
}

/// Declares acts on which a shield bears.
macro_rules! on_a_shield {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
                let shield = access.act().shield;
                bearing(access, shield).await
            }
        }
    )+};
}

on_a_shield!(ViewShield, ReviewShield, LiftShield);

/// A shield with its notices, its reviews and other records at the address (SHLD-13).
pub async fn view(access: &mut Access<ViewShield>) -> Result<ShieldShown, Stopped> {
    let (id, today) = (access.act().shield, access.today());
    let child = child_of(access, id).await?;
    let row = sql::shield(access.connection(), child).await?;
    let notices = sql::notices(access.connection(), child).await?;
    let reviews = sql::reviews(access.connection(), child).await?;
    let nearby = nearby(access, child).await?;
    let recommended = crate::panel::recommended(access, child).await?;
    let decides = access.hat()?.role == Role::LocalAuthorityManager;
    let stand = notices.iter().filter(|one| one.withdrawn_on.is_none());
    Ok(ShieldShown {
        id,
        state: ShieldState::of(stand.count(), row.clocks.end_recommended),
        due_on: row.clocks.due_on,
        overdue: row.clocks.overdue(today),
        end_recommended: row.clocks.end_recommended,
        shielded_on: row.shielded_on,
        child: row.child,
        notices,
        reviews,
        nearby,
        recommended,
        decides,
    })
}

/// Other live records at the address of a shielded child. Those that are shielded themselves are
/// sealed, and not among them.
pub(crate) async fn nearby<A: child_record::OpensSeal>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<Nearby>, Stopped> {
    let today = access.today();
    let view = child_record::sealed_best_view(access, child).await?;
    let whereabouts = view.as_ref().and_then(|view| view.whereabouts.as_ref());
    let Some(address) = whereabouts.and_then(|place| place.value.address()) else {
        return Ok(Vec::new());
    };
    Ok(sql::at_address(access.connection(), address, child, today).await?)
}

impl sealed::Sealed for ViewShieldedInFull {}

impl KnownAct for ViewShieldedInFull {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<ShieldBearing>, Stopped> {
        let (child, today) = (access.act().child, access.today());
        Ok(sql::bearing_of_child(access.connection(), child, today).await?)
    }
}

/// The whole of a shielded record (SHLD-11).
pub async fn view_in_full(access: &mut Access<ViewShieldedInFull>) -> Result<OpenRecord, Stopped> {
    let child = access.act().child;
    child_record::shielded_in_full(access, child).await
}

/// Keeps a review. Where it recommends an end, those are asked whose notices stand (SHLD-17).
pub async fn review(access: &mut Access<ReviewShield>) -> Result<(), Stopped> {
    let (id, review, today) = (access.act().shield, access.act().review, access.today());
    let child = child_of(access, id).await?;
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let before = sql::clocks(access.connection(), child).await?;
    let before = before.ok_or(Refusal::NoSuchRecord)?;
    let stand = sql::standing_notices(access.connection(), child).await?;
    let until = stand.iter().filter_map(|notice| notice.until);
    let after = before.reviewed(review.outcome, today, until);
    let kept = access.chance().uuid();
    sql::keep_review(access.connection(), kept, child, &review, account, today).await?;
    if review.outcome == Outcome::GatherViews {
        return Ok(());
    }
    sql::set_clocks(access.connection(), child, after).await?;
    let done = [TaskKind::ShieldToReview, TaskKind::ShieldOverdue];
    task::close(access, &done, id.0).await?;
    for notice in stand {
        task::close(access, &[TaskKind::ShieldToConfirm], notice.id.0).await?;
        let Some(asker) = notice.asker.filter(|_| after.end_recommended) else {
            continue;
        };
        let confirm = NewTask {
            kind: TaskKind::ShieldToConfirm,
            to: Recipient::Account(asker),
            child: Some(child),
            object: Some(notice.id.0),
            due_on: None,
        };
        task::open(access, confirm).await?;
    }
    Ok(())
}

/// Lifts a shield: everything is open again and found again; those who asked for it, and those who
/// work with the child, are told no more than that (SHLD-09).
pub async fn lift(access: &mut Access<LiftShield>) -> Result<(), Stopped> {
    let id = access.act().shield;
    let child = child_of(access, id).await?;
    let clocks = sql::clocks(access.connection(), child).await?;
    let clocks = clocks.ok_or(Refusal::NoSuchRecord)?;
    let stand = sql::standing_notices(access.connection(), child).await?;
    ShieldState::lift(stand.len(), clocks.end_recommended).map_err(not_yet)?;
    let mut told = sql::askers(access.connection(), child).await?;
    let everyone = crate::death::everyone(access, child).await?;
    told.extend(everyone.into_iter().map(|account| account.0));
    told.sort_unstable();
    told.dedup();
    reseal(access, child, false).await?;
    // What was signed for a shielded record is not signed for good.
    subject_access::decide_anew(access, child).await?;
    sql::forget(access.connection(), child).await?;
    let done = [
        TaskKind::ShieldToReview,
        TaskKind::ShieldOverdue,
        TaskKind::ShieldNoticeWithdrawn,
    ];
    task::close(access, &done, id.0).await?;
    for account in told {
        let notice = NewTask {
            kind: TaskKind::ShieldLifted,
            to: Recipient::Account(domain::id::AccountId(account)),
            child: Some(child),
            object: None,
            due_on: None,
        };
        task::open(access, notice).await?;
    }
    Ok(())
}

/// What is to be done before a shield can be lifted.
fn not_yet(why: NotYet) -> Rejection {
    let message = match why {
        NotYet::StillAsked => {
            "Whoever asked for the shield has not yet said that it is no longer needed. Wait until nobody asks for it"
        }
        NotYet::NotRecommended => {
            "No review recommends that this shield should end. Review it first"
        }
    };
    Rejection::of("informed", message)
}
