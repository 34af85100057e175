//! Why a record is what it is (REC-01, REC-02): for those who answer for it.

use components::{BackLink, Cell, Details, Scrollable, Table, WarningText};
use domain::clock::written_date;
use domain::updating::{BeforeShown, EntryBefore, EntryFrom, ExplainedItem, SaidShown};
use leptos::prelude::*;

use super::server::load_explained;
use super::stacked;
use crate::page::{Heading, loaded, param};

/// The page.
#[component]
pub(crate) fn ExplainedPage() -> impl IntoView {
    let opening = param("opening");
    let shown = Resource::new_blocking(opening, load_explained);
    loaded(shown, move |record| {
        let items = record.items.iter().map(item).collect::<Vec<_>>();
        let disputes = record.marks_disputes.then(|| {
            let href = format!("/disputes/record/{}", opening());
            view! {
                <p class="govuk-body">
                    <a class="govuk-link" href=href>"Mark a detail as disputed, or settle a dispute"</a>
                </p>
            }
        });
        view! {
            <BackLink href=format!("/child-record/{}", opening())/>
            <Heading title="Where the details come from" caption=record.name.to_string()/>
            <WarningText>
                "Only the management team sees this. Tell no user and no source what another source has said."
            </WarningText>
            {disputes}
            {items}
            {entries(&record.entries)}
            {entries_before(&record.entries_before)}
        }
        .into_any()
    })
}

/// Which source supplied which entry, and when (FEED-06).
fn entries(entries: &[EntryFrom]) -> AnyView {
    if entries.is_empty() {
        return ().into_any();
    }
    let title = "Involvements and assessments that sources supplied";
    let row = |one: &EntryFrom| {
        vec![
            Cell::text(one.service.clone()),
            Cell::text(format!("{}, {}", one.source, written_date(one.on))),
        ]
    };
    let head = Vec::from(["Service", "By whom and when"].map(Cell::text));
    let rows = entries.iter().map(row).collect::<Vec<_>>();
    table(title, head, rows)
}

/// What involvements were before they were changed (UPD-07).
fn entries_before(entries: &[EntryBefore]) -> AnyView {
    if entries.is_empty() {
        return ().into_any();
    }
    let row = |one: &EntryBefore| {
        let (from, until) = (written_date(one.from), written_date(one.until));
        vec![
            Cell::text(one.service.clone()),
            Cell::view(stacked(&one.lines)),
            Cell::text(format!("{from} to {until}")),
        ]
    };
    let head = Vec::from(["Service", "What was recorded", "When"].map(Cell::text));
    let rows = entries.iter().map(row).collect::<Vec<_>>();
    table("What involvements were before", head, rows)
}

/// A table under a heading of its own.
fn table(title: &'static str, head: Vec<Cell>, rows: Vec<Vec<Cell>>) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        <Scrollable label=title>
            <Table caption=title caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn item(item: &ExplainedItem) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">{item.item.title()}</h2>
        {explained(item)}
    }
    .into_any()
}

/// What stands of an item, what is said of it, and what was said before.
pub(super) fn explained(item: &ExplainedItem) -> AnyView {
    let stands = if item.stands.is_empty() {
        vec!["Not recorded".to_owned()]
    } else {
        item.stands.clone()
    };
    view! {
        <p class="govuk-body">"The record shows:"</p>
        <div class="govuk-body govuk-!-font-weight-bold">{stacked(&stands)}</div>
        {anew(item)}
        {said(item)}
        {before(item)}
    }
    .into_any()
}

/// What the record would show if it were put together today, where that is something else (T-32).
fn anew(item: &ExplainedItem) -> AnyView {
    let Some(anew) = &item.anew else {
        return ().into_any();
    };
    let anew = match anew.as_slice() {
        [] => "nothing".to_owned(),
        lines => lines.join("; "),
    };
    let words = format!(
        "A source has fallen silent since the record was last put together. When something is next said of the child, it will show: {anew}."
    );
    view! { <p class="govuk-body">{words}</p> }.into_any()
}

fn said(item: &ExplainedItem) -> AnyView {
    let title = item.item.title();
    let head = Vec::from(["What is said", "By whom and when", "How it counts"].map(Cell::text));
    let row = |said: &SaidShown| {
        let by = format!("{}, {}", said.by, written_date(said.on));
        let counts = said.behind.clone().unwrap_or("Believed first".to_owned());
        let lines: Vec<String> = said.verified.iter().cloned().chain([counts]).collect();
        vec![
            Cell::view(stacked(&said.lines)),
            Cell::text(by),
            Cell::view(stacked(&lines)),
        ]
    };
    let rows = item.said.iter().map(row).collect::<Vec<_>>();
    if rows.is_empty() {
        return view! { <p class="govuk-body">"Nobody says anything of it now."</p> }.into_any();
    }
    let caption = format!("{title}: what is said");
    view! {
        <Scrollable label=caption.clone()>
            <Table caption=caption caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn before(item: &ExplainedItem) -> AnyView {
    if item.before.is_empty() {
        return ().into_any();
    }
    let row = |before: &BeforeShown| {
        let during = format!(
            "{} to {}",
            written_date(before.from),
            written_date(before.until)
        );
        vec![
            Cell::view(stacked(&before.lines)),
            Cell::text(before.by.clone()),
            Cell::text(during),
        ]
    };
    let head = Vec::from(["What was said", "By whom", "From and to"].map(Cell::text));
    let rows = item.before.iter().map(row).collect::<Vec<_>>();
    let caption = format!("{}: what was said before", item.item.title());
    let summary = format!("{}: what was said before", item.item.title());
    view! {
        <Details summary=summary>
            <Scrollable label=caption.clone()>
                <Table caption=caption caption_class="govuk-visually-hidden" head=head rows=rows/>
            </Scrollable>
        </Details>
    }
    .into_any()
}
