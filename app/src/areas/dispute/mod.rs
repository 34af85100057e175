//! Disputes of items (DISP), for those who answer for the records. The server alone makes these pages.

mod list;
mod record;
mod server;
mod settle;

pub(crate) use list::ListPage;
pub(crate) use record::RecordPage;
pub(crate) use settle::SettlePage;

use components::{Choice, DateInput, Radios};
use leptos::prelude::*;

use crate::form::Filled;

/// One of several answers, and the day that goes with it: what both forms ask.
fn asked(
    filled: &Filled,
    [answer, which]: [&'static str; 2],
    choices: Vec<Choice>,
    [question, when, hint]: [&'static str; 3],
) -> AnyView {
    let part = |part: &str| filled.value(&format!("{question}_{part}"));
    let (day, month, year) = (part("day"), part("month"), part("year"));
    let (chosen, unchosen) = (filled.value(answer), filled.problem(answer));
    let error = filled.problem(question);
    view! {
        <Radios name=answer legend=which legend_class="govuk-fieldset__legend--s" choices=choices value=chosen error=unchosen/>
        <DateInput id=question name_prefix=format!("{question}_") legend=when legend_class="govuk-fieldset__legend--s" hint=hint day=day month=month year=year error=error/>
    }
    .into_any()
}

/// The id of a field, for the summary of what is to be mended.
fn id_of(field: &str) -> String {
    match field {
        "opened" | "settled" => format!("{field}-day"),
        field => field.to_owned(),
    }
}
