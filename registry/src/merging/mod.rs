//! Of what a record is made, and putting right what was wrongly put together or kept apart (MAT-05): two
//! records of one child are joined ([`merge`]) and parted again ([`part`]), and a source's row is taken off
//! a record that it is not about ([`take_off`]).

mod merge;
mod part;
mod snapshot;
mod sources;
mod sql;
mod take_off;
pub(crate) mod work;

use chrono::NaiveDate;
use domain::act::Act;
use domain::best_view::{BestView, assemble};
use domain::child_record::{PersonName, RecordBearing};
use domain::id::ChildNumber;
use domain::merging::{
    FindOther, MergeBearing, MergeRecords, PartRecords, TakeOff, ViewMerge, ViewSources,
};

pub use merge::{find, merge, pair};
pub use part::part;
pub use sources::view;
pub use take_off::take_off;

use crate::child_record;
use crate::data_source::said::Statements;
use crate::door::{Access, Fault, KnownAct, Stopped, sealed};

/// Declares acts that change one record.
macro_rules! on_a_record {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
                let child = access.act().child;
                child_record::locked(access, child).await
            }
        }
    )+};
}

/// Declares acts that look at two records.
macro_rules! looks_at_two {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<MergeBearing, Stopped> {
                let (stays, goes) = (access.act().child, access.act().other);
                Ok(MergeBearing {
                    stays: child_record::bearing(access, stays).await?,
                    goes: child_record::bearing(access, goes).await?,
                })
            }
        }
    )+};
}

on_a_record!(PartRecords, TakeOff);
looks_at_two!(FindOther, ViewMerge);

impl sealed::Sealed for ViewSources {}

impl KnownAct for ViewSources {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        child_record::bearing(access, child).await
    }
}

impl sealed::Sealed for MergeRecords {}

impl KnownAct for MergeRecords {
    async fn bearing(access: &mut Access<Self>) -> Result<MergeBearing, Stopped> {
        let (stays, goes) = (access.act().child, access.act().other);
        locked(access, stays, goes).await
    }
}

/// Locks two records, by everyone in the same order.
async fn locked<A: Act>(
    access: &mut Access<A>,
    stays: ChildNumber,
    goes: ChildNumber,
) -> Result<MergeBearing, Stopped> {
    let mut bearing = MergeBearing::default();
    let mut order = [stays, goes];
    order.sort_unstable();
    for child in order {
        let record = child_record::locked(access, child).await?;
        if child == stays {
            bearing.stays.clone_from(&record);
        }
        if child == goes {
            bearing.goes = record;
        }
    }
    Ok(bearing)
}

/// The name in use.
fn name(view: &BestView) -> Result<PersonName, Stopped> {
    let name = view.name.as_ref().map(|name| name.value.clone());
    name.ok_or_else(|| broken("a record without a name"))
}

/// Where the number of a record leads that was joined with another: for those alone who manage the records
/// of its authority (MAT-05).
pub(crate) async fn leads_to<A: Act>(
    access: &mut Access<A>,
    number: ChildNumber,
) -> Result<Option<ChildNumber>, Stopped> {
    let hat = access.hat()?.clone();
    match hat.local_authority.filter(|_| hat.role.manages_records()) {
        Some(own) => Ok(sql::leads_to(access.connection(), number, &own.0).await?),
        None => Ok(None),
    }
}

/// The day of death that is shown where these statements are all that is said.
fn died(statements: &Statements) -> Option<NaiveDate> {
    let said: Vec<_> = statements.values().cloned().collect();
    assemble(&said).date_of_death.map(|died| died.value)
}

fn broken(what: &'static str) -> Stopped {
    Stopped::Fault(Fault::new(what))
}
