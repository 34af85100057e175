//! What the management team sees to of children who have left England (LVE-01, LVE-05).

use domain::act::Act;
use domain::child_record::RecordBearing;
use domain::id::ChildNumber;
use domain::refusal::{Refusal, Rejection};
use domain::residence::{
    FindStillHere, LeavingCase, LeavingDesk, ListLeaving, Presence, RecordSteps, StateDeparture,
    Stated, StatedShown, belongs,
};
use domain::standing::Role;
use domain::task::{Recipient, TaskKind};

use super::{WAITING, returned, sql};
use crate::child_record;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::task::{self, NewTask};

macro_rules! about_a_record {
    ($($act:ty),+) => {$(
        impl sealed::Sealed for $act {}

        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
                let child = access.act().child;
                child_record::locked(access, child).await
            }
        }
    )+};
}

about_a_record!(StateDeparture, RecordSteps, FindStillHere);
admit!(ListLeaving);

/// States it, or finds that it still holds: what users told is settled, and the next look is in six
/// months. Steps that were taken stay. The body whose word it is is the one that told it last; of what
/// nobody told, whose it was before, or one's own.
pub async fn state(access: &mut Access<StateDeparture>) -> Result<(), Stopped> {
    let (child, departure) = (access.act().child, access.act().departure);
    let (today, own) = (access.today(), access.hat()?.organisation);
    let born = sql::date_of_birth(access.connection(), child).await?;
    departure.check(born, today)?;
    let before = sql::stated(access.connection(), child).await?;
    let told = sql::last_report(access.connection(), child).await?;
    let holds = before.as_ref().map(|before| before.departure) == Some(departure);
    let by = match told.filter(|told| told.departure == departure) {
        Some(told) => Some(sql::SuppliedBy::Organisation(told.organisation)),
        None if holds => sql::whose_word(access.connection(), child).await?,
        None => None,
    };
    let stated = Stated {
        departure,
        stated_on: today,
        steps: before.map(|before| before.steps).unwrap_or_default(),
    };
    let by = by.unwrap_or(sql::SuppliedBy::Organisation(own));
    sql::state(access.connection(), child, &stated, by).await?;
    settled(access, child).await
}

/// Records what was done to be sure, in place of what stood there. It needs a statement to be sure of.
pub async fn record_steps(access: &mut Access<RecordSteps>) -> Result<(), Stopped> {
    access.act().check()?;
    let (child, steps) = (access.act().child, access.act().steps.clone());
    if sql::record_steps(access.connection(), child, &steps).await? {
        return Ok(());
    }
    let message = "Record what is known of the move first";
    Err(Rejection::of("steps", message).into())
}

/// Takes back what was told and stated: the child lives in England.
pub async fn find_still_here(access: &mut Access<FindStillHere>) -> Result<(), Stopped> {
    let child = access.act().child;
    sql::forget_stated(access.connection(), child).await?;
    settled(access, child).await
}

/// What users told has been seen to, and nothing waits about it any more. They are told so, and not what
/// came of it.
async fn settled<A: Act>(access: &mut Access<A>, child: ChildNumber) -> Result<(), Stopped> {
    let own = access.standing().account();
    for account in sql::forget_reports(access.connection(), child).await? {
        if Some(account) == own {
            continue;
        }
        let notice = NewTask {
            kind: TaskKind::LeavingAnswered,
            to: Recipient::Account(account),
            child: None,
            object: None,
            due_on: None,
        };
        task::open(access, notice).await?;
    }
    task::close_about(access, &WAITING, &[child]).await
}

/// What one's authority has to see to; of shielded records, to the manager alone.
pub async fn list(access: &mut Access<ListLeaving>) -> Result<LeavingDesk, Stopped> {
    let hat = access.hat()?.clone();
    let authority = hat.local_authority.ok_or(Refusal::Role)?;
    let manager = hat.role == Role::LocalAuthorityManager;
    let today = access.today();
    let rows = sql::cases(access.connection(), &authority, manager, today).await?;
    let children: Vec<i64> = rows.iter().map(|row| row.number.stored()).collect();
    let mut reports = sql::reports(access.connection(), &children).await?;
    let mut cases = Vec::new();
    for row in rows {
        cases.push(LeavingCase {
            number: row.number,
            name: row.name,
            date_of_birth: row.date_of_birth,
            shielded: row.shielded,
            reports: reports.remove(&row.number).unwrap_or_default(),
            stated: row.stated.map(|stated| shown(access, stated)),
        });
    }
    Ok(LeavingDesk {
        cases,
        returned: returned::queue(access, &authority).await?,
    })
}

/// A statement as it stands today: what is due is read off its days, whether or not a job has asked
/// (G-CLOCK).
fn shown<A: Act>(access: &Access<A>, row: sql::SuppliedRow) -> StatedShown {
    let today = access.today();
    let departure = row.departure;
    let stated = Stated {
        departure,
        stated_on: row.stated_on,
        steps: row.steps,
    };
    StatedShown {
        departure,
        supplied_by: row.supplied_by,
        stated_on: stated.stated_on,
        review_on: stated.review_on(),
        review_due: stated.due(today).is_some(),
        away_too_long: departure.absence_counts_from() <= today,
        left_for_good: !belongs(access.scope(), Presence::Ceased(&departure, today)),
        steps: stated.steps,
    }
}
