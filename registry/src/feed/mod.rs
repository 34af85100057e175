//! The channel by which a source's own system supplies rows (FEED-04, FEED-05, FEED-08, FEED-12).
//! What comes is kept sealed, in parts, until it is whole; then it waits until a worker takes its
//! rows in, some at a time. How far a supply has been worked is noted in the very transactions that
//! take its rows in, so that a worker that dies loses nothing and doubles nothing.

mod held;
mod key;
mod receive;
mod sql;
mod work;

use domain::act::Act;
use domain::feed::SupplyBearing;
use domain::id::SourceId;
use uuid::Uuid;

pub(crate) use held::{alive, decide_held, end_all, held_of, hold};
pub(crate) use key::keys_of;
pub use key::{Registered, register_key, withdraw_key};
pub use receive::{begin, keep_part, view};
pub use work::{Claimed, Opened, open, refuse};
pub(crate) use work::{done, worked};

use crate::data_source;
use crate::door::{Access, Stopped};

/// The column whose values are made here.
const SEALED_PART: &str = "feed.part.sealed";

/// What binds a part to its place.
fn part_row(supply: Uuid, starts: i64) -> Vec<u8> {
    [&supply.as_bytes()[..], &starts.to_be_bytes()].concat()
}

async fn bearing<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
) -> Result<SupplyBearing, Stopped> {
    let bearing = data_source::bearing(access, source).await?;
    Ok(SupplyBearing {
        kind: bearing.kind,
        accepts: bearing.accepts,
    })
}

/// Declares acts of a source over the channel.
macro_rules! admit_source {
    ($($act:ty),+) => {$(
        impl $crate::door::sealed::Sealed for $act {}
        impl $crate::door::KnownAct for $act {
            async fn bearing(
                access: &mut $crate::door::Access<Self>,
            ) -> Result<domain::feed::SupplyBearing, $crate::door::Stopped> {
                let source = access.act().source;
                $crate::feed::bearing(access, source).await
            }
        }
    )+};
}
use admit_source;
