//! What is typed of a child whose record is asked for: the same questions when it is asked and when more
//! is told.

use components::{Checkboxes, Choice, DateInput, Radios, TextInput};
use domain::creating::Basis;
use leptos::prelude::*;

use crate::form::Filled;
use crate::form_parts::{address, gender, text};

/// The field that a line of the error summary leads to.
pub(super) fn id_of(field: &str) -> String {
    match field {
        "born" => "born-day".to_owned(),
        other => other.to_owned(),
    }
}

/// A box that is ticked or not.
pub(super) fn tick(filled: &Filled, name: &'static str, words: &'static str) -> AnyView {
    let ticked = filled.value(name).into_iter().collect::<Vec<_>>();
    let error = filled.problem(name);
    view! { <Checkboxes name=name choices=vec![Choice::new("yes", words)] values=ticked error=error small=true/> }
        .into_any()
}

/// All of them.
pub(super) fn questions(filled: &Filled) -> AnyView {
    view! {
        {child(filled)}
        {home(filled)}
        {basis(filled)}
        <h2 class="govuk-heading-m">"A parent or carer"</h2>
        {text(filled, "carer_given", "First names (optional)")}
        {text(filled, "carer_family", "Last name (optional)")}
    }
    .into_any()
}

fn child(filled: &Filled) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"The child"</h2>
        <TextInput name="given" label="First names" hint="Leave it empty for a newborn who has none yet" autocomplete="off" spellcheck=false value=filled.value("given") error=filled.problem("given")/>
        {text(filled, "family", "Last name")}
        <DateInput id="born" name_prefix="born_" legend="Date of birth" legend_class="govuk-fieldset__legend--s" hint="For example, 27 3 2017. If you do not know it, enter the likeliest day" day=filled.value("born_day") month=filled.value("born_month") year=filled.value("born_year") error=filled.problem("born")/>
        {tick(filled, "estimated", "This date is an estimate")}
        {gender(filled)}
    }
    .into_any()
}

fn home(filled: &Filled) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"Where the child lives now"</h2>
        {address(filled)}
        {tick(filled, "no_address", "No address is known")}
    }
    .into_any()
}

fn basis(filled: &Filled) -> AnyView {
    let elsewhere =
        "The child lives outside England and only uses a school, doctor or other service here";
    let choices = Basis::ALL
        .iter()
        .map(|basis| Choice::new(basis.code(), basis.title()))
        .chain([Choice::new(Basis::LIVES_ELSEWHERE, elsewhere)
            .hint("Such a child has no record on ContactPoint")])
        .collect::<Vec<_>>();
    view! {
        <Radios name="basis" legend="Why does the child count as living in England?" legend_class="govuk-fieldset__legend--m" choices=choices value=filled.value("basis") error=filled.problem("basis")/>
    }
    .into_any()
}
