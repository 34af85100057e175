//! Keeping a record past eighteen: consent, its end, and the management team's list (R18). Whatever
//! changes it says at once until when the record is live, so that every read is closed with it
//! (G-CLOCK).

mod question;
mod sql;
pub(crate) mod work;

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::act::Act;
use domain::child_record::RecordBearing;
use domain::id::{ChildNumber, LocalAuthorityCode};
use domain::past_eighteen::{
    Answer, AttestPastEighteen, ConfirmPastEighteen, EndPastEighteen, Kept, KeptShown,
    ListPastEighteen, TellPastEighteenOver, live_until,
};
use domain::refusal::{Refusal, Rejection};
use domain::standing::Role;
use domain::task::{Recipient, TaskKind};

pub use question::{answer, view_question};

use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::task::{self, NewTask};

/// What waits for anybody while a record is kept.
const WAITING: [TaskKind; 4] = [
    TaskKind::OfferPastEighteen,
    TaskKind::AnswerPastEighteen,
    TaskKind::ConfirmPastEighteen,
    TaskKind::PastEighteenOver,
];

/// What bears on a live record, locked until the act is done.
async fn bearing<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<RecordBearing>, Stopped> {
    let today = access.today();
    let row = sql::record(access.connection(), child, today).await?;
    Ok(row.map(|row| RecordBearing {
        local_authority: LocalAuthorityCode(row.local_authority),
        shielded: row.shielded,
    }))
}

macro_rules! about_a_record {
    ($($act:ty),+) => {$(
        impl sealed::Sealed for $act {}

        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
                let child = access.act().child;
                bearing(access, child).await
            }
        }
    )+};
}

about_a_record!(
    AttestPastEighteen,
    TellPastEighteenOver,
    EndPastEighteen,
    ConfirmPastEighteen
);

/// By what records are kept past eighteen, or were; for whoever puts them together anew.
pub(crate) async fn kept<A: Act>(
    access: &mut Access<A>,
    children: &[i64],
) -> Result<HashMap<ChildNumber, Kept>, Stopped> {
    let rows = sql::kept(access.connection(), children).await?;
    Ok(rows
        .into_iter()
        .map(|(child, row)| (child, row.kept))
        .collect())
}

/// The same of one record, with what whoever recorded the consent has answered.
async fn kept_by<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<sql::KeptRow>, Stopped> {
    let mut rows = sql::kept(access.connection(), &[child.stored()]).await?;
    Ok(rows.remove(&child))
}

/// The record that an act is about, which its bearing found and locked.
async fn record<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<sql::RecordRow, Stopped> {
    let today = access.today();
    let row = sql::record(access.connection(), child, today).await?;
    row.ok_or_else(|| Refusal::NoSuchRecord.into())
}

/// Says until when the record is live. Of a child who has died that does not depend on consent (D-17).
async fn live<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    date_of_birth: NaiveDate,
    kept: &Kept,
) -> Result<(), Stopped> {
    let until = live_until(date_of_birth, Some(kept));
    sql::live_until(access.connection(), child, until).await?;
    Ok(())
}

/// Whoever of the management team sees to a record: of a shielded one its manager alone (D-32).
fn management(local_authority: &str, shielded: bool) -> Recipient {
    let authority = LocalAuthorityCode(local_authority.to_owned());
    if shielded {
        Recipient::managers_of(&authority)
    } else {
        Recipient::data_administrators_of(&authority)
    }
}

/// Records consent. The same form sent twice is no mistake; a fresh consent takes the place of the one
/// before (D-07).
pub async fn attest(access: &mut Access<AttestPastEighteen>) -> Result<(), Stopped> {
    let (child, consent, today) = (access.act().child, access.act().consent, access.today());
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let record = record(access, child).await?;
    let before = kept_by(access, child).await?.map(|row| row.kept);
    let kept = consent.keeps(before.as_ref(), record.date_of_birth, today)?;
    if before == Some(kept) {
        return Ok(());
    }
    let id = access.chance().uuid();
    sql::attest(access.connection(), child, id, &consent, &kept, account).await?;
    task::close_about(access, &WAITING, &[child]).await?;
    live(access, child, record.date_of_birth, &kept).await
}

/// Tells the management team that it is over. Whether anything is recorded is not told (R18-03).
pub async fn tell_over(access: &mut Access<TellPastEighteenOver>) -> Result<(), Stopped> {
    let (child, why) = (access.act().child, access.act().why);
    let record = record(access, child).await?;
    if !sql::tell(access.connection(), child, why).await? {
        return Ok(());
    }
    let told = NewTask {
        kind: TaskKind::PastEighteenOver,
        to: management(&record.local_authority, record.shielded),
        child: Some(child),
        object: None,
        due_on: None,
    };
    task::open(access, told).await?;
    Ok(())
}

/// Ends it. The record is off the live directory from this moment, or stays until the eighteenth
/// birthday where that has not come (R18-03).
pub async fn end(access: &mut Access<EndPastEighteen>) -> Result<(), Stopped> {
    let (child, why, today) = (access.act().child, access.act().why, access.today());
    let record = record(access, child).await?;
    let before = kept_by(access, child).await?;
    let before = before.ok_or_else(|| {
        Rejection::of(
            "decision",
            "No consent to keep this record past 18 is recorded",
        )
    })?;
    let kept = before.kept.ended(today);
    if kept == before.kept {
        return Ok(());
    }
    sql::end(access.connection(), child, today, why).await?;
    task::close_about(access, &WAITING, &[child]).await?;
    live(access, child, record.date_of_birth, &kept).await
}

/// Confirms it for another year. What is not due is confirmed already: a form sent twice (T-16).
pub async fn confirm(access: &mut Access<ConfirmPastEighteen>) -> Result<(), Stopped> {
    let (child, today) = (access.act().child, access.today());
    let record = record(access, child).await?;
    let before = kept_by(access, child).await?;
    let before = before.ok_or(Refusal::NoSuchRecord)?;
    if before.kept.ended_on.is_some() || !before.kept.is_due(today) {
        return Ok(());
    }
    if before.answer == Some(Answer::NotNeeded) {
        return Err(Rejection::of(
            "decision",
            "Whoever recorded the consent says that it is no longer needed: end it instead",
        )
        .into());
    }
    let kept = before.kept.confirmed(today);
    sql::confirm(access.connection(), child, kept.confirm_on).await?;
    task::close_about(access, &WAITING, &[child]).await?;
    live(access, child, record.date_of_birth, &kept).await
}

admit!(ListPastEighteen);

/// The records of one's authority that are kept past eighteen; shielded ones for the manager alone
/// (D-32).
pub async fn list(access: &mut Access<ListPastEighteen>) -> Result<Vec<KeptShown>, Stopped> {
    let (hat, today) = (access.hat()?.clone(), access.today());
    let authority = hat.local_authority.ok_or(Refusal::Role)?;
    let manager = hat.role == Role::LocalAuthorityManager;
    Ok(sql::list(access.connection(), &authority, manager, today).await?)
}
