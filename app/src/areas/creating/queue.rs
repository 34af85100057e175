//! The requests on which an authority decides, with their age (CRE-03, T-08).

use components::{Cell, NotificationBanner, Scrollable, Table, Tag, TagColour};
use domain::clock::written_date;
use domain::creating::CreationQueued;
use leptos::prelude::*;

use super::server::queue;
use crate::page::{Heading, loaded, query};
use crate::picked::{PickedNote, query_show};

/// The page.
#[component]
pub(crate) fn QueuePage() -> impl IntoView {
    let (done, show) = (query("done"), query_show());
    let list = Resource::new_blocking(move || (done(), show()), |(_, show)| queue(show));
    loaded(list, move |list| {
        let decided = (done().as_deref() == Some("decided"))
            .then_some("It has been decided. Whoever asked is told what they need to know");
        view! {
            {decided.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Requests for new records"/>
            <PickedNote/>
            <p class="govuk-body">
                "Decide within two working days. A request that waits for 30 days ends by itself. Records that "
                <a class="govuk-link" href="/new-records">"you asked for yourself"</a>
                " are decided on by a colleague."
            </p>
            {table(&list)}
        }
        .into_any()
    })
}

fn table(list: &[CreationQueued]) -> AnyView {
    if list.is_empty() {
        return view! { <p class="govuk-body">"There is nothing to decide."</p> }.into_any();
    }
    let head = Vec::from(
        [
            "Child",
            "Waiting since",
            "Working days",
            "To decide by",
            "Note",
        ]
        .map(Cell::text),
    );
    let rows = list.iter().map(row).collect::<Vec<_>>();
    view! {
        <Scrollable label="Requests for new records">
            <Table caption="Requests" caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn row(request: &CreationQueued) -> Vec<Cell> {
    let name = request.name.to_string();
    let child = if request.own || request.decide_by.is_none() {
        Cell::text(name)
    } else {
        let href = format!("/new-records/to-check/{}", request.id);
        Cell::view(view! { <a class="govuk-link" href=href>{name}</a> })
    };
    let decide_by = match request.decide_by {
        Some(day) => written_date(day),
        None => "They are to tell more".to_owned(),
    };
    let own = request.own.then_some("You asked: a colleague decides. ");
    let border = request.straddles.then(|| {
        view! { <Tag text="At the border" colour=TagColour::Orange/> }
    });
    vec![
        child,
        Cell::text(written_date(request.since)),
        Cell::text(request.age.to_string()),
        Cell::text(decide_by),
        Cell::view(view! { {own}{border} }),
    ]
}
