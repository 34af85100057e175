//! Server functions of records that may be of one child.

use domain::doubles::{DoubleListed, DoubleShown};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{filled, form_result, redirect, typed},
    crate::opened::nothing,
    crate::picked::server::keep_picked,
    domain::doubles::{KeepApart, ListDoubles, OpenDouble, ViewDouble},
    registry::doubles,
    uuid::Uuid,
};

/// The name of the forms.
#[cfg(feature = "ssr")]
const FORM: &str = "doubles";

/// The pairs of which the reader's authority answers for a record.
#[server(endpoint = "doubles/list")]
pub(crate) async fn load_doubles(
    #[server(default)] show: Option<String>,
) -> Result<Vec<DoubleListed>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let mut list = user.access(ListDoubles, doubles::list).await?;
    keep_picked(&user, show.as_deref(), &mut list);
    Ok(list)
}

/// Two records, and the forms on their page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct PairForm {
    /// The records.
    pub shown: DoubleShown,
    /// What is to be mended.
    pub filled: Filled,
}

/// The name of a pair in an address.
#[cfg(feature = "ssr")]
fn named(pair: &str) -> Result<Uuid, Shown> {
    pair.parse().map_err(|_| nothing())
}

/// Two records.
#[server(endpoint = "doubles/view")]
pub(crate) async fn load_double(
    pair: String,
    #[server(default)] returned: Option<String>,
) -> Result<PairForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let pair = named(&pair)?;
    Ok(PairForm {
        shown: user.access(ViewDouble { pair }, doubles::view).await?,
        filled: filled(&user, FORM, returned.as_deref(), Filled::default()).await?,
    })
}

/// Opens both records, and leads to where they are put together.
#[server(endpoint = "doubles/together")]
pub(crate) async fn together(
    #[server(default)] pair: String,
    #[server(default)] stays: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let pair = named(&pair)?;
    let act = OpenDouble {
        pair,
        keeps_higher: stays == "second",
    };
    let result = user.access(act, doubles::open).await;
    let page = format!("/doubles/{pair}");
    if let Some([stays, goes]) = form_result(&user, FORM, &page, typed(&[]), result).await? {
        redirect(&format!("/merging/{stays}/with/{goes}"));
    }
    Ok(())
}

/// Keeps that they are two children's.
#[server(endpoint = "doubles/apart")]
pub(crate) async fn apart_kept(#[server(default)] pair: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let pair = named(&pair)?;
    let result = user.access(KeepApart { pair }, doubles::keep_apart).await;
    let page = format!("/doubles/{pair}");
    if form_result(&user, FORM, &page, typed(&[]), result)
        .await?
        .is_some()
    {
        redirect("/doubles?done=apart");
    }
    Ok(())
}
