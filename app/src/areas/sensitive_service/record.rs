//! Recording that one's own sensitive service works with a child (SENS-02).

use components::{BackLink, Button, Choice, DateInput, InsetText, Radios, TextInput};
use domain::involvement::Level;
use leptos::prelude::*;

use super::attest::{attestation, id_of};
use super::server::{Record, RecordForm, load_record_form};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page on which an involvement of a sensitive service is recorded.
#[component]
pub(crate) fn RecordPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_record_form(opening, returned),
    );
    loaded(form, move |form| form_view(form, opening()))
}

fn form_view(form: RecordForm, opening: String) -> AnyView {
    let record = ServerAction::<Record>::new();
    let RecordForm {
        child,
        services,
        filled,
    } = form;
    let back = format!("/child-record/{opening}");
    let title = "Record an involvement of a sensitive service";
    if services.is_empty() {
        return view! {
            <BackLink href=back/>
            <Heading title=title caption=child/>
            <p class="govuk-body">
                "Your organisation has not registered a sensitive service. Ask the ContactPoint manager of your local authority."
            </p>
        }
        .into_any();
    }
    let services = services
        .into_iter()
        .map(|service| Choice::new(service.id.to_string(), service.name))
        .collect::<Vec<_>>();
    view! {
        <BackLink href=back/>
        {filled.summary(id_of)}
        <Heading title=title caption=child error=filled.has_problems()/>
        <InsetText>
            "The record will say only that an unspecified sensitive service is involved. Your details are seen by you and by the manager who passes requests on."
        </InsetText>
        <PostForm action=record>
            <input type="hidden" name="opening" value=opening/>
            <Radios name="service" legend="Which service is working with the child?" legend_class="govuk-fieldset__legend--s" choices=services value=filled.value("service") error=filled.problem("service")/>
            {details(&filled)}
            {attestation(&filled)}
            <Button button_type="submit" prevent_double_click=true>"Record involvement"</Button>
        </PostForm>
    }
    .into_any()
}

/// Whom to ring, and since when.
pub(super) fn details(filled: &Filled) -> AnyView {
    let levels = Level::ALL
        .iter()
        .rev()
        .map(|level| Choice::new(level.code(), level.title()))
        .collect::<Vec<_>>();
    view! {
        <Radios name="level" legend="Who should requests be passed on to?" legend_class="govuk-fieldset__legend--s" choices=levels value=filled.value("level") error=filled.problem("level")/>
        <TextInput name="telephone" label="Telephone number" label_class="govuk-label--s" class="govuk-input--width-20" input_type="tel" autocomplete="off" value=filled.value("telephone") error=filled.problem("telephone")/>
        <DateInput id="started" name_prefix="started_" legend="When did you start working with the child?" legend_class="govuk-fieldset__legend--s" day=filled.value("started_day") month=filled.value("started_month") year=filled.value("started_year") error=filled.problem("started")/>
    }
    .into_any()
}
