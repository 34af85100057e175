//! Renewing, changing and ending one's own entry (SENS-05, UPD-05, SENS-07, SENS-08), and noting that its consent was
//! withdrawn (SENS-06).

use components::{
    BackLink, Button, ButtonKind, Choice, DateInput, Radios, SummaryList, SummaryRow, WarningText,
};
use domain::clock::written_date;
use domain::sensitive_service::{Basis, GivenBy, MySensitiveInvolvement};
use leptos::prelude::*;

use super::attest::{attestation, id_of};
use super::mine::attested;
use super::record::details;
use super::server::{Change, End, EntryForm, Purpose, Renew, Withdraw, load_entry_form};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// A page about an entry.
fn page(purpose: Purpose, show: fn(EntryForm) -> AnyView) -> AnyView {
    let involvement = param("involvement");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (involvement(), returned()),
        move |(involvement, returned)| load_entry_form(involvement, purpose, returned),
    );
    loaded(form, show)
}

/// The list that a page leads back to.
fn back(involvement: &MySensitiveInvolvement) -> &'static str {
    if involvement.own {
        "/sensitive-involvements"
    } else {
        "/tasks"
    }
}

/// What is recorded.
fn recorded(involvement: &MySensitiveInvolvement) -> AnyView {
    let entry = &involvement.entry;
    let mut rows = vec![
        SummaryRow::new("Service", entry.contact.service.clone()),
        SummaryRow::new("Contact", entry.contact.name.clone()),
    ];
    if let Some(telephone) = &entry.contact.telephone {
        rows.push(SummaryRow::new("Telephone", telephone.to_string()));
    }
    rows.push(SummaryRow::new("From", written_date(entry.started)));
    if let Some(ended) = entry.ended {
        rows.push(SummaryRow::new("Until", written_date(ended)));
    }
    rows.extend(attested(&entry.attestation));
    view! { <SummaryList rows=rows/> }.into_any()
}

/// The page on which what is attested is renewed, in full (SENS-05).
#[component]
pub(crate) fn RenewPage() -> impl IntoView {
    page(Purpose::Renew, renew_view)
}

fn renew_view(form: EntryForm) -> AnyView {
    let EntryForm {
        involvement,
        filled,
    } = form;
    if !involvement.own {
        return left_view(&involvement);
    }
    let renew = ServerAction::<Renew>::new();
    view! {
        <BackLink href=back(&involvement)/>
        {filled.summary(id_of)}
        <Heading title="Renew consent" caption=involvement.child.name.to_string() error=filled.has_problems()/>
        {recorded(&involvement)}
        <PostForm action=renew>
            <input type="hidden" name="involvement" value=involvement.entry.id.to_string()/>
            {attestation(&filled)}
            <Button button_type="submit" prevent_double_click=true>"Renew"</Button>
        </PostForm>
    }
    .into_any()
}

/// What a manager sees of an entry whose owner has left: only the service itself can renew it.
fn left_view(involvement: &MySensitiveInvolvement) -> AnyView {
    let withdraw = format!("/sensitive-involvements/{}/withdraw", involvement.entry.id);
    view! {
        <BackLink href=back(involvement)/>
        <Heading title="Consent runs out soon" caption=involvement.child.name.to_string()/>
        <p class="govuk-body">
            "Whoever keeps this entry no longer uses ContactPoint. Ask the service to record it again, with consent. Otherwise it leaves the record by itself."
        </p>
        {recorded(involvement)}
        <Button kind=ButtonKind::Secondary href=withdraw>"Consent has been withdrawn"</Button>
    }
    .into_any()
}

/// The page on which whom to ring, and since when, is changed.
#[component]
pub(crate) fn ChangePage() -> impl IntoView {
    page(Purpose::Change, change_view)
}

fn change_view(form: EntryForm) -> AnyView {
    let EntryForm {
        involvement,
        filled,
    } = form;
    let change = ServerAction::<Change>::new();
    view! {
        <BackLink href=back(&involvement)/>
        {filled.summary(id_of)}
        <Heading title="Change your involvement" caption=involvement.child.name.to_string() error=filled.has_problems()/>
        <p class="govuk-body">{involvement.entry.contact.service.clone()}</p>
        <PostForm action=change>
            <input type="hidden" name="involvement" value=involvement.entry.id.to_string()/>
            {details(&filled)}
            <Button button_type="submit" prevent_double_click=true>"Save changes"</Button>
        </PostForm>
    }
    .into_any()
}

/// The page on which an entry is ended.
#[component]
pub(crate) fn EndPage() -> impl IntoView {
    page(Purpose::End, end_view)
}

fn end_view(form: EntryForm) -> AnyView {
    let EntryForm {
        involvement,
        filled,
    } = form;
    let end = ServerAction::<End>::new();
    view! {
        <BackLink href=back(&involvement)/>
        {filled.summary(id_of)}
        <Heading title="End your involvement" caption=involvement.child.name.to_string() error=filled.has_problems()/>
        {recorded(&involvement)}
        <p class="govuk-body">
            "The record goes on saying that an unspecified sensitive service is involved, for a year at most and never longer than the consent. If consent was withdrawn, say that instead."
        </p>
        <PostForm action=end>
            <input type="hidden" name="involvement" value=involvement.entry.id.to_string()/>
            <DateInput id="ended" name_prefix="ended_" legend="When did it end?" legend_class="govuk-fieldset__legend--s" day=filled.value("ended_day") month=filled.value("ended_month") year=filled.value("ended_year") error=filled.problem("ended")/>
            <Button button_type="submit" prevent_double_click=true>"End involvement"</Button>
        </PostForm>
    }
    .into_any()
}

/// The page on which it is noted that consent was withdrawn.
#[component]
pub(crate) fn WithdrawPage() -> impl IntoView {
    page(Purpose::Withdraw, withdraw_view)
}

fn withdraw_view(form: EntryForm) -> AnyView {
    let EntryForm {
        involvement,
        filled,
    } = form;
    let withdraw = ServerAction::<Withdraw>::new();
    let harm =
        involvement.own && involvement.entry.attestation.basis == Some(Basis::SignificantHarm);
    view! {
        <BackLink href=back(&involvement)/>
        {filled.summary(id_of)}
        <Heading title="Consent withdrawn" caption=involvement.child.name.to_string() error=filled.has_problems()/>
        {recorded(&involvement)}
        <WarningText>"The entry leaves the record at once. Nothing on the record shows that it was there."</WarningText>
        <PostForm action=withdraw>
            <input type="hidden" name="involvement" value=involvement.entry.id.to_string()/>
            {informed(&filled)}
            {harm.then(|| stays(&filled))}
            <Button kind=ButtonKind::Warning button_type="submit" prevent_double_click=true>"Consent has been withdrawn"</Button>
        </PostForm>
    }
    .into_any()
}

/// Who said so, and when.
fn informed(filled: &Filled) -> AnyView {
    let givers = GivenBy::ALL
        .iter()
        .map(|giver| Choice::new(giver.code(), giver.title()))
        .collect::<Vec<_>>();
    view! {
        <Radios name="informed_by" legend="Who told you?" legend_class="govuk-fieldset__legend--s" choices=givers value=filled.value("informed_by") error=filled.problem("informed_by")/>
        <DateInput id="informed" name_prefix="informed_" legend="When?" legend_class="govuk-fieldset__legend--s" day=filled.value("informed_day") month=filled.value("informed_month") year=filled.value("informed_year") error=filled.problem("informed")/>
    }
    .into_any()
}

/// Whether an entry that rests on fear of significant harm stays all the same (SENS-06).
fn stays(filled: &Filled) -> AnyView {
    let choices = vec![
        Choice::new("no", "No, the entry leaves the record"),
        Choice::new("yes", "Yes, the entry stays on the record"),
    ];
    view! {
        <Radios name="stays" legend="Is there still reasonable cause to suspect significant harm?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("stays").unwrap_or_else(|| "no".to_owned()) error=filled.problem("stays")/>
    }
    .into_any()
}
