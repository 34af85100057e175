//! Figures to plan services by: how many children of which ages, and how many of them somebody works with.
//! Nothing else leaves in bulk (STA).

mod acts;
mod disclosure;
mod table;

pub use acts::ViewStatistics;
pub use disclosure::{FEWEST, Figure, ROUNDED_TO, protected};
pub use table::{AgeBand, Counted, Measured, StatisticsShown};
