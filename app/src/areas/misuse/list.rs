//! What is looked into with the reader's office.

use components::{Button, ButtonKind, Cell, NotificationBanner};
use domain::clock::written_date;
use domain::misuse::{InvestigationListed, Stage};
use leptos::prelude::*;

use super::server::load_list;
use crate::lists::plain_table;
use crate::page::{Heading, loaded, query};
use crate::picked::{PickedNote, query_show};

/// The page.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let (done, show) = (query("done"), query_show());
    let list = Resource::new_blocking(move || (done(), show()), |(_, show)| load_list(show));
    loaded(list, move |list| {
        let words = match done().as_deref() {
            Some("reported") => Some("The report is entered"),
            Some("closed") => Some("It is closed, and what came of it is recorded"),
            Some("case") => Some("The case is open. The manager decides about it"),
            Some("named") => Some("The account is named"),
            _ => None,
        };
        let closed = (!list.closed.is_empty() && show().is_none()).then(|| {
            view! {
                <h2 class="govuk-heading-m">"Closed in the past three months"</h2>
                {table("Closed", &list.closed)}
            }
        });
        let stops = list.stops.then(|| {
            view! { <Button href="/misuse/stops" kind=ButtonKind::Secondary>"Stop a whole group"</Button> }
        });
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="How accounts are used"/>
            <PickedNote/>
            <p class="govuk-body">
                "What is noticed or reported has an ordinary explanation more often than not. Ask for it first."
            </p>
            <div class="govuk-button-group">
                <Button href="/misuse/report">"Enter a report"</Button>
                {stops}
            </div>
            {table("To look into", &list.open)}
            {closed}
        }
        .into_any()
    })
}

fn table(caption: &'static str, list: &[InvestigationListed]) -> AnyView {
    let head = ["User", "What it is about", "Since", "Where it stands"];
    let rows = list.iter().map(row).collect();
    plain_table(caption, &head, rows, "There is nothing to look into.")
}

fn row(one: &InvestigationListed) -> Vec<Cell> {
    let href = format!("/misuse/{}", one.id);
    let user = one
        .user
        .clone()
        .unwrap_or_else(|| "Nobody named yet".to_owned());
    let what = match one.concern {
        Some(concern) => vec![concern.title()],
        None => one.patterns.iter().map(|pattern| pattern.title()).collect(),
    };
    let what = what
        .into_iter()
        .map(|words| view! { <li>{words}</li> })
        .collect::<Vec<_>>();
    let stage = match (one.stage, one.due_on) {
        (Stage::Asked, Some(day)) => format!("{} by {}", one.stage.title(), written_date(day)),
        _ => one.stage.title().to_owned(),
    };
    vec![
        Cell::view(view! { <a class="govuk-link" href=href>{user}</a> }),
        Cell::view(view! { <ul class="govuk-list">{what}</ul> }),
        Cell::text(written_date(one.opened_on)),
        Cell::text(stage),
    ]
}
