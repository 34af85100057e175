//! What a record was put together from.

use components::{
    BackLink, Button, ButtonKind, Cell, NotificationBanner, Scrollable, Table, TextInput,
};
use domain::clock::written_date;
use domain::merging::{MergedShown, SourceRowShown, SourcesShown};
use leptos::prelude::*;

use super::server::{Find, Part, SourcesForm, TakeOffRow, load_sources};
use crate::form::{Filled, PostForm};
use crate::form_parts::warning;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn SourcesPage() -> impl IntoView {
    let (opening, returned, done) = (param("opening"), query("form"), query("done"));
    let shown = Resource::new_blocking(
        move || (opening(), returned(), done()),
        |(opening, returned, _)| load_sources(opening, returned),
    );
    loaded(shown, move |SourcesForm { shown, filled }| {
        let opening = opening();
        let banner = match done().as_deref() {
            Some("merged") => Some("The records have been put together"),
            Some("parted") => Some("The records have been parted"),
            _ => None,
        };
        view! {
            <BackLink href=format!("/child-record/{opening}")/>
            {banner.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(str::to_owned)}
            <Heading title="What this record was put together from" caption=shown.name.to_string() error=filled.has_problems()/>
            {warning(shown.shielded)}
            {rows(&shown, &opening)}
            {merged(&shown.merged, &opening)}
            {find(&filled, opening)}
        }
        .into_any()
    })
}

fn rows(shown: &SourcesShown, opening: &str) -> AnyView {
    if shown.rows.is_empty() {
        return view! {
            <p class="govuk-body">"No source has supplied anything of this record."</p>
        }
        .into_any();
    }
    let take_off = ServerAction::<TakeOffRow>::new();
    let head = Vec::from([
        "Source",
        "Recorded",
        "How it came here",
        "If it is not about this child",
    ])
    .into_iter()
    .map(Cell::text)
    .collect::<Vec<_>>();
    let rows = shown
        .rows
        .iter()
        .map(|row| {
            let (mark, opening) = (row.mark.clone(), opening.to_owned());
            let source = row.source.clone();
            let off = row.comes_off.then(|| {
                view! {
                    <PostForm action=take_off>
                        <input type="hidden" name="opening" value=opening/>
                        <input type="hidden" name="row" value=mark/>
                        <Button kind=ButtonKind::Secondary button_type="submit" class="govuk-!-margin-bottom-0" prevent_double_click=true>
                            "Take it off"
                            <span class="govuk-visually-hidden">{format!(" (the row of {source})")}</span>
                        </Button>
                    </PostForm>
                }
                .into_any()
            });
            let off = off.unwrap_or_else(|| "The record rests on it".into_any());
            vec![
                Cell::text(row.source.clone()),
                Cell::text(written_date(row.recorded_on)),
                Cell::view(how(row)),
                Cell::view(off),
            ]
        })
        .collect::<Vec<_>>();
    view! {
        <p class="govuk-body">
            "A row that is taken off waits, with what its source has sent about the child since, until somebody settles whom it is about. The source is told nothing."
        </p>
        <Scrollable label="Rows of sources">
            <Table caption="Rows of sources" caption_class="govuk-table__caption--m" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

/// How a row came onto the record (MAT-03).
fn how(row: &SourceRowShown) -> AnyView {
    let came = match row.matched_on {
        None => "Without comparing: a record was made of it, or it came with its number or with a record that was joined".to_owned(),
        Some(day) if row.decided => format!("Somebody decided so on {}", written_date(day)),
        Some(day) => format!("By what it says, on {}", written_date(day)),
    };
    let why = row.why.iter().cloned();
    let why = why
        .map(|line| view! { <li>{line}</li> })
        .collect::<Vec<_>>();
    let why = (!why.is_empty()).then(
        || view! { <ul class="govuk-list govuk-list--bullet govuk-!-font-size-16">{why}</ul> },
    );
    view! { <div>{came}</div>{why} }.into_any()
}

fn merged(merged: &[MergedShown], opening: &str) -> AnyView {
    if merged.is_empty() {
        return ().into_any();
    }
    let part = ServerAction::<Part>::new();
    let head = Vec::from(["Number", "Put together", "Part again"].map(Cell::text));
    let rows = merged
        .iter()
        .map(|one| {
            let (number, opening) = (one.number.to_string(), opening.to_owned());
            let words = one.parted_until.map(written_date);
            let again = match words {
                None => "No longer possible".into_any(),
                Some(last) => view! {
                    <PostForm action=part>
                        <input type="hidden" name="opening" value=opening/>
                        <input type="hidden" name="number" value=number.clone()/>
                        <Button kind=ButtonKind::Warning button_type="submit" class="govuk-!-margin-bottom-1" prevent_double_click=true>
                            "Part them"
                            <span class="govuk-visually-hidden">{format!(" (record {number})")}</span>
                        </Button>
                        <div>{format!("Until {last}")}</div>
                    </PostForm>
                }
                .into_any(),
            };
            vec![
                Cell::text(one.number.to_string()),
                Cell::text(written_date(one.merged_on)),
                Cell::view(again),
            ]
        })
        .collect::<Vec<_>>();
    view! {
        <p class="govuk-body">
            "The number of a record that was put together with this one leads here, for the management team alone."
        </p>
        <Scrollable label="Records put together with this one">
            <Table caption="Records put together with this one" caption_class="govuk-table__caption--m" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn find(filled: &Filled, opening: String) -> AnyView {
    let find = ServerAction::<Find>::new();
    let (number, problem) = (filled.value("number"), filled.problem("number"));
    view! {
        <h2 class="govuk-heading-m">"Another record of the same child"</h2>
        <PostForm action=find>
            <input type="hidden" name="opening" value=opening/>
            <TextInput name="number" label="ContactPoint number of the other record" hint="You see both side by side before anything is done" class="govuk-input--width-20" inputmode="numeric" autocomplete="off" value=number error=problem/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Compare the records"</Button>
        </PostForm>
    }
    .into_any()
}
