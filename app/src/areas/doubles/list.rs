//! The pairs of records that may be of one child, those first that are due first.

use components::{Cell, NotificationBanner, Scrollable, Table};
use domain::clock::written_date;
use domain::doubles::{DoubleListed, LISTED, RecordOfDouble};
use leptos::prelude::*;

use super::server::load_doubles;
use crate::page::{Heading, loaded, query};
use crate::picked::{PickedNote, query_show};

/// The page.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let (done, show) = (query("done"), query_show());
    let list = Resource::new_blocking(move || (done(), show()), |(_, show)| load_doubles(show));
    loaded(list, move |list| {
        let apart = (done().as_deref() == Some("apart")).then_some(
            "The records are kept apart, and not shown again unless one of them changes",
        );
        view! {
            {apart.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Records that may be of one child"/>
            <PickedNote/>
            <p class="govuk-body">
                "The directory is compared with itself all the time. Look at each pair: nothing is put together by itself."
            </p>
            {table(&list)}
        }
        .into_any()
    })
}

fn table(list: &[DoubleListed]) -> AnyView {
    if list.is_empty() {
        return view! { <p class="govuk-body">"There are no such records."</p> }.into_any();
    }
    let head = Vec::from(["Records", "Born", "Found", "Look at by"].map(Cell::text));
    let rows = list.iter().map(row).collect::<Vec<_>>();
    let more = (list.len() >= LISTED).then(|| {
        let words = format!(
            "These are the {LISTED} that are due first. Others follow once some are settled."
        );
        view! { <p class="govuk-body">{words}</p> }
    });
    view! {
        {more}
        <Scrollable label="Records that may be of one child">
            <Table caption="Pairs of records" caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn row(pair: &DoubleListed) -> Vec<Cell> {
    let [one, other] = &pair.records;
    let href = format!("/doubles/{}", pair.id);
    let words = format!("{} and {}", called(one), called(other));
    let born = match one.date_of_birth == other.date_of_birth {
        true => written_date(one.date_of_birth),
        false => format!(
            "{} and {}",
            written_date(one.date_of_birth),
            written_date(other.date_of_birth)
        ),
    };
    vec![
        Cell::view(view! { <a class="govuk-link" href=href>{words}</a> }),
        Cell::text(born),
        Cell::text(written_date(pair.found_on)),
        Cell::text(written_date(pair.due_on)),
    ]
}

/// A record, by its name and, where it is another's, its authority.
fn called(record: &RecordOfDouble) -> String {
    match &record.elsewhere {
        None => record.name.to_string(),
        Some(authority) => format!("{} ({authority})", record.name),
    }
}
