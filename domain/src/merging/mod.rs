//! Two records of one child joined, and what was wrongly put together parted again (MAT-05).

mod acts;
mod view;

pub use acts::{
    FindOther, MergeBearing, MergeRecords, PartRecords, TakeOff, UNDONE_WITHIN_DAYS, ViewMerge,
    ViewSources, can_be_undone,
};
pub use view::{MergedShown, PairShown, SourceRowShown, SourcesShown};
