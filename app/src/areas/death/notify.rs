//! Telling that a child has died (DTH-01).

use components::{BackLink, Button, Choice, DateInput, Radios, WarningText};
use domain::child_record::Verified;
use leptos::prelude::*;

use super::server::{Notify, NotifyForm, load_notify_form};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The field that a line of the error summary leads to.
pub(super) fn id_of(field: &str) -> String {
    match field {
        "died" => "died-day".to_owned(),
        other => other.to_owned(),
    }
}

/// How it was verified.
pub(super) fn verified(filled: &Filled, legend: &'static str, ways: &[Verified]) -> AnyView {
    let choices = ways
        .iter()
        .map(|way| Choice::new(way.code(), way.title()))
        .collect::<Vec<_>>();
    view! {
        <Radios name="verified" legend=legend legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("verified") error=filled.problem("verified")/>
    }
    .into_any()
}

/// The day of death.
pub(super) fn died(filled: &Filled) -> AnyView {
    view! {
        <DateInput id="died" name_prefix="died_" legend="Date of death" legend_class="govuk-fieldset__legend--s" day=filled.value("died_day") month=filled.value("died_month") year=filled.value("died_year") error=filled.problem("died")/>
    }
    .into_any()
}

/// The page.
#[component]
pub(crate) fn NotifyPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_notify_form(opening, returned),
    );
    loaded(form, move |form| {
        let notify = ServerAction::<Notify>::new();
        let NotifyForm { child, filled } = form;
        let ways = [
            Verified::ToldByParentOrCarer,
            Verified::DocumentSeen,
            Verified::OtherAgency,
            Verified::SourceSystem,
        ];
        view! {
            <BackLink href=format!("/child-record/{}", opening())/>
            {filled.summary(id_of)}
            <Heading title="Tell us that this child has died" caption=child error=filled.has_problems()/>
            <p class="govuk-body">
                "The record shows it at once, so that nobody writes to or calls on the family unknowing. Everyone who is recorded as working with the child is told."
            </p>
            <WarningText>"Only go on if you can verify it."</WarningText>
            <PostForm action=notify>
                <input type="hidden" name="opening" value=opening()/>
                {died(&filled)}
                {verified(&filled, "How do you know?", &ways)}
                <Button button_type="submit" prevent_double_click=true>"Confirm and tell"</Button>
            </PostForm>
        }
        .into_any()
    })
}
