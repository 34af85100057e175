//! Telling that a child is believed to have come back (LVE-03). What is answered is the same whatever
//! there is (G-DENY).

use components::{
    Button, CharacterCount, Choice, DateInput, NotificationBanner, Radios, SummaryList, SummaryRow,
    TextInput,
};
use domain::clock::written_date;
use domain::reason::Reason;
use domain::residence::MyReturn;
use leptos::prelude::*;

use super::id_of;
use super::server::{ReportReturn, ReturnedForm, load_returned};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn ReturnedPage() -> impl IntoView {
    let (done, of, returned) = (query("done"), query("of"), query("form"));
    let form = Resource::new_blocking(
        move || (done(), of(), returned()),
        |(_, _, returned)| load_returned(returned),
    );
    loaded(form, move |form| {
        let report = ServerAction::<ReportReturn>::new();
        let ReturnedForm {
            mine,
            reasons,
            filled,
        } = form;
        let sent = (done().as_deref() == Some("reported")).then_some(
            "Thank you. The local authority’s ContactPoint team looks for a record and tells you under ‘My tasks’",
        );
        let choices = reasons
            .into_iter()
            .map(|reason| Choice::new(reason.code(), reason.label()))
            .collect::<Vec<_>>();
        view! {
            {sent.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(id_of)}
            <Heading title="Tell us that a child has returned to England" error=filled.has_problems()/>
            <p class="govuk-body">
                "If you searched and no record matched, and you believe that the child lived in England before, tell the ContactPoint team of the place where the child lives now. Wait for its answer before you ask for a new record."
            </p>
            <PostForm action=report>
                <TextInput name="given" label="First names" label_class="govuk-label--s" autocomplete="off" spellcheck=false value=filled.value("given") error=filled.problem("given")/>
                <TextInput name="family" label="Last name" label_class="govuk-label--s" autocomplete="off" spellcheck=false value=filled.value("family") error=filled.problem("family")/>
                <DateInput id="born" name_prefix="born_" legend="Date of birth" legend_class="govuk-fieldset__legend--s" hint="For example, 27 3 2017" day=filled.value("born_day") month=filled.value("born_month") year=filled.value("born_year") error=filled.problem("born")/>
                <TextInput name="postcode" label="Postcode where the child lives now" label_class="govuk-label--s" hint="If you do not know it, leave it empty: your own authority’s team is asked" class="govuk-input--width-10" autocomplete="off" spellcheck=false value=filled.value("postcode") error=filled.problem("postcode")/>
                <Radios name="reason" legend="Why do you need the record?" legend_class="govuk-fieldset__legend--s" choices=choices small=true value=filled.value("reason") error=filled.problem("reason")/>
                <CharacterCount name="words" label="Explain your reason" hint="Needed for ‘Another reason’. Nothing about the child’s circumstances" maxlength=Reason::LONGEST_WORDS rows=2 value=filled.value("words").unwrap_or_default() error=filled.problem("words")/>
                <Button button_type="submit" prevent_double_click=true>"Send"</Button>
            </PostForm>
            {waiting(mine)}
        }
        .into_any()
    })
}

/// One's own reports that wait.
fn waiting(mine: Vec<MyReturn>) -> AnyView {
    if mine.is_empty() {
        return ().into_any();
    }
    let rows = mine
        .into_iter()
        .map(|report| {
            let words = format!("Sent on {}", written_date(report.reported_on));
            SummaryRow::new(report.name.to_string(), words)
        })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Your reports that are not answered yet"</h2>
        <SummaryList rows=rows/>
    }
    .into_any()
}
