//! Children who are believed to be back (LVE-03). Who it is lies sealed in the report, and is gone with
//! it once it is closed.

use domain::act::Act;
use domain::archive::{AccessReason, Searched, Wanted};
use domain::audit::Event;
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode};
use domain::refusal::{Refusal, Rejection};
use domain::residence::{
    Believed, CloseReturned, ListMyReturns, MyReturn, ReportReturn, ReturnBearing, ReturnOutcome,
    ReturnQueued, ReturnShown, SearchForReturned, Sought, ViewReturned,
};
use domain::task::{Recipient, TaskKind};
use serde_json::json;
use uuid::Uuid;

use super::place::place_of;
use super::sql;
use crate::archive::{self, Found};
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::task::{self, NewTask};

/// The columns whose values are made here.
const SEALED: &str = "return_report.sealed";
const SAME: &str = "return_report.same";

admit!(ReportReturn, ListMyReturns);

macro_rules! about_a_report {
    ($($act:ty),+) => {$(
        impl sealed::Sealed for $act {}

        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Option<ReturnBearing>, Stopped> {
                let report = access.act().report;
                Ok(sql::return_bearing(access.connection(), report).await?)
            }
        }
    )+};
}

about_a_report!(ViewReturned, SearchForReturned, CloseReturned);

/// Keeps what is believed and asks the management team of the place to look. What is answered is the
/// same whatever there is.
pub async fn report_return(access: &mut Access<ReportReturn>) -> Result<(), Stopped> {
    let (today, believed) = (access.today(), access.act().believed.clone());
    if believed.born > today {
        let message = "The date of birth must be in the past";
        return Err(Rejection::of("born", message).into());
    }
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let organisation = access.hat()?.organisation;
    let authority = whose_place(access, &believed).await?;
    let id = access.chance().uuid();
    let plain = serde_json::to_vec(&believed)?;
    let who = serde_json::to_vec(&(&believed.name, believed.born))?;
    let (connection, keys, chance) = access.parts();
    let report = sql::NewReturn {
        id,
        account,
        organisation,
        local_authority: &authority,
        sealed: &keys.seal(SEALED, id.as_bytes(), &plain, chance),
        same: &keys.hashed(SAME, &who),
        reported_on: today,
    };
    if !sql::report_return(connection, report).await? {
        return Ok(());
    }
    let look = NewTask {
        kind: TaskKind::ReturnReported,
        to: Recipient::data_administrators_of(&authority),
        child: None,
        object: Some(id),
        due_on: None,
    };
    task::open(access, look).await?;
    Ok(())
}

/// The authority of where the child lives now; where that is not known, the user's own.
async fn whose_place(
    access: &mut Access<ReportReturn>,
    believed: &Believed,
) -> Result<LocalAuthorityCode, Stopped> {
    let words = [
        "Enter the postcode where the child lives now",
        "This postcode is not in England. Check it. ContactPoint is for children who live in England",
    ];
    let place = place_of(access, believed.postcode.as_ref(), words).await?;
    Ok(place.authority)
}

/// What is sealed of a report.
fn believed<A: Act>(access: &Access<A>, row: &sql::ReturnRow) -> Result<Believed, Stopped> {
    let plain = access.keys().open(SEALED, row.id.as_bytes(), &row.sealed)?;
    Ok(serde_json::from_slice(&plain)?)
}

/// One's own reports that wait.
pub async fn list_mine(access: &mut Access<ListMyReturns>) -> Result<Vec<MyReturn>, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let rows = sql::returns(access.connection(), Some(account), None).await?;
    let mine = rows.iter().map(|row| {
        Ok(MyReturn {
            name: believed(access, row)?.name,
            reported_on: row.reported_on,
        })
    });
    mine.collect()
}

/// The reports that an authority sees to.
pub(super) async fn queue<A: Act>(
    access: &mut Access<A>,
    authority: &LocalAuthorityCode,
) -> Result<Vec<ReturnQueued>, Stopped> {
    let rows = sql::returns(access.connection(), None, Some(authority)).await?;
    let queued = rows.iter().map(|row| {
        Ok(ReturnQueued {
            id: row.id,
            name: believed(access, row)?.name,
            reported_on: row.reported_on,
        })
    });
    queued.collect()
}

/// A report, for an act that was permitted on it.
async fn report<A: Act>(access: &mut Access<A>, id: Uuid) -> Result<sql::ReturnRow, Stopped> {
    let row = sql::returned(access.connection(), id).await?;
    row.ok_or_else(|| Refusal::NoSuchRecord.into())
}

/// A report, and what one's own search came to.
pub async fn view(access: &mut Access<ViewReturned>) -> Result<ReturnShown, Stopped> {
    let id = access.act().report;
    let row = report(access, id).await?;
    let Believed {
        name,
        born,
        postcode,
    } = believed(access, &row)?;
    let account = access.standing().account();
    let bearing = sql::return_bearing(access.connection(), id).await?;
    let bearing = bearing.filter(|one| one.searched_by.is_some() && one.searched_by == account);
    let sought = match bearing {
        None => None,
        Some(ReturnBearing { found: None, .. }) => Some(Sought::Nothing),
        Some(ReturnBearing {
            found: Some(window),
            ..
        }) => Some(match archive::may_return_through(access, window).await? {
            Some(true) => Sought::ToRestore(window),
            Some(false) => Sought::Stays(window),
            None => Sought::Nothing,
        }),
    };
    Ok(ReturnShown {
        name,
        born,
        postcode,
        organisation: row.organisation,
        reported_on: row.reported_on,
        sought,
    })
}

/// Searches the archive and keeps with the report that this was done, and what was found. That nothing
/// was is an answer like any other.
pub async fn search(access: &mut Access<SearchForReturned>) -> Result<(), Stopped> {
    let (id, wanted) = (access.act().report, access.act().wanted.clone());
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let back = AccessReason::ReturnedToEngland;
    let found = match archive::look_for(access, &wanted, back).await? {
        Found::One(child) => {
            access.note(json!({ "child": child.to_string() }));
            match archive::open_window_on(access, child, back).await? {
                Searched::Open(window) => Some(window),
                Searched::Asked => None,
            }
        }
        Found::Several(_) => return Err(archive::several().into()),
        Found::None => None,
    };
    access.note(json!({ "found": found.is_some() }));
    sql::searched(access.connection(), id, account, found).await?;
    Ok(())
}

/// Closes a report without a restoration, once whoever closes it has searched the archive. A record that
/// can be restored is restored; what was reported counts, whatever else was searched for.
pub async fn close(access: &mut Access<CloseReturned>) -> Result<(), Stopped> {
    let (id, outcome) = (access.act().report, access.act().outcome);
    let account = access.standing().account();
    let bearing = sql::return_bearing(access.connection(), id).await?;
    let bearing = bearing.ok_or(Refusal::NoSuchRecord)?;
    if bearing.searched_by.is_none() || bearing.searched_by != account {
        let message = "Search the archive for this child first";
        return Err(Rejection::of("outcome", message).into());
    }
    if outcome == ReturnOutcome::NotFound && to_be_restored(access, id, &bearing).await? {
        let message = "An archived record was found that can be restored: restore it. If it is another child’s, your manager must look at it and say so";
        return Err(Rejection::of("outcome", message).into());
    }
    let told = sql::forget_return(access.connection(), id).await?;
    task::close(access, &[TaskKind::ReturnReported], id).await?;
    answered(access, id, told).await
}

/// Whether a record can be restored that was found, or is found by what was reported.
async fn to_be_restored(
    access: &mut Access<CloseReturned>,
    id: Uuid,
    bearing: &ReturnBearing,
) -> Result<bool, Stopped> {
    if let Some(window) = bearing.found
        && archive::may_return_through(access, window).await? == Some(true)
    {
        return Ok(true);
    }
    let row = report(access, id).await?;
    let Believed { name, born, .. } = believed(access, &row)?;
    let wanted = Wanted::Person(name, born);
    let back = AccessReason::ReturnedToEngland;
    let alike = match archive::look_for(access, &wanted, back).await? {
        Found::One(child) => vec![child],
        Found::Several(children) => children,
        Found::None => Vec::new(),
    };
    for child in alike {
        if archive::may_return(access, child, back).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Tells whoever reported it that it has been seen to, and no more (G-DENY).
async fn answered<A: Act>(
    access: &mut Access<A>,
    report: Uuid,
    told: AccountId,
) -> Result<(), Stopped> {
    let notice = NewTask {
        kind: TaskKind::ReturnAnswered,
        to: Recipient::Account(told),
        child: None,
        object: Some(report),
        due_on: None,
    };
    task::open(access, notice).await?;
    Ok(())
}

/// Closes the reports for which a record was found that is live again; gives whoever told them, to be
/// told to use it. To be called while the windows on it are known.
pub(crate) async fn restored<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<AccountId>, Stopped> {
    let mut told = Vec::new();
    for id in sql::returns_of(access.connection(), child).await? {
        told.push(sql::forget_return(access.connection(), id).await?);
        task::close(access, &[TaskKind::ReturnReported], id).await?;
        let event = Event::of("return.restored").about("return-report", id);
        access.consequence(event.detail(json!({ "child": child.to_string() })));
    }
    Ok(told)
}
