//! Leaving England and coming back: what users tell, and what the management team sees to (LVE).

mod case;
mod desk;
mod left;
mod look;
mod returned;
mod server;

pub(crate) use case::CasePage;
pub(crate) use desk::DeskPage;
pub(crate) use left::LeftPage;
pub(crate) use look::LookPage;
pub(crate) use returned::ReturnedPage;

use components::{Choice, DateInput, Radios};
use domain::residence::{Departure, Intention, WentTo};
use leptos::prelude::*;

use crate::form::Filled;

/// The field that a line of the error summary leads to.
fn id_of(field: &str) -> String {
    match field {
        "ceased" => "ceased-day".to_owned(),
        "born" => "born-day".to_owned(),
        other => other.to_owned(),
    }
}

/// What is asked about a departure: since when, where to, and whether they mean to come back.
fn departure_fields(filled: &Filled) -> AnyView {
    let places = WentTo::ALL
        .iter()
        .map(|place| Choice::new(place.code(), place.title()))
        .collect::<Vec<_>>();
    let intentions = Intention::ALL
        .iter()
        .map(|intention| Choice::new(intention.code(), intention.title()))
        .collect::<Vec<_>>();
    view! {
        <DateInput id="ceased" name_prefix="ceased_" legend="When did they cease to live in England?" legend_class="govuk-fieldset__legend--s" hint="For example, 27 3 2026" day=filled.value("ceased_day") month=filled.value("ceased_month") year=filled.value("ceased_year") error=filled.problem("ceased")/>
        <Radios name="went_to" legend="Where did they go?" legend_class="govuk-fieldset__legend--s" choices=places value=filled.value("went_to") error=filled.problem("went_to")/>
        <Radios name="intention" legend="Do they mean to return?" legend_class="govuk-fieldset__legend--s" choices=intentions value=filled.value("intention") error=filled.problem("intention")/>
    }
    .into_any()
}

/// A departure in one sentence.
fn words(departure: &Departure) -> String {
    let intention = match departure.intention {
        Intention::Returns => "means to return within three years",
        Intention::DoesNotReturn => "does not mean to return within three years",
        Intention::NoInformation => "whether the family means to return is not known",
    };
    let where_to = match departure.went_to {
        WentTo::Unknown => "to a place that is not known".to_owned(),
        WentTo::Abroad => "to another country".to_owned(),
        place => format!("to {}", place.title()),
    };
    format!(
        "Left on {} {where_to}; {intention}",
        domain::clock::written_date(departure.ceased_on)
    )
}
