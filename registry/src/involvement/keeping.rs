//! Handing an involvement over, keeping it longer and confirming it (INV-07, CEASE-02 … CEASE-04).

use domain::act::Act;
use domain::id::{
    AccountId, ChildNumber, InvolvementId, LocalAuthorityCode, OrganisationId, TeamId,
};
use domain::involvement::{
    Answer, ConfirmRetention, HandOver, InvolvementBearing, InvolvementInHand, KeepInvolvement,
    Purpose, Stage, ViewInvolvement,
};
use domain::refusal::{Refusal, Rejection};
use domain::task::{Recipient, TaskKind};

use super::sql;
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::task::{self, NewTask};

/// What bears on an involvement that can still be seen, locked until the act is done.
pub(super) async fn existing<A: Act>(
    access: &mut Access<A>,
    id: InvolvementId,
) -> Result<Option<InvolvementBearing>, Stopped> {
    let today = access.today();
    let row = sql::bearing(access.connection(), id, false, today).await?;
    row.map(bearing).transpose()
}

/// The same with who is asked about it (CEASE-04), and also of one that an answer of today ended.
async fn existing_to_confirm<A: Act>(
    access: &mut Access<A>,
    id: InvolvementId,
) -> Result<Option<InvolvementBearing>, Stopped> {
    let today = access.today();
    let Some(row) = sql::bearing(access.connection(), id, true, today).await? else {
        return Ok(None);
    };
    let keeper = row.owner.or(row.recorded_by).map(AccountId);
    let mut bearing = bearing(row)?;
    bearing.asked = Some(task::whoever_keeps(access, keeper, bearing.child).await?);
    Ok(Some(bearing))
}

fn bearing(row: sql::BearingRow) -> Result<InvolvementBearing, Stopped> {
    Ok(InvolvementBearing {
        owner: row.owner.map(AccountId),
        handed_on_by: row.handed_on_by.map(AccountId),
        kept_by: row.kept_by.map(OrganisationId),
        team: row.team.map(TeamId),
        asked: None,
        local_authority: LocalAuthorityCode(row.local_authority),
        sensitive: row.sensitive,
        child: ChildNumber::from_stored(row.child).map_err(|_| Refusal::NoSuchRecord)?,
    })
}

impl sealed::Sealed for ViewInvolvement {}

impl KnownAct for ViewInvolvement {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<InvolvementBearing>, Stopped> {
        let id = access.act().involvement;
        match access.act().purpose {
            Purpose::Confirm => existing_to_confirm(access, id).await,
            _ => existing(access, id).await,
        }
    }
}

/// An involvement with what is needed to do something with it.
pub async fn view(access: &mut Access<ViewInvolvement>) -> Result<InvolvementInHand, Stopped> {
    let (id, purpose) = (access.act().involvement, access.act().purpose);
    let involvement = sql::one(access.connection(), id)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    access.note(serde_json::json!({ "child": involvement.child.number }));
    let colleagues = if purpose == Purpose::HandOver {
        let owner = sql::entry(access.connection(), id).await?.owner;
        let keeper = sql::keeper(access.connection(), id).await?;
        sql::of_team(access.connection(), &keeper, owner).await?
    } else {
        Vec::new()
    };
    Ok(InvolvementInHand {
        involvement,
        colleagues,
    })
}

impl sealed::Sealed for HandOver {}

impl KnownAct for HandOver {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<InvolvementBearing>, Stopped> {
        let id = access.act().involvement;
        existing(access, id).await
    }
}

/// Hands a current involvement to a colleague of the same team: they keep it from now on, and where
/// it names a practitioner, they are the one to ring. Who kept it before is remembered; both are
/// told (INV-07).
pub async fn hand_over(access: &mut Access<HandOver>) -> Result<(), Stopped> {
    let today = access.today();
    let (id, to) = (access.act().involvement, access.act().to);
    let before = sql::entry(access.connection(), id).await?;
    if before.owner == Some(to.0) {
        return Ok(());
    }
    before
        .retention()
        .map_or(Stage::Active, Stage::Ceased)
        .hand_over()?;
    let keeper = sql::keeper(access.connection(), id).await?;
    let colleagues = sql::of_team(access.connection(), &keeper, before.owner).await?;
    if !colleagues.iter().any(|colleague| colleague.id == to.0) {
        return Err(Rejection::of("to", "Select a colleague of the team").into());
    }
    let child = ChildNumber::from_stored(before.child).map_err(|_| Refusal::NoSuchRecord)?;
    sql::lock_child(access.connection(), child).await?;
    let service = domain::id::ServiceId(before.service);
    if sql::current_of(access.connection(), child, service, to)
        .await?
        .is_some()
    {
        return Err(Rejection::of(
            "to",
            "This colleague already keeps an involvement of this service with the child",
        )
        .into());
    }
    if let Some(owner) = before.owner {
        sql::remember_keeper(access.connection(), id, owner, today).await?;
    }
    sql::hand_over(access.connection(), id, to, today).await?;
    tell_of_hand_over(access, child, before.owner.map(AccountId), to).await?;
    access.note(serde_json::json!({
        "child": child,
        "from": before.owner,
        "to": to,
    }));
    Ok(())
}

/// Tells both, and puts away what the former keeper was asked.
async fn tell_of_hand_over(
    access: &mut Access<HandOver>,
    child: ChildNumber,
    from: Option<AccountId>,
    to: AccountId,
) -> Result<(), Stopped> {
    let id = access.act().involvement.0;
    let former = [
        TaskKind::CheckInvolvement,
        TaskKind::HandedToYou,
        TaskKind::HandedOn,
    ];
    task::close(access, &former, id).await?;
    let told = from.map(|from| (TaskKind::HandedOn, from));
    for (kind, account) in told.into_iter().chain([(TaskKind::HandedToYou, to)]) {
        let notice = NewTask {
            kind,
            to: Recipient::Account(account),
            child: Some(child),
            object: Some(id),
            due_on: None,
        };
        task::open(access, notice).await?;
    }
    Ok(())
}

impl sealed::Sealed for KeepInvolvement {}

impl KnownAct for KeepInvolvement {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<InvolvementBearing>, Stopped> {
        let id = access.act().involvement;
        existing(access, id).await
    }
}

/// What is no longer asked once an involvement's time is chosen anew.
pub(super) const ASKING: [TaskKind; 2] =
    [TaskKind::ConfirmRetention, TaskKind::RetentionUnconfirmed];

/// Keeps an ended involvement until another day, longer or shorter (CEASE-02).
pub async fn keep(access: &mut Access<KeepInvolvement>) -> Result<(), Stopped> {
    let today = access.today();
    let (id, longer) = (access.act().involvement, access.act().longer);
    let before = sql::entry(access.connection(), id).await?;
    let stage = before.retention().map_or(Stage::Active, Stage::Ceased);
    let kept = stage.keep(longer, before.universal, today)?;
    sql::keep(access.connection(), id, &kept, before.confirmed_on, today).await?;
    task::close(access, &ASKING, id.0).await?;
    access.note(serde_json::json!({
        "child": before.child.to_string(),
        "kept_until": kept.until(),
        "because": longer.map(|longer| longer.because),
    }));
    Ok(())
}

impl sealed::Sealed for ConfirmRetention {}

impl KnownAct for ConfirmRetention {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<InvolvementBearing>, Stopped> {
        let id = access.act().involvement;
        existing_to_confirm(access, id).await
    }
}

/// Answers whether an ended involvement is still needed: for another year, until an earlier day, or
/// no longer, when it is not shown from now on and archived today (CEASE-03). A form sent twice
/// gets the same answer.
pub async fn confirm(access: &mut Access<ConfirmRetention>) -> Result<(), Stopped> {
    let today = access.today();
    let (id, answer) = (access.act().involvement, access.act().answer);
    let before = sql::entry(access.connection(), id).await?;
    let stage = before.retention().map_or(Stage::Active, Stage::Ceased);
    if before.confirmed_on == Some(today) && is_answered(&before, answer, today) {
        return Ok(());
    }
    let kept = match answer {
        Answer::AnotherYear => stage.confirm(today),
        Answer::Until(until) => stage.shorten(until, today),
        Answer::NotNeeded => stage.stop(today),
    }?;
    sql::keep(access.connection(), id, &kept, Some(today), today).await?;
    task::close(access, &ASKING, id.0).await?;
    access.note(serde_json::json!({
        "child": before.child.to_string(),
        "kept_until": kept.until(),
    }));
    Ok(())
}

/// Whether an answer has been given already.
fn is_answered(before: &sql::EntryRow, answer: Answer, today: chrono::NaiveDate) -> bool {
    before.retention().is_some_and(|kept| match answer {
        Answer::AnotherYear => !kept.to_confirm(today) && kept.until() > today,
        Answer::Until(until) => kept.until() == until,
        Answer::NotNeeded => kept.until() == today,
    })
}
