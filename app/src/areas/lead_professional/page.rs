//! Naming the lead professional, and ending it (CAF-05).

use components::{BackLink, Button, ButtonKind, Checkboxes, Choice, DateInput};
use domain::child_record::LeadProfessionalShown;
use domain::clock::written_date;
use domain::neutral_line::NEUTRAL_SERVICE;
use leptos::prelude::*;

use super::server::{End, LeadForm, Name, load_lead_form};
use crate::form::{Filled, PostForm};
use crate::holder::{id_of, organisation, questions, replaces_no_duty};
use crate::page::{Heading, loaded, param, query};

/// The page on which the lead professional is named.
#[component]
pub(crate) fn NameLeadPage() -> impl IntoView {
    let opening = param("opening");
    let (chosen, returned) = (query("organisation"), query("form"));
    let form = Resource::new_blocking(
        move || (opening(), chosen(), returned()),
        |(opening, chosen, returned)| load_lead_form(opening, chosen, returned),
    );
    loaded(form, move |form| {
        view! { <NameLead form=form opening=opening()/> }.into_any()
    })
}

#[component]
fn NameLead(form: LeadForm, opening: String) -> impl IntoView {
    let LeadForm {
        child,
        shielded,
        lead,
        choices,
        filled,
    } = form;
    let back = format!("/child-record/{opening}");
    let page = format!("{back}/name-lead-professional");
    let asks = !choices.services.is_empty();
    let none = (!asks && choices.organisation.is_some()).then(|| {
        view! {
            <p class="govuk-body">
                "The organisation has not registered a service that can be recorded."
            </p>
        }
    });
    let asked = questions(&choices, &filled, "Who is the lead professional?");
    let (date, id) = (filled.clone(), opening.clone());
    let form = asks.then(|| {
        let name = ServerAction::<Name>::new();
        view! {
            <PostForm action=name>
                <input type="hidden" name="opening" value=id/>
                {asked}
                <DateInput id="since" name_prefix="since_" legend="Since when do they lead?" legend_class="govuk-fieldset__legend--s" day=date.value("since_day") month=date.value("since_month") year=date.value("since_year") error=date.problem("since")/>
                {replaces_no_duty()}
                <Button button_type="submit" prevent_double_click=true>"Name lead professional"</Button>
            </PostForm>
        }
    });
    view! {
        <BackLink href=back/>
        {filled.summary(id_of)}
        <Heading title="Name the lead professional" caption=child error=filled.has_problems()/>
        {who_leads(lead.as_ref(), shielded)}
        {organisation(&choices, &page)}
        {none}
        {form}
        {lead.filter(|lead| lead.own).map(|lead| ending(&lead, filled, opening))}
    }
    .into_any()
}

/// Who leads now: a child has one lead professional at a time.
fn who_leads(lead: Option<&LeadProfessionalShown>, shielded: bool) -> AnyView {
    let words = match lead {
        Some(lead) => format!(
            "{} leads now, since {}. Whoever you name takes their place; they stay on the record for a year, shown as ended.",
            lead.contact.name,
            written_date(lead.since)
        ),
        None if shielded => "A shielded record does not say whether somebody leads. Whoever you name takes their place.".to_owned(),
        None => "The record names nobody yet.".to_owned(),
    };
    view! { <p class="govuk-body">{words}</p> }.into_any()
}

/// Ending it, for those who keep it.
fn ending(lead: &LeadProfessionalShown, filled: Filled, opening: String) -> AnyView {
    let end = ServerAction::<End>::new();
    let withdrawn = (lead.contact.service == NEUTRAL_SERVICE).then(|| {
        let choices = vec![Choice::new(
            "yes",
            "Consent to be shown was withdrawn: take it off the record at once",
        )];
        let values = filled.value("withdrawn").into_iter().collect::<Vec<_>>();
        view! { <Checkboxes name="withdrawn" choices=choices values=values/> }
    });
    let id = lead.id.to_string();
    view! {
        <h2 class="govuk-heading-m">"End the lead"</h2>
        <p class="govuk-body">
            "Do this if nobody leads any more. It stays on the record for a year, shown as ended."
        </p>
        <PostForm action=end>
            <input type="hidden" name="opening" value=opening/>
            <input type="hidden" name="lead" value=id/>
            <DateInput id="ended" name_prefix="ended_" legend="When did it end?" legend_class="govuk-fieldset__legend--s" day=filled.value("ended_day") month=filled.value("ended_month") year=filled.value("ended_year") error=filled.problem("ended")/>
            {withdrawn}
            <Button button_type="submit" kind=ButtonKind::Warning prevent_double_click=true>"End lead"</Button>
        </PostForm>
    }
    .into_any()
}
