//! What waits for a decision, oldest first (UPD-02).

use components::{Cell, NotificationBanner, Scrollable, Table};
use domain::clock::written_date;
use domain::updating::ConflictRow;
use leptos::prelude::*;

use super::server::load_conflicts;
use crate::form_parts::days;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn ConflictsPage() -> impl IntoView {
    let done = query("done");
    let shown = Resource::new_blocking(done, |_| load_conflicts());
    loaded(shown, move |rows| {
        let decided = (done().as_deref() == Some("decided"))
            .then_some("It has been decided. Whoever sent something in is told");
        view! {
            {decided.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Details that do not agree"/>
            <p class="govuk-body">
                "A user or a source says something else than what somebody made sure of. Until you decide, the record stays as it is."
            </p>
            {table(&rows)}
        }
        .into_any()
    })
}

fn table(rows: &[ConflictRow]) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="govuk-body">"There is nothing to decide."</p> }.into_any();
    }
    let head = Vec::from(["Child", "Detail", "Since", "Waits for"].map(Cell::text));
    let rows = rows
        .iter()
        .map(|row| {
            let href = format!("/updating/conflicts/{}", row.id);
            let of = format!(": {}", row.item.title().to_lowercase());
            let link = view! {
                <a class="govuk-link" href=href>
                    {row.child.to_string()}<span class="govuk-visually-hidden">{of}</span>
                </a>
            };
            vec![
                Cell::view(link),
                Cell::text(row.item.title()),
                Cell::text(written_date(row.since)),
                Cell::text(days(row.days)),
            ]
        })
        .collect::<Vec<_>>();
    view! {
        <Scrollable label="To be decided">
            <Table caption="To be decided" caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}
