//! Disputes of items (DISP): marked and settled by those who answer for the record, and listed on their desk.
//! An item of the best view stands meanwhile as it stood ([`crate::updating`] holds it, DISP-04).

mod desk;
mod mark;
mod settle;
mod sql;

use domain::act::Act;
use domain::child_record::RecordBearing;
use domain::dispute::{Mark, MarkDisputed, SettleDispute, ViewDispute, ViewDisputes};
use domain::id::ChildNumber;

pub use desk::{list, of_record, view};
pub use mark::mark;
pub use settle::{Settling, settle};

use crate::child_record;
use crate::door::{Access, KnownAct, Stopped, sealed};

impl sealed::Sealed for ViewDisputes {}

impl KnownAct for ViewDisputes {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        child_record::bearing(access, child).await
    }
}

impl sealed::Sealed for MarkDisputed {}

impl KnownAct for MarkDisputed {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        child_record::locked(access, child).await
    }
}

impl sealed::Sealed for ViewDispute {}

impl KnownAct for ViewDispute {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let (dispute, today) = (access.act().dispute, access.today());
        match sql::row(access.connection(), dispute, today).await? {
            Some(row) => child_record::bearing(access, row.child).await,
            None => Ok(None),
        }
    }
}

impl sealed::Sealed for SettleDispute {}

impl KnownAct for SettleDispute {
    /// The record is locked, as whoever changes it locks it: of two who settle the second sees that.
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let (dispute, today) = (access.act().dispute, access.today());
        match sql::row(access.connection(), dispute, today).await? {
            Some(row) => child_record::locked(access, row.child).await,
            None => Ok(None),
        }
    }
}

/// The disputes of a record that are open, or were settled less than a year ago (DISP-03, T-36).
pub(crate) async fn shown<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<Mark>, Stopped> {
    let today = access.today();
    Ok(sql::shown(access.connection(), child, today).await?)
}
