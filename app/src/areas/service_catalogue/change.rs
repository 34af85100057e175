//! Adding a service to the catalogue, renaming it, and flagging it as sensitive (INV-02, SENS-01).

use components::{BackLink, Button, Choice, Radios, Select, SummaryList, SummaryRow, TextInput};
use leptos::prelude::*;

use super::server::{Add, Change, ServiceForm, load_form};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The field that a line of the error summary leads to.
fn id_of(field: &str) -> String {
    field.to_owned()
}

/// What the service is called.
fn name(filled: &Filled) -> AnyView {
    view! {
        <TextInput name="name" label="Name of the service" label_class="govuk-label--s" hint="As people know it. Words only: nothing that tells why a child is there" value=filled.value("name") error=filled.problem("name")/>
    }
    .into_any()
}

/// The page on which a service is added.
#[component]
pub(crate) fn AddPage() -> impl IntoView {
    let returned = query("form");
    let form = Resource::new_blocking(returned, |returned| load_form(None, returned));
    loaded(form, add_view)
}

fn add_view(form: ServiceForm) -> AnyView {
    let add = ServerAction::<Add>::new();
    let ServiceForm { catalogue, filled } = form;
    let organisations = std::iter::once(Choice::new("", "Choose an organisation"))
        .chain(
            catalogue
                .organisations
                .into_iter()
                .map(|one| Choice::new(one.id.to_string(), one.name)),
        )
        .collect::<Vec<_>>();
    let types = std::iter::once(Choice::new("", "Choose a kind"))
        .chain(
            catalogue
                .types
                .into_iter()
                .map(|kind| Choice::new(kind.code, kind.name)),
        )
        .collect::<Vec<_>>();
    view! {
        <BackLink href="/services"/>
        {filled.summary(id_of)}
        <Heading title="Add a service" error=filled.has_problems()/>
        <PostForm action=add>
            <Select name="organisation" label="Whose service is it?" choices=organisations value=filled.value("organisation") error=filled.problem("organisation")/>
            <Select name="service_type" label="What kind of service is it?" choices=types value=filled.value("service_type") error=filled.problem("service_type")/>
            {name(&filled)}
            <Button button_type="submit" prevent_double_click=true>"Add service"</Button>
        </PostForm>
    }
    .into_any()
}

/// The page on which a service is changed.
#[component]
pub(crate) fn ChangePage() -> impl IntoView {
    let service = param("service");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (service(), returned()),
        |(service, returned)| load_form(Some(service), returned),
    );
    loaded(form, change_view)
}

fn change_view(form: ServiceForm) -> AnyView {
    let change = ServerAction::<Change>::new();
    let ServiceForm { catalogue, filled } = form;
    let Some(service) = catalogue.services.into_iter().next() else {
        return ().into_any();
    };
    let rows = vec![
        SummaryRow::new("Organisation", service.organisation),
        SummaryRow::new("Kind", service.service_type),
    ];
    let choices = vec![
        Choice::new("no", "By name"),
        Choice::new("yes", "As an unspecified sensitive service").hint(
            "Everything recorded of it is hidden at once, and needs consent within four weeks",
        ),
    ];
    let hint = if service.sensitive_type {
        "This kind of service is sensitive everywhere, whatever is chosen here"
    } else {
        ""
    };
    view! {
        <BackLink href="/services"/>
        {filled.summary(id_of)}
        <Heading title="Change a service" error=filled.has_problems()/>
        <SummaryList rows=rows/>
        <PostForm action=change>
            <input type="hidden" name="service" value=service.id.to_string()/>
            {name(&filled)}
            <Radios name="sensitive" legend="How do records show it?" legend_class="govuk-fieldset__legend--s" hint=hint choices=choices value=filled.value("sensitive") error=filled.problem("sensitive")/>
            <Button button_type="submit" prevent_double_click=true>"Save changes"</Button>
        </PostForm>
    }
    .into_any()
}
