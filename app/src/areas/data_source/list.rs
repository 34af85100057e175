//! The sources that the reader has to do with.

use components::{Button, Cell, Scrollable, Table, Tag, TagColour};
use domain::clock::written_date;
use domain::data_source::{SourceListed, SourceState, Sources};
use leptos::prelude::*;

use super::server::load_sources;
use super::tag;
use crate::page::{Heading, loaded};

/// The page.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let sources = Resource::new_blocking(|| (), |()| load_sources());
    loaded(sources, |sources| {
        let Sources { sources, national } = sources;
        let words = if national {
            "You register national sources, and decide which sources are accredited. Nothing is taken in from a source that is not connected."
        } else {
            "You register the sources of your authority. Nothing is taken in from a source before the central team has accredited it and you have connected it."
        };
        let body = if sources.is_empty() {
            view! { <p class="govuk-body">"No source is registered yet."</p> }.into_any()
        } else if national {
            let (waiting, others): (Vec<_>, Vec<_>) = sources
                .into_iter()
                .partition(|source| source.state == SourceState::Accrediting);
            let (own, local): (Vec<_>, Vec<_>) = others
                .into_iter()
                .partition(|source| source.authority.is_none());
            view! {
                {table("Waiting for accreditation", waiting, true)}
                {table("National sources", own, false)}
                {table("Local sources", local, true)}
            }
            .into_any()
        } else {
            table("Sources of your authority", sources, false)
        };
        view! {
            <Heading title="Sources of data"/>
            <p class="govuk-body">{words}</p>
            <Button href="/sources/register">"Register a source"</Button>
            {body}
        }
        .into_any()
    })
}

/// Sources under a heading; nothing where there are none.
fn table(title: &'static str, sources: Vec<SourceListed>, authority: bool) -> AnyView {
    if sources.is_empty() {
        return ().into_any();
    }
    let mut head = vec![Cell::text("Source")];
    if authority {
        head.push(Cell::text("Local authority"));
    }
    head.extend(["State", "Last supply", "Accredited until"].map(Cell::text));
    let rows = sources
        .into_iter()
        .map(|source| row(source, authority))
        .collect::<Vec<_>>();
    view! {
        <Scrollable label=title>
            <Table caption=title caption_class="govuk-table__caption--m" first_cell_is_header=true head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn row(source: SourceListed, authority: bool) -> Vec<Cell> {
    let href = format!("/sources/{}", source.id);
    let day = |day: Option<chrono::NaiveDate>, none: &str| {
        Cell::text(day.map_or_else(|| none.to_owned(), written_date))
    };
    let late = source
        .overdue_since
        .map(|_| view! { " " <Tag text="Overdue" colour=TagColour::Red/> });
    let mut cells = vec![Cell::view(
        view! { <a class="govuk-link" href=href>{source.name}</a> },
    )];
    if authority {
        cells.push(Cell::text(
            source.authority.unwrap_or_else(|| "National".to_owned()),
        ));
    }
    cells.push(Cell::view(view! { {tag(source.state)}{late} }));
    cells.push(day(source.last, "None yet"));
    cells.push(day(source.accredited_until, "–"));
    cells
}
