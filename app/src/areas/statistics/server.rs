//! Server functions of statistics.

use domain::statistics::StatisticsShown;
use leptos::prelude::*;

use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {domain::statistics::ViewStatistics, registry::statistics};

/// The figures of one's own authority, or the nation's.
#[server(endpoint = "statistics/view")]
pub(crate) async fn load() -> Result<StatisticsShown, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(user.access(ViewStatistics, statistics::view).await?)
}
