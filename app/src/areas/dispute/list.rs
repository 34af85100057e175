//! The open disputes, the oldest first.

use components::{Cell, NotificationBanner, Scrollable, Table};
use domain::clock::written_date;
use domain::dispute::{DisputeListed, LISTED};
use leptos::prelude::*;

use super::server::load_list;
use crate::form_parts::days;
use crate::page::{Heading, loaded, query};
use crate::picked::{PickedNote, query_show};

/// The page.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let (done, show) = (query("done"), query_show());
    let list = Resource::new_blocking(move || (done(), show()), |(_, show)| load_list(show));
    loaded(list, move |list| {
        let settled = (done().as_deref() == Some("settled")).then_some("The dispute is settled");
        view! {
            {settled.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Disputed details"/>
            <PickedNote/>
            <p class="govuk-body">
                "Somebody says that a detail is wrong, and we are not satisfied that it is. The record shows it meanwhile as it stood. Keep what the dispute is about in your own files: there is no place for it here."
            </p>
            {table(&list)}
        }
        .into_any()
    })
}

fn table(list: &[DisputeListed]) -> AnyView {
    if list.is_empty() {
        return view! { <p class="govuk-body">"Nothing is disputed."</p> }.into_any();
    }
    let head = Vec::from(["Child", "Detail", "Disputed since", "Open for"].map(Cell::text));
    let rows = list.iter().map(row).collect::<Vec<_>>();
    let more = (list.len() >= LISTED).then(|| {
        let words = format!("These are the {LISTED} oldest. Others follow once some are settled.");
        view! { <p class="govuk-body">{words}</p> }
    });
    view! {
        {more}
        <Scrollable label="Disputed details">
            <Table caption="Disputed details" caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn row(dispute: &DisputeListed) -> Vec<Cell> {
    let href = format!("/disputes/{}", dispute.id);
    let of = format!(": {}", dispute.item.title());
    let link = view! {
        <a class="govuk-link" href=href>
            {dispute.child.to_string()}<span class="govuk-visually-hidden">{of}</span>
        </a>
    };
    vec![
        Cell::view(link),
        Cell::text(dispute.item.title()),
        Cell::text(written_date(dispute.opened)),
        Cell::text(days(dispute.days)),
    ]
}
