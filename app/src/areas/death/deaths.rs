//! Deaths that wait for their confirmation, and the correction of a mistaken one (T-19, DTH-03).

use components::{
    Action, BackLink, Button, NotificationBanner, SummaryList, SummaryRow, TextInput,
};
use domain::child_record::Verified;
use domain::clock::written_date;
use domain::death::NotifiedDeath;
use leptos::prelude::*;

use super::certificates::certificates;
use super::notify::{id_of, verified};
use super::server::{DeathsShown, Listed, Reverse, ReverseForm, load_deaths, load_reverse_form};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};
use crate::picked::{PickedNote, query_show};

/// The page.
#[component]
pub(crate) fn DeathsPage() -> impl IntoView {
    let (done, returned, show) = (query("done"), query("form"), query_show());
    let list = Resource::new_blocking(
        move || (done(), returned(), show()),
        |(_, returned, show)| load_deaths(returned, show),
    );
    loaded(list, move |shown| {
        let DeathsShown { deaths, filled } = shown;
        let words = match done().as_deref() {
            Some("corrected") => Some("The notification has been corrected"),
            Some("entered") => Some("The certificate waits for a second person"),
            Some("decided") => Some("Your decision has been carried out"),
            _ => None,
        };
        let body = match deaths {
            Listed::Unconfirmed(deaths) => unconfirmed(deaths),
            Listed::Certificates(waiting) => certificates(waiting, filled),
        };
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {body}
        }
        .into_any()
    })
}

fn unconfirmed(deaths: Vec<(usize, NotifiedDeath)>) -> AnyView {
    let none = deaths.is_empty();
    let cards = deaths.into_iter().map(card).collect::<Vec<_>>();
    view! {
        <Heading title="Deaths that are not confirmed"/>
        <p class="govuk-body">
            "Users see the date of death at once and cannot tell whether it is confirmed. The record stays until the Registrar General has confirmed it."
        </p>
        <PickedNote/>
        {none.then(|| view! { <p class="govuk-body">"No death waits for its confirmation."</p> })}
        {cards}
    }
    .into_any()
}

fn card((place, death): (usize, NotifiedDeath)) -> AnyView {
    let notified = match death.notified_on {
        Some(day) => written_date(day),
        None => "By a source of data".to_owned(),
    };
    let actions = if death.by_hand {
        vec![Action::new(
            format!("/deaths/{place}/correct"),
            "Correct a mistake",
            "",
        )]
    } else {
        Vec::new()
    };
    let rows = vec![
        SummaryRow::new("ContactPoint number", death.number.to_string()),
        SummaryRow::new("Date of birth", written_date(death.date_of_birth.date)),
        SummaryRow::new("Date of death", written_date(death.died)),
        SummaryRow::new("Notified", notified),
        SummaryRow::new("Status", "Not confirmed"),
    ];
    let name = death.name.to_string();
    view! { <SummaryList card_title=name card_heading_level=2 card_actions=actions rows=rows/> }
        .into_any()
}

/// The page on which a mistaken notification is corrected.
#[component]
pub(crate) fn ReversePage() -> impl IntoView {
    let place = param("place");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (place(), returned()),
        |(place, returned)| load_reverse_form(place, returned),
    );
    loaded(form, move |form| {
        let reverse = ServerAction::<Reverse>::new();
        let ReverseForm { death, filled } = form;
        let ways = [
            Verified::ToldByChild,
            Verified::ToldByParentOrCarer,
            Verified::DocumentSeen,
            Verified::OtherAgency,
        ];
        view! {
            <BackLink href="/deaths"/>
            {filled.summary(id_of)}
            <Heading title="Correct a mistaken notification" caption=death.name.to_string() error=filled.has_problems()/>
            <p class="govuk-body">
                "The date of death is taken off the record at once. Everyone who was told of it is told that it was a mistake."
            </p>
            <PostForm action=reverse>
                <input type="hidden" name="child" value=death.number.to_string()/>
                <input type="hidden" name="place" value=place()/>
                {verified(&filled, "How do you know that the child lives?", &ways)}
                <TextInput name="reference" label="Reference of your evidence" label_class="govuk-label--s" hint="It is kept in the audit trail, not on the record" class="govuk-input--width-20" value=filled.value("reference") error=filled.problem("reference")/>
                <Button button_type="submit" prevent_double_click=true>"Correct it"</Button>
            </PostForm>
        }
        .into_any()
    })
}
