//! The details that can be changed, with what stands now.

use components::{Action, BackLink, InsetText, NotificationBanner, SummaryList, SummaryRow};
use domain::best_view::Item;
use domain::updating::{DetailShown, Part, Subject};
use leptos::prelude::*;

use super::server::load_details;
use crate::form_parts::warning;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn DetailsPage() -> impl IntoView {
    let (opening, done) = (param("opening"), query("done"));
    let shown = Resource::new_blocking(
        move || (opening(), done()),
        |(opening, _)| load_details(opening),
    );
    loaded(shown, move |shown| {
        let base = format!("/updating/{}", opening());
        let rows = shown
            .details
            .iter()
            .flat_map(|detail| rows(detail, &base))
            .collect::<Vec<_>>();
        view! {
            <BackLink href=format!("/child-record/{}", opening())/>
            {done_banner(done().as_deref())}
            <Heading title="Change details" caption=shown.name.to_string()/>
            {warning(shown.shielded)}
            <p class="govuk-body">
                "Change one detail at a time, and say how you know. Everyone who looks at the record then sees it."
            </p>
            <SummaryList rows=rows/>
            <InsetText>
                "Ask the child, a parent or a carer where you can, or look at a document. There is no place for notes."
            </InsetText>
        }
        .into_any()
    })
}

/// The rows of one detail: one for each part of a list, and one to add another.
fn rows(detail: &DetailShown, base: &str) -> Vec<SummaryRow> {
    let item = detail.item;
    let row = |part, stands: String, words: &'static str, heard: String| {
        let href = format!("{base}/{}", Subject { item, part });
        SummaryRow::new(item.title(), stands).action(Action::new(href, words, heard))
    };
    if !Subject::is_list(item) {
        let stands = match detail.lines.as_slice() {
            [] => "Not recorded".to_owned(),
            lines => lines.join("; "),
        };
        return vec![row(
            Part::Whole,
            stands,
            "Change",
            item.title().to_lowercase(),
        )];
    }
    let parts = detail.lines.iter().enumerate();
    let parts =
        parts.map(|(place, line)| row(Part::At(place), line.clone(), "Change", line.clone()));
    let none = if detail.lines.is_empty() {
        "Not recorded"
    } else {
        ""
    };
    let heard = another(item).to_owned();
    let add = row(Part::New, none.to_owned(), "Add", heard);
    parts.chain([add]).collect()
}

/// What is added, for those who hear the link.
fn another(item: Item) -> &'static str {
    match item {
        Item::Carers => "a parent or carer",
        Item::KnownAs => "another name in use",
        _ => "a school or other setting",
    }
}

/// What was just done, by a code.
pub(super) fn done_banner(done: Option<&str>) -> AnyView {
    let words = match done {
        Some("changed") => "Thank you. The record shows it now",
        Some("waits") => {
            "Thank you. Something better established stands on the record, so the responsible local authority’s ContactPoint team decides. Until then the record stays as it is. You are told when it is decided"
        }
        Some("settled") => "The dispute is settled. The detail still has to be changed",
        _ => return ().into_any(),
    };
    let success = done != Some("settled");
    view! { <NotificationBanner text=words success=success/> }.into_any()
}
