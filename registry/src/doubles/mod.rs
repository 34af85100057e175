//! Records of the directory that may be of one child (MAT-08): sought all the time ([`work`]) by the weights
//! and blocks of [`crate::matching`], and looked at on the [`desk`] of whoever answers for them. Joining is
//! [`crate::merging`]'s.

mod apart;
mod desk;
mod sql;
pub(crate) mod work;

use domain::act::Act;
use domain::id::ChildNumber;
use domain::transfer::Passing;

pub(crate) use apart::told_apart;
pub use desk::{keep_apart, list, open, view};

use crate::door::{Access, Stopped};

/// Forgets every pair of records that leave the directory or are shielded, whatever was said of it.
pub(crate) async fn forget<A: Act>(
    access: &mut Access<A>,
    children: impl IntoIterator<Item = ChildNumber>,
) -> Result<(), Stopped> {
    let children: Vec<i64> = children.into_iter().map(ChildNumber::stored).collect();
    if !children.is_empty() {
        sql::forget(access.connection(), &children).await?;
    }
    Ok(())
}

/// Follows records whose responsibility has passed.
pub(crate) async fn follow<A: Act>(
    access: &mut Access<A>,
    passing: &[Passing],
) -> Result<(), Stopped> {
    Ok(sql::follow(access.connection(), passing).await?)
}

/// Two records in the order in which they are kept.
fn ordered(one: ChildNumber, other: ChildNumber) -> (ChildNumber, ChildNumber) {
    (one.min(other), one.max(other))
}
