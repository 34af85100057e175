//! Logging a request that was received; for users who do not answer it, passing it on.

use components::{
    BackLink, Button, Checkboxes, Choice, DateInput, NotificationBanner, Radios, TextInput,
};
use domain::subject_access::{Applicant, ForwardedBy, Writing};
use leptos::prelude::*;

use super::id_of;
use super::server::{LogForm, SendRequest, load_log};
use crate::form::{Filled, PostForm};
use crate::form_parts::text;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn LogPage() -> impl IntoView {
    let (done, returned) = (query("done"), query("form"));
    let form = Resource::new_blocking(
        move || (done(), returned()),
        |(_, returned)| load_log(returned),
    );
    loaded(form, move |form| {
        let LogForm {
            answers,
            token,
            filled,
        } = form;
        let passed_on = (done().as_deref() == Some("passed-on"))
            .then_some("Thank you. The request is with the ContactPoint team that answers it");
        let (title, words, back) = if answers {
            (
                "Log a request for what is held",
                "A request about a record of another authority is sent on to it by itself.",
                "/subject-access",
            )
        } else {
            (
                "Pass on a request for what is held",
                "If somebody hands you a request in writing to see what ContactPoint holds about them, pass it on here and send the paper to your local authority’s ContactPoint team. Do not show them the record as an answer.",
                "/search",
            )
        };
        view! {
            <BackLink href=back/>
            {passed_on.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(id_of)}
            <Heading title=title error=filled.has_problems()/>
            <p class="govuk-body">{words}</p>
            {fields(answers, token, filled)}
        }
        .into_any()
    })
}

fn fields(answers: bool, token: String, filled: Filled) -> AnyView {
    let log = ServerAction::<SendRequest>::new();
    let applicants = Applicant::ALL
        .iter()
        .copied()
        .filter(|applicant| answers || *applicant != Applicant::Practitioner)
        .map(|applicant| Choice::new(applicant.code(), applicant.title()))
        .collect::<Vec<_>>();
    let writings = Writing::ALL
        .iter()
        .map(|writing| Choice::new(writing.code(), writing.title()))
        .chain([Choice::new("no", "It was not in writing")])
        .collect::<Vec<_>>();
    let another = vec![Choice::new(
        "yes",
        "Somebody else asks on their behalf, such as a solicitor",
    )];
    let another_value = filled.value("by_another").into_iter().collect::<Vec<_>>();
    let forwarded = answers.then(|| {
        let by = ForwardedBy::ALL
            .iter()
            .map(|by| Choice::new(by.code(), by.title()));
        let choices = std::iter::once(Choice::new("", "Nobody: it came from the applicant"))
            .chain(by)
            .collect::<Vec<_>>();
        let value = filled.value("forwarded_by").unwrap_or_default();
        view! {
            <Radios name="forwarded_by" legend="Who sent it on to you?" legend_class="govuk-fieldset__legend--s" choices=choices value=value/>
        }
    });
    let user_name = answers.then(|| {
        view! {
            <TextInput name="user_name" label="Practitioner’s user name" hint="Only for a practitioner" autocomplete="off" spellcheck=false value=filled.value("user_name") error=filled.problem("user_name")/>
        }
    });
    view! {
        <PostForm action=log>
            <input type="hidden" name="token" value=token/>
            <Radios name="applicant" legend="Who asks, and for whose data?" legend_class="govuk-fieldset__legend--s" choices=applicants value=filled.value("applicant") error=filled.problem("applicant")/>
            <Checkboxes name="by_another" legend="On whose behalf?" legend_class="govuk-fieldset__legend--s" choices=another values=another_value/>
            <TextInput name="number" label="Child’s ContactPoint number" hint="Of a parent’s own data: the number of a child on whose record they stand" class="govuk-input--width-20" autocomplete="off" spellcheck=false value=filled.value("number") error=filled.problem("number")/>
            <p class="govuk-body">"Only for a parent’s or carer’s own data, the name under which they stand on the record:"</p>
            {text(&filled, "given", "First names")}
            {text(&filled, "family", "Last name")}
            {user_name}
            <Radios name="writing" legend="How did it come in writing?" legend_class="govuk-fieldset__legend--s" choices=writings value=filled.value("writing") error=filled.problem("writing")/>
            {forwarded}
            <DateInput id="received" name_prefix="received_" legend="When was it received?" legend_class="govuk-fieldset__legend--s" hint="The clock runs from this day" day=filled.value("received_day") month=filled.value("received_month") year=filled.value("received_year") error=filled.problem("received")/>
            <Button button_type="submit" prevent_double_click=true>{if answers { "Log the request" } else { "Pass it on" }}</Button>
        </PostForm>
    }
    .into_any()
}
