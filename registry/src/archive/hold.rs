//! Holds (ARC-06): placed through a window, reviewed, released.

use domain::act::Act;
use domain::archive::{HoldBearing, HoldRecord, KeepHold, ReleaseHold, WindowBearing, reviewed_by};
use domain::id::{ChildNumber, LocalAuthorityCode};
use domain::refusal::Refusal;
use domain::task::TaskKind;
use serde_json::json;
use uuid::Uuid;

use super::{sql, window};
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::task;

impl sealed::Sealed for HoldRecord {}

impl KnownAct for HoldRecord {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<WindowBearing>, Stopped> {
        let id = access.act().window;
        window::bearing(access, id).await
    }
}

/// Holds whatever the archive has of a child. The same form sent twice is one hold.
pub async fn hold(access: &mut Access<HoldRecord>) -> Result<(), Stopped> {
    let (through, why, today) = (access.act().window, access.act().why, access.today());
    let review_on = reviewed_by(access.act().review_on, today)?;
    let window = window::bearing(access, through).await?;
    let window = window.ok_or(Refusal::NoSuchRecord)?;
    let id = access.chance().uuid();
    access.note(json!({ "child": window.child.to_string(), "review_on": review_on }));
    let hold = sql::NewHold {
        id,
        child: window.child,
        local_authority: &window.local_authority,
        why,
        placed_on: today,
        review_on,
    };
    sql::hold(access.connection(), hold).await?;
    Ok(())
}

impl sealed::Sealed for KeepHold {}

impl KnownAct for KeepHold {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<HoldBearing>, Stopped> {
        let hold = access.act().hold;
        bearing(access, hold).await
    }
}

impl sealed::Sealed for ReleaseHold {}

impl KnownAct for ReleaseHold {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<HoldBearing>, Stopped> {
        let hold = access.act().hold;
        bearing(access, hold).await
    }
}

async fn bearing<A: Act>(
    access: &mut Access<A>,
    hold: Uuid,
) -> Result<Option<HoldBearing>, Stopped> {
    Ok(sql::hold_bearing(access.connection(), hold).await?)
}

/// Has holds on the archived items of records that pass be reviewed where these are answered for from now on
/// (TRF-07): what waited with the manager before waits there by the next run of the rule.
pub(crate) async fn follow_holds<A: Act>(
    access: &mut Access<A>,
    now_with: &[(ChildNumber, LocalAuthorityCode)],
) -> Result<(), Stopped> {
    for moved in sql::follow_holds(access.connection(), now_with).await? {
        task::close(access, &[TaskKind::HoldToReview], moved).await?;
    }
    Ok(())
}

/// Keeps a hold until its next review (T-24).
pub async fn keep(access: &mut Access<KeepHold>) -> Result<(), Stopped> {
    let (hold, today) = (access.act().hold, access.today());
    let review_on = reviewed_by(access.act().review_on, today)?;
    sql::review_again(access.connection(), hold, review_on).await?;
    access.note(json!({ "review_on": review_on }));
    task::close(access, &[TaskKind::HoldToReview], hold).await
}

/// Ends a hold: what is past its six years is destroyed by the next run of the rule.
pub async fn release(access: &mut Access<ReleaseHold>) -> Result<(), Stopped> {
    let hold = access.act().hold;
    sql::release(access.connection(), hold).await?;
    task::close(access, &[TaskKind::HoldToReview], hold).await
}
