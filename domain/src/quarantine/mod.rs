//! Rows of sources of which it is doubtful whom they are about: kept out of the directory until somebody
//! has looked (MAT-02). Those that may be about a shielded child are kept unseen until the manager of the
//! responsible authority has settled whether they are (D-34, MAT-04). Nothing would betray a hidden
//! family sooner than a second, open record of their child, made by a source that spells a name
//! differently.

mod acts;
mod resemblance;
mod target;
mod view;

pub use acts::{ListQuarantine, QuarantineBearing, SettleQuarantined, Settlement, ViewQuarantined};
pub use resemblance::{Supposed, dates_to_compare};
pub use target::{
    REVIEWED_WITHIN_WORKING_DAYS, ReviewTarget, ReviewsWaiting, SetReviewTarget, ViewReviewTargets,
};
pub use view::{Compared, QuarantinedRow, QuarantinedShown, compare};
