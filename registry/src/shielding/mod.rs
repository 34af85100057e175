//! Shields: asked for, reviewed, lifted (SHLD). Whether a record is shielded is `live.child.shielded`,
//! which everything else reads; here stands why, and until when it has been looked at.

mod ask;
mod desk;
mod raise;
mod settings;
mod sql;
pub(crate) mod work;

pub use ask::{list_mine, request, withdraw};
pub(crate) use desk::nearby;
pub use desk::{lift, list, overdue_authorities, review, view, view_in_full};
pub(crate) use raise::{Advice, follow_source, notices_came};
pub use settings::{set_settings, view_settings};
pub(crate) use sql::{notices, reviews};
