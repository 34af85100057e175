//! Breaking the glass: one of the central team asks, another agrees, and the one sees one shielded
//! record for a short while (SHLD-11, matrix note 4).

mod sql;

use domain::act::Act;
use domain::break_glass::{
    AgreeToBreak, AskToBreak, DeclineToBreak, GlassBearing, GlassDesk, ListGlass, LookThroughGlass,
    SetGlassTime, lapses_at,
};
use domain::child_record::OpenRecord;
use domain::clock::london_date;
use domain::id::{AccountId, GlassId};
use domain::refusal::{Refusal, Rejection};
use domain::task::{Recipient, TaskKind};
use serde_json::json;

use crate::child_record;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::task::{self, NewTask};

admit!(ListGlass, AskToBreak, SetGlassTime);

/// What one asked for and what colleagues ask for, as far as it is not over.
pub async fn list(access: &mut Access<ListGlass>) -> Result<GlassDesk, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let (now, today) = (access.now(), access.today());
    Ok(GlassDesk {
        own: sql::own(access.connection(), account, now, today).await?,
        asked: sql::asked(access.connection(), account, now, today).await?,
        time: sql::time(access.connection()).await?.unwrap_or_default(),
    })
}

/// Asks for one shielded record. The same asked again is asked once. Every other number is answered
/// alike: of a record that is not shielded, archived, or never made nothing is told (G-DENY).
pub async fn ask(access: &mut Access<AskToBreak>) -> Result<(), Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let (child, reason) = (access.act().child, access.act().reason);
    let (now, today) = (access.now(), access.today());
    if !sql::is_shielded(access.connection(), child, today).await? {
        let message = "No shielded record has this number. Check what you entered";
        return Err(Rejection::of("number", message).into());
    }
    if sql::stands(access.connection(), child, account, now).await? {
        access.note(json!({ "again": true }));
        return Ok(());
    }
    let id = GlassId::random(access.chance());
    sql::ask(access.connection(), id, child, account, reason, now).await?;
    let question = NewTask {
        kind: TaskKind::GlassToDecide,
        to: Recipient::central_team(),
        child: None,
        object: Some(id.0),
        due_on: Some(london_date(lapses_at(now))),
    };
    task::open(access, question).await?;
    Ok(())
}

/// Declares acts on which one person's look bears.
macro_rules! on_a_glass {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
                let glass = access.act().glass;
                bearing(access, glass).await
            }
        }
    )+};
}

on_a_glass!(AgreeToBreak, DeclineToBreak, LookThroughGlass);

/// What bears on a look; none where the record is no longer live and shielded.
async fn bearing<A: Act>(
    access: &mut Access<A>,
    glass: GlassId,
) -> Result<Option<GlassBearing>, Stopped> {
    let today = access.today();
    Ok(sql::bearing(access.connection(), glass, today).await?)
}

/// The same, for an operation whose act was permitted on it; whose record it is goes to the trail.
async fn existing<A: Act>(access: &mut Access<A>, glass: GlassId) -> Result<GlassBearing, Stopped> {
    let known = bearing(access, glass).await?.ok_or(Refusal::NoSuchRecord)?;
    access.note(json!({ "child": known.child.to_string() }));
    Ok(known)
}

/// Agrees: the colleague sees the record from now on, and those who answer for it are told.
pub async fn agree(access: &mut Access<AgreeToBreak>) -> Result<(), Stopped> {
    let (glass, now) = (access.act().glass, access.now());
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let known = existing(access, glass).await?;
    let time = sql::time(access.connection()).await?.unwrap_or_default();
    let closes_at = time.closes_at(now);
    sql::agree(access.connection(), glass, account, closes_at).await?;
    let of = sql::answers_for(access.connection(), known.child).await?;
    let managers = NewTask {
        kind: TaskKind::GlassBroken,
        to: Recipient::managers_of(&of.local_authority),
        child: Some(known.child),
        object: of.shield.map(|shield| shield.0),
        due_on: None,
    };
    task::open(access, managers).await?;
    decided(access, glass, known.asked_by).await
}

/// Does not agree.
pub async fn decline(access: &mut Access<DeclineToBreak>) -> Result<(), Stopped> {
    let glass = access.act().glass;
    let known = existing(access, glass).await?;
    sql::forget(access.connection(), glass).await?;
    decided(access, glass, known.asked_by).await
}

/// Closes the question, and tells whoever asked that there is an answer.
async fn decided<A: Act>(
    access: &mut Access<A>,
    glass: GlassId,
    asked_by: AccountId,
) -> Result<(), Stopped> {
    task::close(access, &[TaskKind::GlassToDecide], glass.0).await?;
    let notice = NewTask {
        kind: TaskKind::GlassDecided,
        to: Recipient::Account(asked_by),
        child: None,
        object: Some(glass.0),
        due_on: None,
    };
    task::open(access, notice).await?;
    Ok(())
}

/// The whole of the shielded record.
pub async fn look(access: &mut Access<LookThroughGlass>) -> Result<OpenRecord, Stopped> {
    let glass = access.act().glass;
    let child = existing(access, glass).await?.child;
    child_record::shielded_in_full(access, child).await
}

/// Sets for how long a look lasts; those that are open keep their time.
pub async fn set_time(access: &mut Access<SetGlassTime>) -> Result<(), Stopped> {
    let time = access.act().time;
    sql::set_time(access.connection(), time).await?;
    Ok(())
}
