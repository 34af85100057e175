//! Rows of sources that may be about a shielded child: kept unseen until the manager of the
//! responsible authority has settled whether they are (D-34, MAT-04). Nothing would betray a hidden
//! family sooner than a second, open record of their child, made by a source that spells a name
//! differently.

mod acts;
mod resemblance;
mod view;

pub use acts::{ListQuarantine, QuarantineBearing, SettleQuarantined, Settlement, ViewQuarantined};
pub use resemblance::{Supposed, dates_to_compare};
pub use view::{Compared, QuarantinedRow, QuarantinedShown, compare};
