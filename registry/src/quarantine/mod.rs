//! Rows of sources of which it is doubtful whom they are about: those that may be about a shielded child
//! (D-34), found by [`suspects`], and those that may be about the child of another record (MAT-02). They
//! are held by [`keep`] and settled at the [`desk`] of whoever answers for the record.

mod desk;
mod keep;
mod sql;
mod suspects;
mod target;
pub(crate) mod work;

pub use desk::{list, settle, view};
pub(crate) use keep::{
    Entry, Held, HeldRow, forget, held, keep, keep_entry, kept_entries, kept_entry, kept_row,
    loosen_reviews, opened_entry, take_back, to_weigh,
};
pub(crate) use suspects::Suspects;
pub(crate) use target::review_by;
pub use target::{set_target, targets};
