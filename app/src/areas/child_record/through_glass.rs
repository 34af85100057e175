//! The whole of a shielded record, for one of the central team with whom another agreed (SHLD-11).
//! Nothing can be done from it.

use components::{BackLink, WarningText};
use leptos::prelude::*;

use super::links::Links;
use super::open_record::open_record;
use super::server::{ThroughGlass, look_through_glass};
use crate::page::{loaded, param};

/// The page. Its address holds neither name nor number.
#[component]
pub(crate) fn ThroughGlassPage() -> impl IntoView {
    let glass = param("glass");
    let shown = Resource::new_blocking(glass, look_through_glass);
    loaded(shown, move |shown| {
        let ThroughGlass { record, watermark } = shown;
        view! {
            <BackLink href="/break-glass"/>
            <WarningText>"This record is shielded. Tell nobody what stands here. The authority that answers for it has been told that you may look."</WarningText>
            {open_record(record, Links::default())}
            <p class="app-watermark">{watermark}</p>
        }
        .into_any()
    })
}
