//! Telling sources what of theirs is not what the record shows (DISC): kept when a record is put together
//! ([`follow`]), fetched by the source itself ([`fetch`]), and counted for those who look after it.

mod fetch;
mod follow;
mod sql;

pub use fetch::{fetch, list};
pub(crate) use follow::{follow, found};
pub(crate) use sql::withheld;
