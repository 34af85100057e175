//! What is to be settled, oldest first.

use components::{Cell, NotificationBanner, Scrollable, Table, Tag, TagColour};
use domain::clock::written_date;
use domain::quarantine::QuarantinedRow;
use leptos::prelude::*;

use super::server::list;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let done = query("done");
    let shown = Resource::new_blocking(done, |_| list());
    loaded(shown, move |rows| {
        let settled = (done().as_deref() == Some("settled")).then_some("It has been settled");
        view! {
            {settled.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Whom rows of sources are about"/>
            <p class="govuk-body">
                "Sources have sent what may be about a child whose record your authority answers for. Settle whom each is about: until then it makes no record. What may be about a shielded child only the authority’s manager sees."
            </p>
            {table(&rows)}
        }
        .into_any()
    })
}

fn table(rows: &[QuarantinedRow]) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="govuk-body">"There is nothing to settle."</p> }.into_any();
    }
    let head = Vec::from(["Child", "Source", "Received", "Settle by"].map(Cell::text));
    let rows = rows
        .iter()
        .map(|row| {
            let href = format!("/quarantine/{}", row.id);
            let name = row.child.to_string();
            vec![
                Cell::view(view! {
                    <a class="govuk-link" href=href>{name}</a>
                    {row.shielded.then(|| view! { " " <Tag text="Shielded" colour=TagColour::Red/> })}
                }),
                Cell::text(row.source.clone()),
                Cell::text(written_date(row.received_on)),
                Cell::text(row.due_on.map(written_date).unwrap_or_default()),
            ]
        })
        .collect::<Vec<_>>();
    view! {
        <Scrollable label="To be settled">
            <Table caption="To be settled" caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}
