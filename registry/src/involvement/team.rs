//! What a manager sees of the own team's involvements (INV-09).

use domain::id::AccountId;
use domain::involvement::{AskToCheck, InvolvementBearing, ListTeamInvolvements, TeamInvolvement};
use domain::refusal::Refusal;
use domain::task::{Recipient, TaskKind};

use super::{keeping, sql};
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::task::{self, NewTask};

admit!(ListTeamInvolvements);

/// The team's involvements: current ones, the oldest first, then ended ones that can still be seen.
/// A manager who belongs to no team has none.
pub async fn list_team(
    access: &mut Access<ListTeamInvolvements>,
) -> Result<Vec<TeamInvolvement>, Stopped> {
    let today = access.today();
    let Some(team) = access.hat()?.team else {
        return Ok(Vec::new());
    };
    Ok(sql::of_teams_accounts(access.connection(), team, today).await?)
}

impl sealed::Sealed for AskToCheck {}

impl KnownAct for AskToCheck {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<InvolvementBearing>, Stopped> {
        let id = access.act().involvement;
        keeping::existing(access, id).await
    }
}

/// Asks whoever keeps an involvement, or recorded it for a colleague without an account, to check
/// that it is still right. Asking again while the notice is open does nothing.
pub async fn ask_to_check(access: &mut Access<AskToCheck>) -> Result<(), Stopped> {
    let (id, today) = (access.act().involvement, access.today());
    let row = sql::bearing(access.connection(), id, false, today)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    let keeper = row.owner.or(row.recorded_by).ok_or(Refusal::NotYours)?;
    let child =
        domain::id::ChildNumber::from_stored(row.child).map_err(|_| Refusal::NoSuchRecord)?;
    let notice = NewTask {
        kind: TaskKind::CheckInvolvement,
        to: Recipient::Account(AccountId(keeper)),
        child: Some(child),
        object: Some(id.0),
        due_on: None,
    };
    task::open(access, notice).await?;
    access.note(serde_json::json!({ "child": child }));
    Ok(())
}
