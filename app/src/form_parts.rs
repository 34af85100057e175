//! Parts that several forms about a child share.

use components::TextInput;
#[cfg(feature = "ssr")]
use components::{Choice, Radios, WarningText};
#[cfg(feature = "ssr")]
use domain::child_record::Gender;
use leptos::prelude::*;

use crate::form::Filled;

/// A line of text that is neither completed nor corrected.
pub(crate) fn text(filled: &Filled, name: &'static str, label: &'static str) -> AnyView {
    view! {
        <TextInput name=name label=label autocomplete="off" spellcheck=false value=filled.value(name) error=filled.problem(name)/>
    }
    .into_any()
}

/// The lines of an address and its postcode, as `form::server::address` reads them.
pub(crate) fn address(filled: &Filled) -> AnyView {
    view! {
        {text(filled, "line_1", "Address line 1")}
        {text(filled, "line_2", "Address line 2 (optional)")}
        {text(filled, "town", "Town or city")}
        <TextInput name="postcode" label="Postcode" class="govuk-input--width-10" autocomplete="off" spellcheck=false value=filled.value("postcode") error=filled.problem("postcode")/>
    }
    .into_any()
}

/// What whoever looks at a shielded record is told.
#[cfg(feature = "ssr")]
pub(crate) fn warning(shielded: bool) -> AnyView {
    if !shielded {
        return ().into_any();
    }
    view! {
        <WarningText>"This record is shielded. Tell nobody what stands here."</WarningText>
    }
    .into_any()
}

/// For how long something has waited.
#[cfg(feature = "ssr")]
pub(crate) fn days(days: i64) -> String {
    match days {
        0 => "Less than a day".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

/// The gender, or that it is not specified (REC-03).
#[cfg(feature = "ssr")]
pub(crate) fn gender(filled: &Filled) -> AnyView {
    let choices = [Gender::Female, Gender::Male, Gender::NotSpecified]
        .map(|gender| Choice::new(gender.code(), gender.title()))
        .to_vec();
    view! {
        <Radios name="gender" legend="Gender" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("gender") error=filled.problem("gender")/>
    }
    .into_any()
}
