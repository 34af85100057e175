//! Making a record with a code: everything is typed anew (NEWID-01, NEWID-03).

use components::{Button, DateInput, NotificationBanner, TextInput, WarningText};
use leptos::prelude::*;

use super::server::{Make, load_make_form};
use crate::form::{Filled, PostForm};
use crate::form_parts::{address, gender, text};
use crate::page::{Heading, loaded, query};

/// The field that a line of the error summary leads to.
fn id_of(field: &str) -> String {
    match field {
        "born" => "born-day".to_owned(),
        other => other.to_owned(),
    }
}

/// The page.
#[component]
pub(crate) fn MakePage() -> impl IntoView {
    let (done, returned) = (query("done"), query("form"));
    let form = Resource::new_blocking(
        move || (done(), returned()),
        |(_, returned)| load_make_form(returned),
    );
    loaded(form, move |filled| {
        let made = done().map(|_| {
            let text = "The code has been used. The record can be found some working days from now";
            view! { <NotificationBanner text=text success=true/> }
        });
        let make = ServerAction::<Make>::new();
        view! {
            {made}
            {filled.summary(id_of)}
            <Heading title="Make a record for a new identity" error=filled.has_problems()/>
            <p class="govuk-body">
                "With the code that was given when the old record was sealed. The child lives in your local authority now. The record appears by itself, on one of the next fifteen working days, and looks like any other."
            </p>
            <WarningText>"Enter nothing of who the child was: no former name, no NHS or pupil number, nobody who worked with the child before."</WarningText>
            <PostForm action=make>
                <TextInput name="code" label="Code" label_class="govuk-label--s" hint="16 letters and digits" class="govuk-input--width-20" autocomplete="off" value=filled.value("code") error=filled.problem("code")/>
                {child(&filled)}
                <h2 class="govuk-heading-m">"Where the child lives now"</h2>
                {address(&filled)}
                {parents(&filled)}
                <Button button_type="submit" prevent_double_click=true>"Make the record"</Button>
            </PostForm>
        }
        .into_any()
    })
}

fn child(filled: &Filled) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"The child"</h2>
        {text(filled, "given", "First names")}
        {text(filled, "family", "Last name")}
        <DateInput id="born" name_prefix="born_" legend="Date of birth" legend_class="govuk-fieldset__legend--s" day=filled.value("born_day") month=filled.value("born_month") year=filled.value("born_year") error=filled.problem("born")/>
        {gender(filled)}
    }
    .into_any()
}

fn parents(filled: &Filled) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"Who has parental responsibility"</h2>
        {text(filled, "parent_1_given", "First names of one parent (optional)")}
        {text(filled, "parent_1_family", "Last name of one parent (optional)")}
        {text(filled, "parent_2_given", "First names of another parent (optional)")}
        {text(filled, "parent_2_family", "Last name of another parent (optional)")}
    }
    .into_any()
}
