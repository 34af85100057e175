//! Server functions of statistics.

use domain::statistics::StatisticsShown;
use leptos::prelude::*;

use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {domain::id::LocalAuthorityCode, domain::statistics::ViewStatistics, registry::statistics};

/// The figures of an authority; of one's own, or the nation's, where none is named.
#[server(endpoint = "statistics/view")]
pub(crate) async fn load(
    #[server(default)] authority: Option<String>,
) -> Result<StatisticsShown, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let authority = authority.map(LocalAuthorityCode);
    let act = ViewStatistics { authority };
    Ok(user.access(act, statistics::view).await?)
}
