//! Logging a complaint that was received.

use components::{BackLink, Button, Choice, Conditional, DateInput, Radios, TextInput};
use domain::complaint::{About, Complainant, Reach};
use leptos::prelude::*;

use super::id_of;
use super::server::{LogForm, SendComplaint, load_log};
use crate::form::{Filled, PostForm};
use crate::form_parts::{address, text};
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn LogPage() -> impl IntoView {
    let returned = query("form");
    let form = Resource::new_blocking(returned, load_log);
    loaded(form, move |form| {
        let LogForm { token, filled } = form;
        view! {
            <BackLink href="/complaints"/>
            {filled.summary(id_of)}
            <Heading title="Log a complaint" error=filled.has_problems()/>
            <p class="govuk-body">
                "The words of the complaint stay in your authority’s own file. Nothing of it is shown on any child’s record."
            </p>
            {fields(token, filled)}
        }
        .into_any()
    })
}

/// The question what a complaint is about, and when that came about.
pub(super) fn part(filled: &Filled) -> AnyView {
    let choices = About::ALL
        .iter()
        .map(|about| Choice::new(about.code(), about.title()))
        .collect::<Vec<_>>();
    view! {
        <Radios name="about" legend="What is it about?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("about") error=filled.problem("about")/>
        <DateInput id="arose" name_prefix="arose_" legend="When did it happen?" legend_class="govuk-fieldset__legend--s" hint="The latest day, if it went on for some time" day=filled.value("arose_day") month=filled.value("arose_month") year=filled.value("arose_year") error=filled.problem("arose")/>
    }
    .into_any()
}

fn reach(filled: &Filled) -> AnyView {
    let [post, email] = Reach::CODES;
    let choices = vec![
        Choice::new(post, "By post"),
        Choice::new(email, "By e-mail"),
    ];
    let typed = filled.clone();
    let conditionals = vec![
        Conditional::new(post, address(filled)),
        Conditional::new(
            email,
            view! {
                <TextInput name="email" label="E-mail address" input_type="email" autocomplete="off" spellcheck=false value=typed.value("email") error=typed.problem("email")/>
            },
        ),
    ];
    view! {
        <Radios name="reach" legend="How is the answer sent?" legend_class="govuk-fieldset__legend--s" choices=choices conditionals=conditionals value=filled.value("reach") error=filled.problem("reach")/>
    }
    .into_any()
}

fn fields(token: String, filled: Filled) -> AnyView {
    let log = ServerAction::<SendComplaint>::new();
    let complainants = Complainant::ALL
        .iter()
        .map(|one| Choice::new(one.code(), one.title()))
        .collect::<Vec<_>>();
    view! {
        <PostForm action=log>
            <input type="hidden" name="token" value=token/>
            <Radios name="complainant" legend="Who complains?" legend_class="govuk-fieldset__legend--s" choices=complainants value=filled.value("complainant") error=filled.problem("complainant")/>
            {text(&filled, "given", "First names")}
            {text(&filled, "family", "Last name")}
            {reach(&filled)}
            {part(&filled)}
            <DateInput id="received" name_prefix="received_" legend="When was the complaint received?" legend_class="govuk-fieldset__legend--s" hint="The 20 working days run from this day" day=filled.value("received_day") month=filled.value("received_month") year=filled.value("received_year") error=filled.problem("received")/>
            <TextInput name="reference" label="Reference of your authority’s own file" class="govuk-input--width-20" autocomplete="off" spellcheck=false value=filled.value("reference") error=filled.problem("reference")/>
            <TextInput name="number" label="ContactPoint number that the complaint names (optional)" class="govuk-input--width-20" autocomplete="off" spellcheck=false value=filled.value("number") error=filled.problem("number")/>
            <Button button_type="submit" prevent_double_click=true>"Log the complaint"</Button>
        </PostForm>
    }
    .into_any()
}
