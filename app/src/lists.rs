//! What long lists are made of: their table, and the way from page to page.

use components::{Cell, Scrollable, Table};
use domain::listed::Page;
use leptos::prelude::*;

/// A table of rows, each headed by its first cell; words where there are none.
pub(crate) fn table(
    caption: &'static str,
    head: &[&'static str],
    rows: Vec<Vec<Cell>>,
    none: &'static str,
) -> AnyView {
    scrollable(caption, head, rows, none, true)
}

/// The same of rows of which the first cell is like the others: a link, and more.
pub(crate) fn plain_table(
    caption: &'static str,
    head: &[&'static str],
    rows: Vec<Vec<Cell>>,
    none: &'static str,
) -> AnyView {
    scrollable(caption, head, rows, none, false)
}

fn scrollable(
    caption: &'static str,
    head: &[&'static str],
    rows: Vec<Vec<Cell>>,
    none: &'static str,
    headed: bool,
) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="govuk-body">{none}</p> }.into_any();
    }
    let head = head
        .iter()
        .map(|words| Cell::text(*words))
        .collect::<Vec<_>>();
    view! {
        <Scrollable label=caption>
            <Table caption=caption caption_class="govuk-visually-hidden" first_cell_is_header=headed head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

/// The way to the page before and the next.
pub(crate) fn pages(path: &str, page: Page, more: bool) -> AnyView {
    let link = |to: Option<Page>, words: &'static str| {
        to.map(|to| {
            let href = format!("{path}?page={}", to.number());
            view! { <li><a class="govuk-link" href=href>{words}</a></li> }
        })
    };
    let (before, next) = (page.before(), page.next().filter(|_| more));
    if before.is_none() && next.is_none() {
        return ().into_any();
    }
    view! {
        <nav aria-label="Pages" class="app-no-print">
            <ul class="govuk-list">
                {link(before, "The page before")}
                {link(next, "The next page")}
            </ul>
        </nav>
    }
    .into_any()
}
