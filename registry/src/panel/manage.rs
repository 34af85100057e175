//! Calling a meeting, what comes before it, and closing it.

use std::collections::BTreeSet;

use domain::act::Act;
use domain::id::{AccountId, MeetingId, PackId};
use domain::panel::{
    CallOffMeeting, CloseMeeting, ConveneMeeting, ListMeetings, MeetingBearing, MeetingShown,
    MeetingState, Meetings, Member, PackListed, TableShield, ViewMeeting, next_due, tabled_before,
};
use domain::refusal::{Problem, Refusal, Rejection};
use domain::standing::Role;
use domain::task::{Recipient, TaskKind};
use serde_json::json;

use super::{account, existing, sql};
use crate::door::{Access, Stopped, admit};
use crate::{mail, task};

admit!(ListMeetings, ConveneMeeting);

/// Meetings, by hat: a member's own that are not over, or the authority's and what is needed to call
/// the next.
pub async fn list(access: &mut Access<ListMeetings>) -> Result<Meetings, Stopped> {
    let (own, hat) = (account(access)?, access.hat()?.clone());
    let authority = hat.local_authority.ok_or(Refusal::Role)?;
    if hat.role == Role::PanelMember {
        return Ok(Meetings {
            meetings: sql::invited(access.connection(), &authority, own).await?,
            members: None,
            due: None,
        });
    }
    let meetings = sql::meetings(access.connection(), &authority).await?;
    let planned = meetings
        .iter()
        .any(|meeting| meeting.state == MeetingState::Planned);
    let today = access.today();
    let last = match planned {
        true => None,
        false => sql::last(access.connection(), &authority, today).await?,
    };
    Ok(Meetings {
        due: last.map(|last| next_due(last.day, last.every_months)),
        members: Some(sql::members(access.connection(), &authority).await?),
        meetings,
    })
}

/// Calls a meeting, brings before it what falls due, and writes to whoever is invited. The same form
/// sent twice calls one.
pub async fn convene(access: &mut Access<ConveneMeeting>) -> Result<MeetingId, Stopped> {
    let (on, today) = (access.act().on, access.today());
    let authority = access.hat()?.local_authority.clone();
    let authority = authority.ok_or(Refusal::Role)?;
    let members = sql::members(access.connection(), &authority).await?;
    let chosen = access.act().members.clone();
    let invited: BTreeSet<AccountId> = members
        .into_iter()
        .map(|member| member.account)
        .filter(|account| chosen.contains(account))
        .collect();
    let mut problems = Vec::new();
    if on < today {
        let message = "The day of the meeting must be today or later";
        problems.push(Problem::new("on", message));
    }
    if invited.is_empty() {
        problems.push(Problem::new("members", "Select who is invited"));
    }
    Rejection::unless_empty(problems)?;
    if let Some(before) = sql::planned_on(access.connection(), &authority, on, &invited).await? {
        access.note(json!({ "again": true }));
        return Ok(before);
    }
    let id = MeetingId::random(access.chance());
    let by = account(access)?;
    sql::call(access.connection(), id, &authority, on, by).await?;
    for account in &invited {
        sql::invite(access.connection(), id, *account).await?;
        mail::ask(access, &Recipient::Account(*account)).await?;
    }
    if let Some(about) = sql::setting_id(access.connection(), &authority).await? {
        task::close(access, &[TaskKind::PanelToConvene], about).await?;
    }
    let meeting = existing(access, id).await?;
    table_due(access, id, &meeting).await?;
    Ok(id)
}

/// Brings before a meeting every shield whose review falls due before the meeting after it; what its
/// manager took off stays off (D-04). Done whenever the meeting is looked at, so that no job is waited
/// for (G-CLOCK).
async fn table_due<A: Act>(
    access: &mut Access<A>,
    id: MeetingId,
    meeting: &MeetingBearing,
) -> Result<(), Stopped> {
    let (today, authority) = (access.today(), &meeting.local_authority);
    let every = sql::every_months(access.connection(), authority).await?;
    let next = sql::planned_after(access.connection(), authority, meeting.meets_on).await?;
    let before = tabled_before(meeting.meets_on, next, every);
    let due = sql::untabled(access.connection(), id, authority, before, today).await?;
    for child in &due {
        let pack = PackId::random(access.chance());
        sql::put(access.connection(), pack, id, *child, true).await?;
    }
    if !due.is_empty() {
        let children: Vec<String> = due.iter().map(ToString::to_string).collect();
        access.note(json!({ "tabled": children }));
    }
    Ok(())
}

/// A meeting, by hat.
pub async fn view(access: &mut Access<ViewMeeting>) -> Result<MeetingShown, Stopped> {
    let (id, today) = (access.act().meeting, access.today());
    let own = account(access)?;
    let meeting = existing(access, id).await?;
    let manager = access.hat()?.role == Role::LocalAuthorityManager;
    let planned = meeting.state == MeetingState::Planned;
    if planned {
        table_due(access, id, &meeting).await?;
    }
    let authority = &meeting.local_authority;
    let rows = sql::packs(access.connection(), id, authority, own, today).await?;
    let mut packs = Vec::new();
    for row in rows {
        // Nobody on the panel sees that a shield which they asked for is before it (section 3).
        if !manager && row.asked_for_it {
            continue;
        }
        let by = (!manager).then_some(own);
        packs.push(PackListed {
            id: row.id,
            child: row.child,
            shield: manager.then_some(row.shield),
            opinions: sql::opinions(access.connection(), row.id, by).await?,
            recommended: row.recommended.filter(|_| manager),
        });
    }
    let members = sql::invitations(access.connection(), id).await?;
    let said = members
        .iter()
        .any(|one| one.member.account == own && one.said);
    let others = match manager && planned {
        true => sql::tableable(access.connection(), id, authority, today).await?,
        false => Vec::new(),
    };
    Ok(MeetingShown {
        id,
        on: meeting.meets_on,
        state: meeting.state,
        begun: meeting.meets_on <= today,
        manager,
        members: if manager { members } else { Vec::new() },
        said: said && !manager,
        packs,
        others,
    })
}

/// Brings a shield before a meeting, or takes it off.
pub async fn table(access: &mut Access<TableShield>) -> Result<(), Stopped> {
    let &TableShield {
        meeting,
        shield,
        tabled,
    } = access.act();
    let today = access.today();
    let found = sql::shield(access.connection(), shield, today).await?;
    let (child, _) = found.ok_or(Refusal::NoSuchRecord)?;
    access.note(json!({ "child": child.to_string() }));
    let pack = PackId::random(access.chance());
    sql::put(access.connection(), pack, meeting, child, tabled).await?;
    Ok(())
}

/// Closes a meeting: who was there, and its recommendation on each shield before it.
pub async fn close(access: &mut Access<CloseMeeting>) -> Result<(), Stopped> {
    let (id, today) = (access.act().meeting, access.today());
    let own = account(access)?;
    let meeting = existing(access, id).await?;
    if meeting.meets_on > today {
        let message = "The meeting can be closed from its day on";
        return Err(Rejection::of("attended", message).into());
    }
    let invited = sql::invitations(access.connection(), id).await?;
    let there: Vec<Member> = invited
        .into_iter()
        .map(|one| one.member)
        .filter(|member| access.act().attended.contains(&member.account))
        .collect();
    let mut problems = Vec::new();
    if there.is_empty() {
        let message = "Select who was there. If nobody was, call the meeting off";
        problems.push(Problem::new("attended", message));
    }
    let authority = &meeting.local_authority;
    let packs = sql::packs(access.connection(), id, authority, own, today).await?;
    let recommended = access.act().recommended.clone();
    let mut results = Vec::new();
    for pack in &packs {
        match recommended.iter().find(|(of, _)| *of == pack.id) {
            Some((_, outcome)) => results.push((pack.id, *outcome)),
            None => problems.push(Problem {
                field: format!("pack-{}", pack.id).into(),
                message: "Select what the meeting recommends".into(),
            }),
        }
    }
    Rejection::unless_empty(problems)?;
    let there: BTreeSet<AccountId> = there.into_iter().map(|member| member.account).collect();
    sql::attended(access.connection(), id, &there).await?;
    for (pack, outcome) in results {
        sql::recommend(access.connection(), pack, outcome).await?;
    }
    Ok(sql::over(access.connection(), id, MeetingState::Closed, today).await?)
}

/// Calls a meeting off.
pub async fn call_off(access: &mut Access<CallOffMeeting>) -> Result<(), Stopped> {
    let (id, today) = (access.act().meeting, access.today());
    Ok(sql::over(access.connection(), id, MeetingState::CalledOff, today).await?)
}
