//! The quality of the data: measured once for each week that has ended ([`work`]), read as figures, and
//! the lists of what fails.

mod list;
mod sql;
mod view;
pub(crate) mod work;

use domain::data_quality::{Share, Shares, WeekOfQuality};
use domain::desk::Week;
use domain::id::SourceId;

pub use list::{duplicates, incomplete, shielded};
pub use view::{estimates, load_estimates, view};

use crate::door::{Access, Stopped};

/// The measures of a source in the latest week in which it was measured (DQ-02).
pub(crate) async fn of_source<A: domain::act::Act>(
    access: &mut Access<A>,
    source: SourceId,
) -> Result<Option<WeekOfQuality>, Stopped> {
    let today = access.today();
    let mut latest = None;
    for row in sql::source(access.connection(), source, today).await? {
        let week = latest.get_or_insert(WeekOfQuality {
            week: Week::of(row.week),
            shares: Shares::default(),
        });
        row.add_to(&mut week.shares)?;
    }
    Ok(latest)
}

/// Counts the rows of a file in the week in which it came, and those in the right form among them.
pub(crate) async fn count_supply<A: domain::act::Act>(
    access: &mut Access<A>,
    source: SourceId,
    share: Share,
) -> Result<(), Stopped> {
    let week = Week::of(access.today());
    if share.of > 0 {
        sql::count_supply(access.connection(), source, week, share).await?;
    }
    Ok(())
}
