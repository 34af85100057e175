//! The queue of those who broker: requests to sensitive services, and questions about shielded
//! records apart from them (BRK-07).

use components::{Cell, NotificationBanner, Scrollable, Table, Tag, TagColour};
use domain::brokering::{QueuedRequest, RequestKind};
use domain::clock::written_date;
use domain::desk::Line;
use leptos::prelude::*;

use super::server::queue;
use crate::page::{Heading, loaded, query};
use crate::picked::{PickedNote, picked, query_show, shows};

/// The page of the requests that one's authority has.
#[component]
pub(crate) fn QueuePage() -> impl IntoView {
    let done = query("done");
    let show = query_show();
    let list = Resource::new_blocking(move || (done(), show()), |(_, show)| queue(show));
    loaded(list, move |list| {
        let words = (done().as_deref() == Some("sent-on"))
            .then_some("The request has been sent to the responsible authority");
        let of = |kind: Option<RequestKind>| {
            list.iter()
                .filter(|request| request.kind == kind)
                .map(row)
                .collect::<Vec<_>>()
        };
        let (received, requests, questions) = (
            of(None),
            of(Some(RequestKind::SensitiveService)),
            of(Some(RequestKind::Enquiry)),
        );
        let picked = picked();
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Requests to pass on"/>
            <PickedNote/>
            {shows(picked, Line::Requests).then(|| view! {
                {section("To be sent to the responsible authority", received)}
                {section("To reach a sensitive service", requests)}
            })}
            {shows(picked, Line::Enquiries).then(|| section("Questions about shielded records", questions))}
        }
        .into_any()
    })
}

fn section(title: &'static str, rows: Vec<Vec<Cell>>) -> AnyView {
    if rows.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">{title}</h2>
            <p class="govuk-body">"There is none."</p>
        }
        .into_any();
    }
    let head = Vec::from(["Child", "Asked", "Due", "State"].map(Cell::text));
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        <Scrollable label=title>
            <Table caption=title caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn row(request: &QueuedRequest) -> Vec<Cell> {
    let href = format!("/brokering/requests/{}", request.id);
    let name = request.child.to_string();
    let due = match request.due_on {
        Some(due_on) => written_date(due_on),
        None => "With the service".to_owned(),
    };
    let (words, colour) = if request.late {
        ("Late", TagColour::Orange)
    } else {
        ("In time", TagColour::Grey)
    };
    vec![
        Cell::view(view! { <a class="govuk-link" href=href>{name}</a> }),
        Cell::text(written_date(request.asked_on)),
        Cell::text(due),
        Cell::view(view! { <Tag text=words colour=colour/> }),
    ]
}
