//! Search: who may be meant, kept under a name that tells nothing, and opened for the reason that
//! was given (SRCH).

mod blocked;
mod candidates;
mod check;
mod find;
mod kept;
mod limits;
mod measure;
mod sql;
mod write;

pub use blocked::block;
pub(crate) use candidates::uses;
pub(crate) use check::{alike, criteria, reason, searched};
pub use find::find;
pub use kept::{open, results};
pub use measure::measure;
pub(crate) use write::{forget_rows, rebuild_dictionary, write_rows};
