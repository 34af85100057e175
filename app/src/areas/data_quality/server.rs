//! Server functions of the quality of the data.

use domain::data_quality::{Duplicate, Incomplete, QualityShown, ShieldedData};
use domain::id::LocalAuthorityCode;
use domain::listed::Listed;
use domain::standing::Role;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{filled, form_result, redirect, typed},
    domain::data_quality::{
        ListDuplicates, ListIncomplete, ListShieldedData, LoadEstimates, ViewEstimates,
        ViewQuality, read_estimates,
    },
    domain::listed::Page,
    registry::data_quality,
};

/// The form's name.
#[cfg(feature = "ssr")]
const ESTIMATES: &str = "population-estimates";

/// The measures, and who looks at them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct OpenedQuality {
    /// The measures.
    pub quality: QualityShown,
    /// The role of whoever looks.
    pub role: Role,
    /// Whether they see shielded records.
    pub sees_shields: bool,
}

/// The measures of an authority; of one's own, or the nation's, where none is named.
#[server(endpoint = "data-quality/view")]
pub(crate) async fn load(
    #[server(default)] authority: Option<String>,
) -> Result<OpenedQuality, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let authority = authority.map(LocalAuthorityCode);
    let quality = user.access(ViewQuality { authority }, data_quality::view);
    Ok(OpenedQuality {
        quality: quality.await?,
        role: user.person().role,
        sees_shields: user.person().sees_shields,
    })
}

/// Records on which something is missing.
#[server(endpoint = "data-quality/incomplete")]
pub(crate) async fn load_incomplete(
    #[server(default)] page: Option<String>,
) -> Result<Listed<Incomplete>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let page = Page::parse(page.as_deref());
    Ok(user
        .access(ListIncomplete { page }, data_quality::incomplete)
        .await?)
}

/// Records to which rows led that are alike within their source.
#[server(endpoint = "data-quality/duplicates")]
pub(crate) async fn load_duplicates(
    #[server(default)] page: Option<String>,
) -> Result<Listed<Duplicate>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let page = Page::parse(page.as_deref());
    Ok(user
        .access(ListDuplicates { page }, data_quality::duplicates)
        .await?)
}

/// What concerns the data of shielded records.
#[server(endpoint = "data-quality/shielded")]
pub(crate) async fn load_shielded() -> Result<ShieldedData, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(user
        .access(ListShieldedData, data_quality::shielded)
        .await?)
}

/// The year of an estimate and how many children it says that there are.
type Estimate = (i32, i32);

/// The estimates that are held, and the form with which they are stated.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct OpenedEstimates {
    /// Authorities by name, with the year and number of the latest estimate.
    pub held: Vec<(LocalAuthorityCode, String, Option<Estimate>)>,
    /// What stands in the form.
    pub filled: Filled,
}

/// The estimates.
#[server(endpoint = "data-quality/estimates")]
pub(crate) async fn estimates_held(
    #[server(default)] returned: Option<String>,
) -> Result<OpenedEstimates, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let held = user.access(ViewEstimates, data_quality::estimates).await?;
    Ok(OpenedEstimates {
        held,
        filled: filled(&user, ESTIMATES, returned.as_deref(), Filled::default()).await?,
    })
}

/// States estimates.
#[server(endpoint = "data-quality/load-estimates")]
pub(crate) async fn state_estimates(
    #[server(default)] year: String,
    #[server(default)] lines: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let today = domain::clock::london_date(user.standing().now);
    let result = match read_estimates(&year, &lines, today) {
        Ok((year, estimates)) => {
            let act = LoadEstimates { year, estimates };
            user.access(act, data_quality::load_estimates).await
        }
        // Whoever may state none is told so before what to mend.
        Err(rejection) => match user.access(ViewEstimates, data_quality::estimates).await {
            Ok(_) => Err(rejection.into()),
            Err(stopped) => Err(stopped),
        },
    };
    let fields = typed(&[("year", &year), ("lines", &lines)]);
    let page = "/data-quality/estimates";
    if form_result(&user, ESTIMATES, page, fields, result)
        .await?
        .is_some()
    {
        redirect("/data-quality/estimates?done=stated");
    }
    Ok(())
}
