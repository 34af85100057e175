//! Keeping a record's facts true by hand (UPD), what waits for a decision (UPD-02), and why a record is
//! what it is (REC-01). The server alone makes these pages.

mod conflict;
mod conflicts;
mod details;
mod explained;
mod fields;
mod form;
mod server;

pub(crate) use conflict::ConflictPage;
pub(crate) use conflicts::ConflictsPage;
pub(crate) use details::DetailsPage;
pub(crate) use explained::ExplainedPage;
pub(crate) use form::ChangePage;

use leptos::prelude::*;

/// The id of a field, for the summary of what is to be mended.
fn id_of(field: &str) -> String {
    match field {
        "born" | "since" | "until" => format!("{field}-day"),
        field => field.to_owned(),
    }
}

/// Lines below one another.
fn stacked(lines: &[String]) -> AnyView {
    let lines = lines.iter().cloned();
    let lines = lines.map(|line| view! { <div>{line}</div> });
    lines.collect::<Vec<_>>().into_any()
}
