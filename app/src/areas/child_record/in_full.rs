//! The whole of a shielded record, for the manager who answers for it (SHLD-11). The page looks as
//! the record does, and says at the top that it is shielded.

use components::{BackLink, WarningText};
use domain::child_record::ChildRecordView;
use leptos::prelude::*;

use super::links::{Link, Links};
use super::open_record::open_record;
use super::server::{RecordShown, view_in_full};
use crate::page::{loaded, param};

/// The page.
#[component]
pub(crate) fn InFullPage() -> impl IntoView {
    let opening = param("opening");
    let shown = Resource::new_blocking(opening, view_in_full);
    loaded(shown, move |shown| {
        let RecordShown {
            record,
            may,
            watermark,
        } = shown;
        let links = Links::of(&format!("/child-record/{}", opening()), &record, true, may);
        let body = match record {
            ChildRecordView::Open(record) => open_record(*record, links.clone()),
            ChildRecordView::Shielded(_) => ().into_any(),
        };
        let below = links.below.into_iter().map(Link::line).collect::<Vec<_>>();
        view! {
            <BackLink href="/shields"/>
            <WarningText>"This record is shielded. Tell nobody what stands here."</WarningText>
            {body}
            {below}
            <p class="app-watermark">{watermark}</p>
        }
        .into_any()
    })
}
