//! Windows into the archive: asked for, agreed where somebody must agree, open for a few days
//! (ARC-04, ARC-05, T-23).

use domain::act::Act;
use domain::archive::{
    AccessReason, ApproveAccess, ArchiveDesk, ArchivedRecord, DeclineAccess, ListArchive,
    OPEN_FOR_WORKING_DAYS, SearchArchive, Searched, Wanted, WindowBearing, archived_by,
};
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode};
use domain::refusal::{Refusal, Rejection};
use domain::search::NormalName;
use domain::standing::{Hat, Role};
use domain::task::{Recipient, TaskKind};
use serde_json::json;
use uuid::Uuid;

use super::{broken, find, record, sql};
use crate::brokering::working_day;
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

/// Looks for one archived record. Opens a window on it, or asks the central team for it; the same asked
/// again leads to the window there is.
pub async fn search(access: &mut Access<SearchArchive>) -> Result<Searched, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let (hat, today) = (access.hat()?.clone(), access.today());
    let reason = access.act().reason;
    let child = wanted(access, &hat).await?;
    access.note(json!({ "child": child.to_string() }));
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
        to: Recipient::Holders {
            role: Role::CentralTeam,
            local_authority: None,
            team: None,
        },
        child: None,
        object: Some(id),
        due_on: None,
    };
    task::open(access, question).await?;
    Ok(Searched::Asked)
}

/// The one archived record meant.
async fn wanted(access: &mut Access<SearchArchive>, hat: &Hat) -> Result<ChildNumber, Stopped> {
    let (reason, today) = (access.act().reason, access.today());
    let scope = sql::Scope {
        authority: within(hat, reason)?,
        sealed_too: hat.role == Role::CentralTeam,
        archived_after: archived_by(today),
    };
    let numbers = match &access.act().wanted {
        Wanted::Number(number) => vec![number.stored()],
        Wanted::Person(name, born) => {
            let (name, born) = (NormalName::of(name), *born);
            return of_name(access, scope, name, born).await;
        }
    };
    let found = sql::found(access.connection(), &numbers, &scope).await?;
    let row = found.into_iter().next().ok_or_else(not_found)?;
    Ok(row.child)
}

/// The authority whose records may be looked for; none for those of every one.
fn within(hat: &Hat, reason: AccessReason) -> Result<Option<LocalAuthorityCode>, Refusal> {
    if hat.role == Role::CentralTeam || reason.reaches_any_authority() {
        return Ok(None);
    }
    hat.local_authority.clone().map(Some).ok_or(Refusal::Role)
}

/// The one record of whoever was born on a day and is called so, or sounds so where nobody is. A
/// shielded child is found by the exact name alone (SRCH-05).
async fn of_name(
    access: &mut Access<SearchArchive>,
    scope: sql::Scope,
    name: NormalName,
    born: chrono::NaiveDate,
) -> Result<ChildNumber, Stopped> {
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
    match (exact.as_slice(), alike.as_slice()) {
        ([one], _) | ([], [one]) => Ok(*one),
        ([], []) => Err(not_found()),
        _ => Err(Rejection::of(
            "number",
            "More than one archived record matches. Enter the ContactPoint number",
        )
        .into()),
    }
}

/// One's own windows, one's authority's holds, and what waits for agreement, by hat.
pub async fn list(access: &mut Access<ListArchive>) -> Result<ArchiveDesk, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let (hat, today) = (access.hat()?.clone(), access.today());
    let windows = sql::windows(access.connection(), account, today).await?;
    let holds = match (&hat.role, &hat.local_authority) {
        (Role::LocalAuthorityManager, Some(authority)) => {
            sql::holds(access.connection(), authority).await?
        }
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
    let today = access.today();
    let Some(row) = sql::window(access.connection(), window).await? else {
        return Ok(None);
    };
    let found = sql::archived(access.connection(), row.child, archived_by(today)).await?;
    let archived = match &found {
        Some(found) => {
            let rows = record::open(access.keys(), row.child, &found.sealed)?;
            let view = record::view(access.keys(), row.child, &rows)?;
            let born = view.date_of_birth.map(|born| born.value.date);
            Some(ArchivedRecord {
                why: found.why,
                archived_on: found.archived_on,
                date_of_birth: born.ok_or_else(|| broken("a record without date of birth"))?,
            })
        }
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
