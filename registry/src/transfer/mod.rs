//! Transfers of responsibility between authorities (TRF): what the data show, what managers propose and
//! agree, and what follows from it.

mod answer;
mod complete;
mod list;
mod moves;
mod propose;
mod sql;
pub(crate) mod work;

pub use answer::{answer, withdraw};
pub use list::{list, unanswered, view, view_responsibility};
pub(crate) use moves::{data_show, stay};
pub use propose::{keep, propose};

use domain::act::Act;
use domain::id::{ChildNumber, LocalAuthorityCode, TransferId};
use domain::refusal::{Refusal, Rejection};
use domain::transfer::{
    AnswerTransfer, KeepResponsibility, ListTransfers, ListUnanswered, ProposeTransfer,
    ViewResponsibility, ViewTransfer, WithdrawTransfer,
};

use crate::child_record;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};

admit!(ListTransfers, ListUnanswered);

/// Declares acts on which a record bears.
macro_rules! on_a_record {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
                let child = access.act().child;
                child_record::locked(access, child).await
            }
        }
    )+};
}

/// Declares acts on which a transfer bears.
macro_rules! on_a_transfer {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
                let transfer = access.act().transfer;
                Ok(known(access, transfer).await?.map(|known| known.bearing))
            }
        }
    )+};
}

on_a_record!(ViewResponsibility, ProposeTransfer, KeepResponsibility);
on_a_transfer!(ViewTransfer, AnswerTransfer, WithdrawTransfer);

/// Ends what is open about a record that leaves the live directory: nobody answers a proposal any
/// longer, and what kept it with its authority keeps it no more (CEASE-05).
pub(crate) async fn end_about<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let today = access.today();
    Ok(sql::end_about(access.connection(), child, today).await?)
}

/// A transfer of a live record: whatever touches a transfer locks its record first.
async fn known<A: Act>(
    access: &mut Access<A>,
    transfer: TransferId,
) -> Result<Option<sql::Known>, Stopped> {
    let Some(child) = sql::child_of(access.connection(), transfer).await? else {
        return Ok(None);
    };
    if child_record::locked(access, child).await?.is_none() {
        return Ok(None);
    }
    Ok(sql::known(access.connection(), transfer).await?)
}

/// The same, for an operation whose act was permitted on it.
async fn existing<A: Act>(
    access: &mut Access<A>,
    transfer: TransferId,
) -> Result<sql::Known, Stopped> {
    let known = known(access, transfer).await?;
    known.ok_or(Stopped::Refused(Refusal::NoSuchRecord))
}

/// The authority whose manager acts.
fn own<A: Act>(access: &Access<A>) -> Result<LocalAuthorityCode, Stopped> {
    let authority = access.hat()?.local_authority.clone();
    authority.ok_or(Stopped::Refused(Refusal::Role))
}

/// What is said where something was done in the meantime that leaves no room for this.
fn moved_on() -> Stopped {
    Rejection::of(
        "transfer",
        "This transfer has ended since you opened the page. See below where it stands now",
    )
    .into()
}
