//! Windows into the archive: asked for, agreed where somebody must agree, open for a few days
//! (ARC-04, ARC-05, T-23).

use domain::act::Act;
use domain::archive::{
    AccessReason, ApproveAccess, ArchiveDesk, ArchivedRecord, DeclineAccess, ListArchive,
    OPEN_FOR_WORKING_DAYS, RecordReason, SearchArchive, Searched, Wanted, WindowBearing,
};
use domain::child_record::RecordBearing;
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode};
use domain::refusal::{Refusal, Rejection};
use domain::search::NormalName;
use domain::standing::{Hat, Role};
use domain::task::{Recipient, TaskKind};
use serde_json::json;
use uuid::Uuid;

use super::{broken, find, record, sql};
use crate::brokering::working_day;
use crate::complaint;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::task::{self, NewTask};

admit!(ListArchive, SearchArchive);

/// What is answered about every record that one may not look at, archived or not, destroyed, or never
/// made: one sentence (G-DENY, ARC-03).
fn not_found() -> Stopped {
    Rejection::of(
        "number",
        "No archived record that you may look at matches. Check what you entered. Records of other authorities are found only for a child who has returned to England",
    )
    .into()
}

/// What is answered where more than one may be meant.
pub(crate) fn several() -> Rejection {
    Rejection::of(
        "number",
        "More than one archived record matches. Enter the ContactPoint number",
    )
}

/// Looks for one archived record. Opens a window on it, or asks the central team for it; the same asked
/// again leads to the window there is.
pub async fn search(access: &mut Access<SearchArchive>) -> Result<Searched, Stopped> {
    let (wanted, reason) = (access.act().wanted.clone(), access.act().reason);
    if reason == AccessReason::ComplaintAboutContactPoint {
        for_a_complaint(access).await?;
    }
    let child = match look_for(access, &wanted, reason).await? {
        Found::One(child) => child,
        Found::Several(_) => return Err(several().into()),
        Found::None => return Err(not_found()),
    };
    access.note(json!({ "child": child.to_string() }));
    open_window_on(access, child, reason).await
}

/// Whether the reference is that of a complaint that whoever acts for an authority looks into (ARC-04 (7)). It is
/// asked before anything is looked for, so it tells nothing of a record. The central team has no complaints of
/// its own: a colleague weighs its reference.
async fn for_a_complaint(access: &mut Access<SearchArchive>) -> Result<(), Stopped> {
    let hat = access.hat()?;
    let (Some(own), false) = (hat.local_authority.clone(), hat.role == Role::CentralTeam) else {
        return Ok(());
    };
    let reference = access.act().reference.clone();
    if complaint::is_open(access, &own, reference.as_str()).await? {
        return Ok(());
    }
    Err(Rejection::of(
        "reference",
        "Enter the reference of a complaint that your authority has not closed, as it is logged under Complaints",
    )
    .into())
}

/// Opens a window on a record for whoever acts, or leads to the one there is.
pub(crate) async fn open_window_on<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    reason: AccessReason,
) -> Result<Searched, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let (hat, today) = (access.hat()?.clone(), access.today());
    let agreed = !reason.needs_agreement(hat.role);
    let before = sql::own_window(access.connection(), child, account, reason, today).await?;
    if let Some(window) = before {
        return Ok(if window.open {
            Searched::Open(window.id)
        } else {
            Searched::Asked
        });
    }
    let id = access.chance().uuid();
    let closes_on = if agreed {
        Some(working_day(access, OPEN_FOR_WORKING_DAYS).await?)
    } else {
        None
    };
    let for_whom = match hat.role {
        Role::CentralTeam => None,
        _ => hat.local_authority.as_ref(),
    };
    let window = sql::NewWindow {
        id,
        child,
        account,
        local_authority: for_whom,
        reason,
        asked_on: today,
        closes_on,
    };
    sql::ask(access.connection(), window).await?;
    if agreed {
        return Ok(Searched::Open(id));
    }
    let question = NewTask {
        kind: TaskKind::ArchiveAccessToDecide,
        to: Recipient::central_team(),
        child: None,
        object: Some(id),
        due_on: None,
    };
    task::open(access, question).await?;
    Ok(Searched::Asked)
}

/// What is found of somebody in the archive.
pub(crate) enum Found {
    /// Nothing that one may look at.
    None,
    /// One record.
    One(ChildNumber),
    /// More than one that may be meant.
    Several(Vec<ChildNumber>),
}

/// Looks for somebody among the records that whoever acts may look at for a reason.
pub(crate) async fn look_for<A: Act>(
    access: &mut Access<A>,
    wanted: &Wanted,
    reason: AccessReason,
) -> Result<Found, Stopped> {
    let hat = access.hat()?.clone();
    let scope = sql::Scope {
        authority: within(&hat, reason)?,
        sealed_too: reason.reaches_sealed(hat.role),
        archived_after: super::out_of_reach(access, hat.role != Role::CentralTeam).await?,
    };
    let numbers = match wanted {
        Wanted::Number(number) => vec![number.stored()],
        Wanted::Person(name, born) => {
            return of_name(access, scope, NormalName::of(name), *born).await;
        }
    };
    let found = sql::found(access.connection(), &numbers, &scope).await?;
    let row = found.into_iter().next();
    Ok(row.map_or(Found::None, |row| Found::One(row.child)))
}

/// The authority whose records may be looked for; none for those of every one.
fn within(hat: &Hat, reason: AccessReason) -> Result<Option<LocalAuthorityCode>, Refusal> {
    if hat.role == Role::CentralTeam || reason.reaches_any_authority() {
        return Ok(None);
    }
    hat.local_authority.clone().map(Some).ok_or(Refusal::Role)
}

/// The record of whoever was born on a day and is called so, or sounds so where nobody is. A shielded
/// child is found by the exact name alone (SRCH-05).
async fn of_name<A: Act>(
    access: &mut Access<A>,
    scope: sql::Scope,
    name: NormalName,
    born: chrono::NaiveDate,
) -> Result<Found, Stopped> {
    let hashes = find::sounds(access.keys(), &name, born);
    let numbers = sql::sounding(access.connection(), &hashes).await?;
    let found = sql::found(access.connection(), &numbers, &scope).await?;
    let (mut exact, mut alike) = (Vec::new(), Vec::new());
    for row in found {
        let rows = record::open(access.keys(), row.child, &row.sealed)?;
        let view = record::view(access.keys(), row.child, &rows)?;
        let others = view.other_names.iter().map(|(_, name)| name);
        let mut names = view.name.iter().chain(others);
        if names.any(|known| NormalName::of(&known.value) == name) {
            exact.push(row.child);
        } else if !row.shielded {
            alike.push(row.child);
        }
    }
    Ok(match (exact.as_slice(), alike.as_slice()) {
        ([one], _) | ([], [one]) => Found::One(*one),
        ([], []) => Found::None,
        ([], _) => Found::Several(alike),
        _ => Found::Several(exact),
    })
}

/// One's own windows, one's authority's holds, and what waits for agreement, by hat.
pub async fn list(access: &mut Access<ListArchive>) -> Result<ArchiveDesk, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let (hat, today) = (access.hat()?.clone(), access.today());
    let windows = sql::windows(access.connection(), account, today).await?;
    let holds = match (&hat.role, &hat.local_authority) {
        (Role::LocalAuthorityManager, Some(authority)) => {
            sql::holds(access.connection(), Some(authority)).await?
        }
        (Role::CentralTeam, _) => sql::holds(access.connection(), None).await?,
        _ => Vec::new(),
    };
    let asked = match hat.role {
        Role::CentralTeam => sql::asked(access.connection(), account).await?,
        _ => Vec::new(),
    };
    Ok(ArchiveDesk {
        windows,
        holds,
        asked,
    })
}

/// What bears on a window. What is past its six years and not held is not there, whether or not it has
/// been destroyed (T-21, G-CLOCK).
pub(super) async fn bearing<A: Act>(
    access: &mut Access<A>,
    window: Uuid,
) -> Result<Option<WindowBearing>, Stopped> {
    let Some(row) = sql::window(access.connection(), window).await? else {
        return Ok(None);
    };
    let oldest = super::out_of_reach(access, row.local_authority.is_some()).await?;
    let found = sql::archived(access.connection(), row.child, oldest).await?;
    let archived = match &found {
        Some(found) => Some(as_record(access, row.child, found)?),
        None => None,
    };
    let authority = found.as_ref().map(|found| found.local_authority.clone());
    Ok(Some(WindowBearing {
        child: row.child,
        asked_by: row.account,
        asked_for: row.local_authority,
        reason: row.reason,
        closes_on: row.closes_on,
        record: archived,
        local_authority: authority.unwrap_or(LocalAuthorityCode(String::new())),
        shielded: found.is_some_and(|found| found.shielded),
    }))
}

/// Who answered last for an archived record within an authority's reach, and whether it is shielded; of one
/// that is sealed for a new identity nothing (NEWID-04).
pub(crate) async fn reached<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<RecordBearing>, Stopped> {
    let oldest = super::out_of_reach(access, true).await?;
    let found = sql::archived(access.connection(), child, oldest).await?;
    let found = found.filter(|found| found.why != RecordReason::NewIdentity);
    Ok(found.map(|found| RecordBearing {
        local_authority: found.local_authority,
        shielded: found.shielded,
    }))
}

/// What of an archived record decides about its return.
fn as_record<A: Act>(
    access: &Access<A>,
    child: ChildNumber,
    found: &sql::ArchivedRow,
) -> Result<ArchivedRecord, Stopped> {
    let rows = record::open(access.keys(), child, &found.sealed)?;
    let view = record::view(access.keys(), child, &rows)?;
    let born = view.date_of_birth.map(|born| born.value.date);
    Ok(ArchivedRecord {
        why: found.why,
        archived_on: found.archived_on,
        date_of_birth: born.ok_or_else(|| broken("a record without date of birth"))?,
    })
}

/// Whether a record may come back for a reason today; what is not there does not (T-22).
pub(crate) async fn may_return<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    reason: AccessReason,
) -> Result<bool, Stopped> {
    let (today, oldest) = (access.today(), super::out_of_reach(access, true).await?);
    let found = sql::archived(access.connection(), child, oldest).await?;
    let Some(found) = found else {
        return Ok(false);
    };
    Ok(as_record(access, child, &found)?.may_return(reason, today))
}

/// The same of the record that a window of one's own is on; none where there is nothing to be seen
/// through it, or it is another's.
pub(crate) async fn may_return_through<A: Act>(
    access: &mut Access<A>,
    window: Uuid,
) -> Result<Option<bool>, Stopped> {
    let (today, own) = (access.today(), access.standing().account());
    let window = bearing(access, window).await?;
    let window = window.filter(|window| Some(window.asked_by) == own);
    Ok(window.and_then(|window| Some(window.record?.may_return(window.reason, today))))
}

impl sealed::Sealed for ApproveAccess {}

impl KnownAct for ApproveAccess {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<WindowBearing>, Stopped> {
        let window = access.act().window;
        bearing(access, window).await
    }
}

/// Opens a window that was asked for, from today on.
pub async fn approve(access: &mut Access<ApproveAccess>) -> Result<(), Stopped> {
    let window = access.act().window;
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let closes_on = working_day(access, OPEN_FOR_WORKING_DAYS).await?;
    let asked_by = sql::open_window(access.connection(), window, account, closes_on).await?;
    decided(access, window, asked_by).await
}

impl sealed::Sealed for DeclineAccess {}

impl KnownAct for DeclineAccess {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<WindowBearing>, Stopped> {
        let window = access.act().window;
        bearing(access, window).await
    }
}

/// Takes away a window that was asked for.
pub async fn decline(access: &mut Access<DeclineAccess>) -> Result<(), Stopped> {
    let window = access.act().window;
    let asked_by = sql::forget_window(access.connection(), window).await?;
    decided(access, window, asked_by).await
}

/// Closes the question, and tells whoever asked that there is an answer.
async fn decided<A: Act>(
    access: &mut Access<A>,
    window: Uuid,
    asked_by: AccountId,
) -> Result<(), Stopped> {
    task::close(access, &[TaskKind::ArchiveAccessToDecide], window).await?;
    let notice = NewTask {
        kind: TaskKind::ArchiveAccessDecided,
        to: Recipient::Account(asked_by),
        child: None,
        object: Some(window),
        due_on: None,
    };
    task::open(access, notice).await?;
    Ok(())
}
