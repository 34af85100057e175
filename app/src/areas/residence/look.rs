//! A child who is believed to be back: the management team searches the archive, restores what can be
//! restored, and only then closes the report (LVE-03).

use components::{
    BackLink, Button, ButtonKind, Choice, DateInput, InsetText, Radios, SummaryList, SummaryRow,
    TextInput,
};
use domain::clock::written_date;
use domain::residence::{ReturnOutcome, ReturnShown, Sought};
use leptos::prelude::*;

use super::id_of;
use super::server::{CloseReturn, LookForms, SearchArchive, load_look};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn LookPage() -> impl IntoView {
    let report = param("report");
    let (done, returned) = (query("done"), query("form"));
    let forms = Resource::new_blocking(
        move || (report(), done(), returned()),
        |(report, _, returned)| load_look(report, returned),
    );
    loaded(forms, move |forms| {
        let LookForms {
            shown,
            manager,
            search,
            close,
        } = forms;
        let wrong = search.has_problems() || close.has_problems();
        let rows = rows(&shown);
        let summaries = [search.summary(id_of), close.summary(id_of)];
        let end = shown.sought.map(|sought| {
            view! { <CloseForm report=report() sought=sought manager=manager filled=close/> }
        });
        view! {
            <BackLink href="/leaving"/>
            {summaries.into_iter().collect::<Vec<_>>()}
            <Heading title="A child who is believed to have returned" caption=shown.name.to_string() error=wrong/>
            <SummaryList rows=rows/>
            {shown.sought.map(found)}
            <SearchForm report=report() filled=search/>
            {end}
        }
        .into_any()
    })
}

fn rows(shown: &ReturnShown) -> Vec<SummaryRow> {
    let postcode = match &shown.postcode {
        Some(postcode) => postcode.to_string(),
        None => "Not known".to_owned(),
    };
    vec![
        SummaryRow::new("Name", shown.name.to_string()),
        SummaryRow::new("Date of birth", written_date(shown.born)),
        SummaryRow::new("Lives now at postcode", postcode),
        SummaryRow::new(
            "Reported",
            format!(
                "{}, {}",
                shown.organisation,
                written_date(shown.reported_on)
            ),
        ),
    ]
}

/// What one's own search came to.
fn found(sought: Sought) -> AnyView {
    let (words, window) = match sought {
        Sought::Nothing => ("You searched: no archived record was found.", None),
        Sought::ToRestore(window) => (
            "You searched and found an archived record. If it is this child’s, restore it.",
            Some(window),
        ),
        Sought::Stays(window) => (
            "You searched and found an archived record that cannot be restored.",
            Some(window),
        ),
    };
    let link = window.map(|window| {
        let href = format!("/archive/{window}");
        view! { " "<a class="govuk-link" href=href>"Look at the record"</a> }
    });
    view! { <InsetText>{words}{link}</InsetText> }.into_any()
}

/// The search of the archive, filled with what was reported.
#[component]
fn SearchForm(report: String, filled: Filled) -> impl IntoView {
    let search = ServerAction::<SearchArchive>::new();
    view! {
        <h2 class="govuk-heading-m">"Search the archive"</h2>
        <p class="govuk-body">
            "Records of every authority are searched, because the child has returned to England. What you found opens for five working days, and every look is recorded."
        </p>
        <PostForm action=search>
            <input type="hidden" name="report" value=report/>
            <TextInput name="given" label="First names" label_class="govuk-label--s" autocomplete="off" value=filled.value("given") error=filled.problem("given")/>
            <TextInput name="family" label="Last name" label_class="govuk-label--s" autocomplete="off" value=filled.value("family") error=filled.problem("family")/>
            <DateInput id="born" name_prefix="born_" legend="Date of birth" legend_class="govuk-fieldset__legend--s" day=filled.value("born_day") month=filled.value("born_month") year=filled.value("born_year") error=filled.problem("born")/>
            <TextInput name="number" label="ContactPoint number" label_class="govuk-label--s" hint="Only if you know it: then the name is not searched" class="govuk-input--width-20" autocomplete="off" value=filled.value("number") error=filled.problem("number")/>
            <TextInput name="reference" label="Case reference" label_class="govuk-label--s" hint="It is kept in the audit trail alone. For example, RET/2026-14" class="govuk-input--width-20" autocomplete="off" value=filled.value("reference") error=filled.problem("reference")/>
            <Button button_type="submit" prevent_double_click=true>"Search the archive"</Button>
        </PostForm>
    }
    .into_any()
}

/// The end of a report that no restoration ends.
#[component]
fn CloseForm(report: String, sought: Sought, manager: bool, filled: Filled) -> impl IntoView {
    let close = ServerAction::<CloseReturn>::new();
    let another = manager && matches!(sought, Sought::ToRestore(_));
    let choices = ReturnOutcome::ALL
        .iter()
        .filter(|outcome| another || **outcome == ReturnOutcome::NotFound)
        .map(|outcome| Choice::new(outcome.code(), outcome.title()))
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Close the report"</h2>
        <p class="govuk-body">
            "Restoring a record closes the report by itself. Whoever sent it is told to use the record, or otherwise only that it has been seen to."
        </p>
        <PostForm action=close>
            <input type="hidden" name="report" value=report/>
            <Radios name="outcome" legend="What did the search come to?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("outcome") error=filled.problem("outcome")/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Close the report"</Button>
        </PostForm>
    }
    .into_any()
}
