//! Of what a record was put together, joining it with another of the same child, and taking apart again
//! (MAT-05). The server alone makes these pages.

mod pair;
mod server;
mod sources;

pub(crate) use pair::PairPage;
pub(crate) use sources::SourcesPage;

use components::WarningText;
use leptos::prelude::*;

/// What whoever looks at a shielded record is told.
fn warning(shielded: bool) -> AnyView {
    if !shielded {
        return ().into_any();
    }
    view! {
        <WarningText>"This record is shielded. Tell nobody what stands here."</WarningText>
    }
    .into_any()
}
