//! Server functions of search.

use domain::reason::ReasonCode;
use domain::search::{Criteria, Found};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

/// The name under which the form comes back.
#[cfg(feature = "ssr")]
const FORM: &str = "search";

/// The search form, fresh or to be mended, and the reasons that its reader may give.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct SearchForm {
    /// What stands in it.
    pub filled: Filled,
    /// Reasons to choose from; none is chosen beforehand (SRCH-01).
    pub reasons: Vec<ReasonCode>,
}

/// The form. `returned` names one that came back; `again` a search whose criteria fill it.
#[server(endpoint = "search/form")]
pub(crate) async fn load_search_form(
    #[server(default)] returned: Option<String>,
    #[server(default)] again: Option<String>,
) -> Result<SearchForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let role = user.person().role;
    if !role.uses_records() {
        crate::shown::status(http::StatusCode::NOT_FOUND);
        return Err(Shown::NothingThere);
    }
    let fresh = match again.and_then(|id| id.parse().ok()) {
        Some(search) => match user.search_criteria(search).await? {
            Some(criteria) => Filled::with_all(crate::form::server::fields(&criteria)),
            None => Filled::default(),
        },
        None => Filled::default(),
    };
    let filled = crate::form::server::filled(&user, FORM, returned.as_deref(), fresh).await?;
    let reasons = ReasonCode::ALL
        .into_iter()
        .filter(|reason| reason.open_to(role))
        .collect();
    Ok(SearchForm { filled, reasons })
}

/// Searches, for a reason, and leads to what was found.
#[server(endpoint = "search/find")]
pub(crate) async fn find(
    #[server(default)] reason: String,
    #[server(default)] words: String,
    #[server(flatten)] criteria: Criteria,
) -> Result<(), Shown> {
    use domain::reason::Reason;
    use domain::refusal::Rejection;
    use domain::search::{BlockedSearch, SearchChildren};
    let user = crate::signed_in::signed_in().await?;
    let mut typed = crate::form::server::fields(&criteria);
    typed.insert("reason".to_owned(), reason.clone());
    typed.insert("words".to_owned(), words.clone());
    let why = Reason::given(&reason, &words);
    let query = criteria.check(domain::clock::london_date(user.standing().now));
    let searched = match (why, query) {
        (Ok(reason), Ok(criteria)) => {
            user.access(SearchChildren { criteria, reason }, registry::search::find)
                .await
        }
        (why, query) => {
            let problems = [why.err(), query.err()];
            let rejection = Rejection(problems.into_iter().flatten().flat_map(|r| r.0).collect());
            let blocked = BlockedSearch {
                criteria,
                rejection,
            };
            let stopped = user.access(blocked, registry::search::block).await;
            return crate::form::server::form_result(&user, FORM, "/search", typed, stopped)
                .await
                .map(|_| ());
        }
    };
    let answer = crate::form::server::form_result(&user, FORM, "/search", typed, searched).await?;
    if let Some(searched) = answer {
        crate::form::server::redirect(&format!("/search/results/{}", searched.search));
    }
    Ok(())
}

/// What a search of this session found.
#[server(endpoint = "search/results")]
pub(crate) async fn results(search: String) -> Result<Found, Shown> {
    use domain::search::ViewSearchResults;
    let user = crate::signed_in::signed_in().await?;
    let search = search
        .parse()
        .map_err(|_| domain::refusal::Refusal::NoSuchRecord);
    let search = search.map_err(registry::Stopped::Refused)?;
    Ok(user
        .access(ViewSearchResults { search }, registry::search::results)
        .await?)
}

/// Opens one of the children found, for the reason of the search.
#[server(endpoint = "search/open")]
pub(crate) async fn open(
    #[server(default)] search: String,
    #[server(default)] child: String,
) -> Result<(), Shown> {
    use domain::refusal::Refusal;
    use domain::search::OpenFromResults;
    let user = crate::signed_in::signed_in().await?;
    let (Ok(search), Ok(child)) = (search.parse(), child.parse()) else {
        return Err(registry::Stopped::Refused(Refusal::NoSuchRecord).into());
    };
    let act = OpenFromResults { search, child };
    let opening = user.access(act, registry::search::open).await?;
    crate::form::server::redirect(&format!("/child-record/{opening}"));
    Ok(())
}
