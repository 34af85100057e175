//! Server functions of discrepancies.

use domain::discrepancy::Standing;
use leptos::prelude::*;

use crate::shown::Shown;

/// How many notices stand.
#[server(endpoint = "discrepancy/list")]
pub(crate) async fn list() -> Result<Vec<Standing>, Shown> {
    use domain::discrepancy::ListDiscrepancies;
    let user = crate::signed_in::signed_in().await?;
    Ok(user
        .access(ListDiscrepancies, registry::discrepancy::list)
        .await?)
}
