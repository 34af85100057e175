//! The shielded record panel: meetings that the authority's manager calls, and what members see and
//! say (SHLD-08). What a pack shows is read through the sealed record when somebody looks at it.

mod manage;
mod pack;
mod sql;
pub(crate) mod work;

pub use manage::{call_off, close, convene, list, table, view};
pub(crate) use pack::recommended;
pub use pack::{give_opinion, say_attended, view_pack};

use domain::act::Act;
use domain::id::{AccountId, MeetingId, PackId};
use domain::panel::{
    CallOffMeeting, CloseMeeting, GiveOpinion, MeetingBearing, PackBearing, SayAttended,
    TableShield, TablingBearing, ViewMeeting, ViewPack,
};
use domain::refusal::Refusal;

use crate::door::{Access, KnownAct, Stopped, sealed};

/// What bears on a meeting, locked until the act is done.
async fn meeting<A: Act>(
    access: &mut Access<A>,
    meeting: MeetingId,
) -> Result<Option<MeetingBearing>, Stopped> {
    let account = access.standing().account();
    Ok(sql::meeting(access.connection(), meeting, account).await?)
}

/// The same, for an operation whose act was permitted on it.
async fn existing<A: Act>(
    access: &mut Access<A>,
    id: MeetingId,
) -> Result<MeetingBearing, Stopped> {
    Ok(meeting(access, id).await?.ok_or(Refusal::NoSuchRecord)?)
}

/// What bears on a pack whose record is live and shielded.
async fn pack<A: Act>(
    access: &mut Access<A>,
    pack: PackId,
) -> Result<Option<PackBearing>, Stopped> {
    let (account, today) = (access.standing().account(), access.today());
    let Some(row) = sql::pack(access.connection(), pack, account, today).await? else {
        return Ok(None);
    };
    let meeting = meeting(access, row.meeting).await?;
    Ok(meeting.map(|meeting| PackBearing {
        meeting,
        child: row.child,
        local_authority: row.local_authority,
        asked_for_it: row.asked_for_it,
    }))
}

/// The account that acts.
fn account<A: Act>(access: &Access<A>) -> Result<AccountId, Stopped> {
    Ok(access.standing().account().ok_or(Refusal::Role)?)
}

/// Declares acts on which a meeting bears.
macro_rules! on_a_meeting {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
                let id = access.act().meeting;
                meeting(access, id).await
            }
        }
    )+};
}

/// Declares acts on which a pack bears.
macro_rules! on_a_pack {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
                let id = access.act().pack;
                pack(access, id).await
            }
        }
    )+};
}

on_a_meeting!(ViewMeeting, SayAttended, CloseMeeting, CallOffMeeting);
on_a_pack!(ViewPack, GiveOpinion);

impl sealed::Sealed for TableShield {}

impl KnownAct for TableShield {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<TablingBearing>, Stopped> {
        let (id, shield, today) = (access.act().meeting, access.act().shield, access.today());
        let Some(meeting) = meeting(access, id).await? else {
            return Ok(None);
        };
        let shield = sql::shield(access.connection(), shield, today).await?;
        Ok(shield.map(|(child, local_authority)| TablingBearing {
            meeting,
            child,
            local_authority,
        }))
    }
}
