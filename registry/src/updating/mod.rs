//! Keeping the facts of a record true by hand: what stands is seen and set right by [`submit`], what
//! cannot be settled by rule waits ([`follow`]) and is decided ([`decide`]), what is disputed stands
//! meanwhile ([`hold`]), and why each item is what it is can be read ([`explain`]).

mod conflict;
mod details;
mod explain;
mod follow;
mod hold;
mod names;
mod proposal;
mod sql;
mod submit;

pub use conflict::{decide, list, view};
pub use details::details;
pub(crate) use details::{name, words};
pub use explain::explain;
pub(crate) use explain::{explained, explained_archived};
pub(crate) use follow::{follow, waiting_about};
pub(crate) use hold::{hold, hold_anew, is_decided_since, let_go};
pub use submit::change;
pub(crate) use submit::{Submission, submit};
