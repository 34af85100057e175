//! What becomes of requests when their record passes, is joined with another, or is sealed.

use domain::act::Act;
use domain::id::{ChildNumber, LocalAuthorityCode};

use super::log::to_answer;
use super::{Came, TASKS, sql};
use crate::child_record;
use crate::door::{Access, Stopped};
use crate::task;

/// Takes back what was signed, decided and made of open requests about a record that is shielded since, or no
/// longer: it was signed and decided for another report (SHLD-15).
pub(crate) async fn decide_anew<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let about = sql::open_about(access.connection(), child).await?;
    Ok(sql::decide_anew(access.connection(), &about).await?)
}

/// Follows records to the authorities that answer for them now: what is open waits there, with what is left
/// of its time (TRF-07), and what is over is seen there alone. Further records that the request and its authority
/// no longer share are left out.
pub(crate) async fn follow<A: Act>(
    access: &mut Access<A>,
    now_with: &[(ChildNumber, LocalAuthorityCode)],
) -> Result<(), Stopped> {
    let today = access.today();
    for moved in sql::follow(access.connection(), now_with, today).await? {
        task::close(access, &TASKS, moved.id).await?;
        let to = LocalAuthorityCode(moved.local_authority);
        to_answer(access, moved.id, &to, moved.due_on).await?;
    }
    let fewer = sql::drop_strays(access.connection(), now_with).await?;
    Ok(sql::decide_anew(access.connection(), &fewer).await?)
}

/// Follows a record that was joined with another to the one that stays (MAT-05), and gives what has come. What
/// was found about the record that went is looked at anew, and all that is about the one that stays is decided
/// anew: it holds more than it did.
pub(crate) async fn joined<A: Act>(
    access: &mut Access<A>,
    goes: ChildNumber,
    stays: ChildNumber,
) -> Result<Came, Stopped> {
    let came = sql::join(access.connection(), goes, stays).await?;
    for twice in &came.left_out {
        let id = serde_json::from_value(twice["id"].clone())?;
        task::close(access, &TASKS, id).await?;
    }
    decide_anew(access, stays).await?;
    follow_one(access, stays).await?;
    Ok(came)
}

/// Gives back what had come with a record that is parted again, to be looked at and decided anew.
pub(crate) async fn parted<A: Act>(
    access: &mut Access<A>,
    stays: ChildNumber,
    goes: ChildNumber,
    came: &Came,
) -> Result<(), Stopped> {
    for again in sql::part(access.connection(), came, stays, goes).await? {
        let to = LocalAuthorityCode(again.local_authority);
        to_answer(access, again.id, &to, again.due_on).await?;
    }
    for child in [stays, goes] {
        decide_anew(access, child).await?;
        follow_one(access, child).await?;
    }
    Ok(())
}

async fn follow_one<A: Act>(access: &mut Access<A>, child: ChildNumber) -> Result<(), Stopped> {
    match child_record::responsible(access, child).await? {
        Some(authority) => follow(access, &[(child, authority)]).await,
        None => Ok(()),
    }
}

/// Forgets what was asked about a record that is sealed for a new identity: nothing of it is ever included, and
/// whoever asks is answered from the new record alone (NEWID-08). A parent's own request stays with the next record
/// that it names. The trail keeps what was done.
pub(crate) async fn sealed_away<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    decide_anew(access, child).await?;
    for gone in sql::forget(access.connection(), child).await? {
        task::close(access, &TASKS, gone).await?;
    }
    Ok(())
}
