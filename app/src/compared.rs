//! What two say of a child, side by side.

use components::{Cell, Scrollable, Table, Tag, TagColour};
use domain::quarantine::Compared;
use leptos::prelude::*;

/// Items of two that may be about one child.
pub(crate) fn side_by_side(said: &'static str, held: &'static str, items: &[Compared]) -> AnyView {
    let head = Vec::from(["Item", said, held, "Comparison"].map(Cell::text));
    let rows = items
        .iter()
        .map(|item| {
            let verdict = if item.said.is_empty() || item.held.is_empty() {
                ().into_any()
            } else if item.agrees() {
                view! { <Tag text="Agrees" colour=TagColour::Green/> }.into_any()
            } else {
                view! { <Tag text="Differs" colour=TagColour::Orange/> }.into_any()
            };
            vec![
                Cell::text(item.item.clone()),
                Cell::view(lines(&item.said)),
                Cell::view(lines(&item.held)),
                Cell::view(verdict),
            ]
        })
        .collect::<Vec<_>>();
    view! {
        <Scrollable label="Side by side">
            <Table caption="Side by side" caption_class="govuk-table__caption--m" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn lines(values: &[String]) -> AnyView {
    if values.is_empty() {
        return "Nothing".into_any();
    }
    let lines = values
        .iter()
        .cloned()
        .map(|value| view! { <div>{value}</div> })
        .collect::<Vec<_>>();
    lines.into_any()
}
