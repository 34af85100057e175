//! The quality of the data: measured once for each week that has ended ([`work`]), read as figures, and
//! the lists of what fails.

mod list;
mod sql;
mod view;
pub(crate) mod work;

use domain::data_quality::Share;
use domain::desk::Week;
use domain::id::SourceId;

pub use list::{duplicates, incomplete, shielded};
pub use view::{estimates, load_estimates, view};

use crate::door::{Access, Stopped};

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
