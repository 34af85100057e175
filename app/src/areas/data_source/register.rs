//! Registering a source.

use components::{BackLink, Button, Choice, Radios, Select, TextInput};
use domain::data_source::kinds;
use leptos::prelude::*;

use super::server::{Register, RegisterForm, load_register};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn RegisterPage() -> impl IntoView {
    let returned = query("form");
    let form = Resource::new_blocking(returned, load_register);
    loaded(form, |form| {
        let RegisterForm {
            bodies,
            national,
            filled,
        } = form;
        let register = ServerAction::<Register>::new();
        let kinds = kinds(!national)
            .iter()
            .map(|kind| Choice::new(kind.code(), kind.title()))
            .collect::<Vec<_>>();
        let mut choices = vec![Choice::new("", "Choose a body")];
        choices.extend(
            bodies
                .into_iter()
                .map(|body| Choice::new(body.id.to_string(), body.name)),
        );
        let title = if national {
            "Register a national source"
        } else {
            "Register a source"
        };
        view! {
            <BackLink href="/sources" text="Sources of data"/>
            {filled.summary(str::to_owned)}
            <Heading title=title error=filled.has_problems()/>
            <p class="govuk-body">"Only bodies that the law requires or permits to supply can be behind a source. It supplies nothing until it has been agreed with, accredited and connected."</p>
            <PostForm action=register>
                <TextInput name="name" label="Name of the source" label_class="govuk-label--s" hint="What people call the system or register. For example, Bradford pupils" autocomplete="off" spellcheck=false value=filled.value("name") error=filled.problem("name")/>
                <Radios name="kind" legend="What kind of source is it?" legend_class="govuk-fieldset__legend--s" hint="By this it is believed more or less about each item" choices=kinds value=filled.value("kind") error=filled.problem("kind")/>
                <Select name="organisation" label="Who is behind it?" label_class="govuk-label--s" choices=choices value=filled.value("organisation") error=filled.problem("organisation")/>
                <Button button_type="submit" prevent_double_click=true>"Register the source"</Button>
            </PostForm>
        }
        .into_any()
    })
}
