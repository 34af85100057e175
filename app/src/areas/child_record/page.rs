//! The page of a record.

use components::NotificationBanner;
use domain::child_record::ChildRecordView;
use leptos::prelude::*;

use super::links::{Link, Links};
use super::open_record::open_record;
use super::server::{RecordShown, view_opened};
use super::shielded::shielded_record;
use crate::page::{loaded, param, query};

/// The page of a record that this session opened. Its address holds neither name nor number.
#[component]
pub(crate) fn RecordPage() -> impl IntoView {
    let opening = param("opening");
    let done = query("done");
    // What was just done is part of what the page depends on: after it the record is read again.
    let shown = Resource::new_blocking(
        move || (opening(), done()),
        |(opening, _)| view_opened(opening),
    );
    loaded(shown, move |shown| {
        let RecordShown {
            record,
            may,
            watermark,
        } = shown;
        let shielded = matches!(record, ChildRecordView::Shielded(_));
        let page = format!("/child-record/{}", opening());
        let links = Links::of(&page, &record, shielded, may);
        let body = match record {
            ChildRecordView::Open(record) => open_record(*record, links.clone()),
            ChildRecordView::Shielded(record) => shielded_record(record, links.clone()),
        };
        let below = links.below.into_iter().map(Link::line).collect::<Vec<_>>();
        view! {
            {done_banner(done().as_deref())}
            {body}
            {below}
            <p class="app-watermark">{watermark}</p>
        }
        .into_any()
    })
}

/// What was just done, by a code: no words of the address are ever shown.
fn done_banner(done: Option<&str>) -> AnyView {
    let words = match done {
        Some("recorded") => "Your involvement has been recorded",
        Some("shielded") => {
            "The record is shielded. The manager who answers for it has been told and reviews it within 7 days"
        }
        Some("death-notified") => "Thank you. Everyone who works with the child is told",
        Some("left-england") => {
            "Thank you. The responsible local authority’s ContactPoint team makes sure. Until then the record stays as it is"
        }
        Some("moved") => "Thank you. The address has been noted",
        Some("noted") => {
            "Thank you. It has been noted. The record shows an address that is better established until the responsible local authority’s ContactPoint team has decided"
        }
        Some("past-eighteen-recorded") => {
            "The consent has been recorded. The record stays past the 18th birthday"
        }
        Some("past-eighteen-told") => {
            "Thank you. The responsible local authority’s ContactPoint team has been told"
        }
        Some("caf-recorded") => "The common assessment has been recorded",
        Some("caf-apply") => {
            "The common assessment has been recorded. Whoever holds it has no ContactPoint account: ask them to apply for one"
        }
        Some("caf-older") => {
            "A newer common assessment is recorded already. The older one has gone to the archive"
        }
        Some("caf-cleared") => "The common assessment has been taken off the record",
        Some("lead-named") => "The lead professional has been named",
        Some("lead-apply") => {
            "The lead professional has been named. They have no ContactPoint account: ask them to apply for one"
        }
        Some("lead-ended") => "The lead professional has been ended",
        Some("recorded-colleague") => "Your colleague’s involvement has been recorded",
        _ => return ().into_any(),
    };
    view! { <NotificationBanner text=words success=true/> }.into_any()
}
