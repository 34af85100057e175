//! What a notice does, whoever gives it: the record is shielded in the same transaction, and its
//! manager is told (SHLD-01, SHLD-03).

use chrono::NaiveDate;
use domain::act::Act;
use domain::id::{ChildNumber, NoticeId, ShieldId, SourceId};
use domain::refusal::Refusal;
use domain::shielding::{Asked, Ground, Origin, Shield};
use domain::task::{Recipient, TaskKind};
use serde_json::json;

use super::sql;
use crate::child_record;
use crate::data_source::reseal;
use crate::door::{Access, Stopped};
use crate::residence;
use crate::subject_access;
use crate::task::{self, NewTask};

/// Who gives a notice.
pub(super) enum Giver<'a> {
    /// A user: for themselves, or the responsible manager for somebody else.
    Account(domain::id::AccountId, Asked),
    /// A source, under its own reference.
    Source(SourceId, &'a str, Ground),
}

/// Keeps a notice and shields the record. A new notice brings the review forward, and takes back a
/// recommendation that the shield end (section 4.4).
pub(super) async fn raise<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    from: Giver<'_>,
) -> Result<(), Stopped> {
    let today = access.today();
    let notice = NoticeId::random(access.chance());
    let until = match &from {
        Giver::Account(_, asked) => asked.until,
        Giver::Source(..) => None,
    };
    sql::keep_notice(access.connection(), notice, child, &from, today).await?;
    stand_on(access, child, until).await
}

/// Shields a record by a notice that is new on it.
async fn stand_on<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    until: Option<NaiveDate>,
) -> Result<(), Stopped> {
    let today = access.today();
    let before = sql::clocks(access.connection(), child).await?;
    let fresh = ShieldId::random(access.chance());
    let shield = Shield::noticed(before, today, until);
    let id = sql::keep_shield(access.connection(), child, fresh, today, shield).await?;
    if before.is_none() {
        // Another authority may have been told that the child lives in its area (SHLD-06, D-31).
        task::close_about(access, &[TaskKind::TransferAgreement], &[child]).await?;
        residence::follow_shield(access, child).await?;
        reseal(access, child, true).await?;
        // What was decided and made of an open record is decided anew for a shielded one.
        subject_access::decide_anew(access, child).await?;
        access.note(json!({ "applied": true }));
    }
    ask_for_review(access, child, id, shield).await
}

/// Shields a record by the notices that came to it with another: they count like new ones (MAT-05).
pub(crate) async fn notices_came<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    stand_on(access, child, None).await
}

/// Asks the managers of the responsible authority to review a shield, by its day.
pub(super) async fn ask_for_review<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    id: ShieldId,
    shield: Shield,
) -> Result<(), Stopped> {
    task::close(access, &[TaskKind::ShieldToReview], id.0).await?;
    let authority = child_record::responsible(access, child).await?;
    let authority = authority.ok_or(Refusal::NoSuchRecord)?;
    let managers = NewTask {
        kind: TaskKind::ShieldToReview,
        to: Recipient::managers_of(&authority),
        child: Some(child),
        object: Some(id.0),
        due_on: Some(shield.due_on),
    };
    task::open(access, managers).await?;
    Ok(())
}

/// Tells the managers of the responsible authority that a notice no longer stands.
pub(super) async fn tell_withdrawn<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let Some(id) = sql::shield_of(access.connection(), child).await? else {
        return Ok(());
    };
    let authority = child_record::responsible(access, child).await?;
    let authority = authority.ok_or(Refusal::NoSuchRecord)?;
    let managers = NewTask {
        kind: TaskKind::ShieldNoticeWithdrawn,
        to: Recipient::managers_of(&authority),
        child: Some(child),
        object: Some(id.0),
        due_on: None,
    };
    task::open(access, managers).await?;
    Ok(())
}

/// What a row of a source says about shielding.
pub(crate) struct Advice {
    /// Whose record.
    pub child: ChildNumber,
    /// The source's own reference.
    pub reference: String,
    /// Why the source shields it; none where it does not.
    pub ground: Option<Ground>,
}

/// Follows what rows of a source say: one that shields is a notice, and one that no longer does
/// withdraws it and leaves the record shielded (SHLD-03, D-05).
pub(crate) async fn follow_source<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    advice: Vec<Advice>,
) -> Result<(), Stopped> {
    let today = access.today();
    let (mut raised, mut withdrawn) = (0, 0);
    for Advice {
        child,
        reference,
        ground,
    } in advice
    {
        let stands = sql::notice_of_source(access.connection(), source, &reference).await?;
        if stands
            .as_ref()
            .is_some_and(|stands| stands.ground == ground)
        {
            continue;
        }
        if let Some(stands) = stands {
            sql::withdraw(access.connection(), stands.id, today).await?;
            withdrawn += 1;
            if ground.is_none() {
                tell_withdrawn(access, child).await?;
            }
        }
        if let Some(ground) = ground {
            raise(access, child, Giver::Source(source, &reference, ground)).await?;
            raised += 1;
        }
    }
    if raised + withdrawn > 0 {
        access.note(json!({ "shields": { "raised": raised, "withdrawn": withdrawn } }));
    }
    Ok(())
}

impl Giver<'_> {
    /// Whose word it is.
    pub(super) fn origin(&self) -> Origin {
        match self {
            Giver::Account(_, asked) => asked.origin,
            Giver::Source(..) => Origin::Source,
        }
    }

    /// Why.
    pub(super) fn ground(&self) -> Ground {
        match self {
            Giver::Account(_, asked) => asked.ground,
            Giver::Source(_, _, ground) => *ground,
        }
    }
}
