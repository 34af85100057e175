//! Telling a source that what it says of a child is not what the record shows (DISC): which item of its
//! own, and since when it says so, and never a value of ours nor anyone else's.

mod acts;
mod differences;
mod item;
mod notice;

pub use acts::{FetchNotices, ListDiscrepancies};
pub use differences::{Alternatives, differences};
pub use item::Item;
pub use notice::{Kept, Notice, Notices, Place, QUIET_FOR_DAYS, Standing, WithheldNotice};
