//! The notices that stand, as numbers by source, item and age.

use components::{Cell, Scrollable, Table};
use domain::discrepancy::Standing;
use leptos::prelude::*;

use super::server::list;
use crate::page::{Heading, loaded};

/// The page.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let shown = Resource::new_blocking(|| (), |()| list());
    loaded(shown, |rows| {
        view! {
            <Heading title="What sources are told"/>
            <p class="govuk-body">
                "A source is told when something of its own is not what a record shows: its own reference, which item, and when it supplied it. It is never told what the record shows, nor who says otherwise. What it does about it is its own affair, and it is told again after 90 days."
            </p>
            {table(&rows)}
        }
        .into_any()
    })
}

fn table(rows: &[Standing]) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="govuk-body">"No source differs in anything."</p> }.into_any();
    }
    let numbers = ["Under 30 days", "30 to 89 days", "90 days or more"];
    let head = ["Source", "Item"]
        .map(Cell::text)
        .into_iter()
        .chain(numbers.map(Cell::numeric))
        .collect::<Vec<_>>();
    let rows = rows
        .iter()
        .map(|row| {
            let counts = [row.fresh, row.older, row.told_again];
            [Cell::text(row.name.clone()), Cell::text(row.item.title())]
                .into_iter()
                .chain(counts.map(|count| Cell::numeric(count.to_string())))
                .collect::<Vec<_>>()
        })
        .collect::<Vec<_>>();
    view! {
        <Scrollable label="What still differs">
            <Table caption="What still differs" caption_class="govuk-table__caption--m" first_cell_is_header=true head=head rows=rows/>
        </Scrollable>
        <p class="govuk-body-s">"Nothing about shielded children is counted here."</p>
    }
    .into_any()
}
