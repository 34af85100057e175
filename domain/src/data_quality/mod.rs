//! How good the data are, in four measures for each source, authority and the nation (DQ).

mod acts;
mod estimate;
mod likeness;
mod list;
mod measure;
mod required;

pub use acts::{
    ListDuplicates, ListIncomplete, ListShieldedData, LoadEstimates, ViewEstimates, ViewQuality,
};
pub use estimate::{Estimate, read_estimates};
pub use likeness::likeness;
pub use list::{Duplicate, Incomplete, ShieldedData};
pub use measure::{
    FEWEST, Measure, Part, PartOf, PerThousand, QualityShown, Share, Shares, WeekOfQuality,
    in_words, validity,
};
pub use required::{Required, missing, row_is_complete};
