//! Asking that a record be shielded: a ground, and nothing in words (SHLD-02, D-06).

use components::{
    BackLink, Button, Checkboxes, Choice, Conditional, DateInput, Radios, WarningText,
};
use domain::shielding::{Ground, Justification, OBJECTION, Origin};
use leptos::prelude::*;

use super::server::{AskForm, Request, load_ask_form};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The field that a line of the error summary leads to.
fn id_of(field: &str) -> String {
    match field {
        "until" => "until-day".to_owned(),
        other => other.to_owned(),
    }
}

/// The page.
#[component]
pub(crate) fn AskPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_ask_form(opening, returned),
    );
    loaded(form, move |form| {
        let request = ServerAction::<Request>::new();
        let AskForm {
            child,
            manager,
            filled,
        } = form;
        let on_behalf = manager.then(|| on_behalf(&filled));
        view! {
            <BackLink href=format!("/child-record/{}", opening())/>
            {filled.summary(id_of)}
            <Heading title="Shield this record" caption=child error=filled.has_problems()/>
            <p class="govuk-body">
                "Everyone but the manager who answers for the record sees no more than the child’s name, date of birth, gender and number. This includes you and the others who work with the child."
            </p>
            <WarningText>"The record is shielded as soon as you send this. It is looked at within 7 days."</WarningText>
            <PostForm action=request>
                <input type="hidden" name="opening" value=opening()/>
                {on_behalf}
                {ground(&filled, manager)}
                {discussed(&filled)}
                <DateInput id="until" name_prefix="until_" legend="Until when is it needed, if you know?" legend_class="govuk-fieldset__legend--s" hint="However short. It does not end by itself: it is looked at on that day" day=filled.value("until_day") month=filled.value("until_month") year=filled.value("until_year") error=filled.problem("until")/>
                <Button button_type="submit" prevent_double_click=true>"Shield now"</Button>
            </PostForm>
        }
        .into_any()
    })
}

/// For whom, where a manager asks (SHLD-04).
fn on_behalf(filled: &Filled) -> AnyView {
    let choices = vec![
        Choice::new(Origin::User.code(), "Myself"),
        Choice::new(
            Origin::MemberOfPublic.code(),
            Origin::MemberOfPublic.title(),
        ),
        Choice::new(Origin::NonUser.code(), Origin::NonUser.title()),
    ];
    let chosen = filled
        .value("origin")
        .unwrap_or_else(|| Origin::User.code().to_owned());
    view! {
        <Radios name="origin" legend="Who asks?" legend_class="govuk-fieldset__legend--s" hint="For others only where your authority answers for the record" choices=choices value=chosen error=filled.problem("origin")/>
    }
    .into_any()
}

fn ground(filled: &Filled, manager: bool) -> AnyView {
    let mut choices = Ground::PLAIN
        .map(|ground| Choice::new(ground.code(), ground.title()))
        .to_vec();
    let mut conditionals = Vec::new();
    if manager {
        choices.push(Choice::new(Ground::EXCEPTIONAL, "Exceptional grounds"));
        let why = Justification::ALL
            .map(|why| Choice::new(why.code(), why.title()))
            .to_vec();
        let problem = filled.problem("justification");
        let chosen = filled.value("justification");
        conditionals.push(Conditional::new(
            Ground::EXCEPTIONAL,
            view! { <Radios name="justification" legend="What justifies it?" choices=why value=chosen error=problem small=true/> },
        ));
    }
    choices.push(Choice::new(
        OBJECTION,
        "The child or the family objects to ContactPoint",
    ));
    view! {
        <Radios name="ground" legend="Why must the record be shielded?" legend_class="govuk-fieldset__legend--s" choices=choices conditionals=conditionals value=filled.value("ground") error=filled.problem("ground")/>
    }
    .into_any()
}

/// Asked for and never required (SHLD-02).
fn discussed(filled: &Filled) -> AnyView {
    let choices = vec![
        Choice::new("family", "With the child or the family"),
        Choice::new("manager", "With my own manager"),
    ];
    let chosen = filled.value("discussed").unwrap_or_default();
    let chosen = chosen.split(' ').map(str::to_owned).collect::<Vec<_>>();
    view! {
        <Checkboxes name="discussed[]" id="discussed" legend="Have you talked it over?" legend_class="govuk-fieldset__legend--s" hint="Wherever possible. Do not wait for it if somebody is in danger" choices=choices values=chosen/>
    }
    .into_any()
}
