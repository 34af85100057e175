//! Rows of sources that may be about a shielded child, kept unseen (D-34): found by [`suspects`], held
//! by [`keep`], settled at the responsible manager's [`desk`].

mod desk;
mod keep;
mod sql;
mod suspects;

pub use desk::{list, settle, view};
pub(crate) use keep::{Entry, Held, HeldRow, held, keep, keep_entry, kept_entry};
pub(crate) use suspects::Suspects;
