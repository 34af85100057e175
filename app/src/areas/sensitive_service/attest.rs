//! The questions about consent, which recording and renewing share (SENS-02, SENS-03).

use components::{Checkboxes, Choice, DateInput, Details, Radios};
use domain::sensitive_service::{Attesting, Basis, Checklist, GivenBy};
use leptos::prelude::*;

use crate::form::Filled;

/// The field that a line of the error summary leads to.
pub(super) fn id_of(field: &str) -> String {
    match field {
        "started" | "ended" | "given" | "informed" => format!("{field}-day"),
        other => other.to_owned(),
    }
}

/// On what basis it is recorded, who consented, when, and everything that is attested.
pub(super) fn attestation(filled: &Filled) -> AnyView {
    let bases = Basis::ALL
        .iter()
        .map(|basis| Choice::new(basis.code(), basis.title()))
        .collect::<Vec<_>>();
    view! {
        <Radios name="basis" legend="On what basis do you record it?" legend_class="govuk-fieldset__legend--s" hint="Whoever sees the record cannot tell which" choices=bases value=filled.value("basis") error=filled.problem("basis")/>
        <DateInput id="given" name_prefix="given_" legend="When was consent given, or the judgement made?" legend_class="govuk-fieldset__legend--s" hint="It counts for 12 months from this day" day=filled.value("given_day") month=filled.value("given_month") year=filled.value("given_year") error=filled.problem("given")/>
        <h2 class="govuk-heading-m">"If there is consent"</h2>
        {consent(filled)}
        <h2 class="govuk-heading-m">"If there is reasonable cause to suspect significant harm"</h2>
        {harm(filled)}
    }
    .into_any()
}

fn consent(filled: &Filled) -> AnyView {
    let givers = GivenBy::ALL
        .iter()
        .map(|giver| Choice::new(giver.code(), giver.title()))
        .collect::<Vec<_>>();
    let elements = Checklist::ELEMENTS
        .iter()
        .map(|(name, words)| Choice::new(*name, *words))
        .collect::<Vec<_>>();
    let ticked = filled
        .value("checklist")
        .map(|names| names.split(' ').map(str::to_owned).collect())
        .unwrap_or_default();
    view! {
        <Radios name="given_by" legend="Who gave consent?" legend_class="govuk-fieldset__legend--s" hint="A parent or carer can consent only for a child who does not understand enough" choices=givers value=filled.value("given_by") error=filled.problem("given_by")/>
        <Checkboxes name="checklist[]" id="checklist" legend="What do you attest?" legend_class="govuk-fieldset__legend--s" hint="Consent counts only if every statement is true" choices=elements values=ticked error=filled.problem("checklist")/>
        <Details summary="What is kept of this">
            <p class="govuk-body">
                "That you attest it, who consented and the date. Nothing of what was said: that belongs in your own records."
            </p>
        </Details>
    }
    .into_any()
}

fn harm(filled: &Filled) -> AnyView {
    let statement = vec![Choice::new("yes", Attesting::OF_HARM)];
    let ticked = filled.value("harm").into_iter().collect::<Vec<_>>();
    view! {
        <Checkboxes name="harm" legend="What do you attest?" legend_class="govuk-fieldset__legend--s" hint="This is rare. Ask for consent as soon as that puts nobody at risk" choices=statement values=ticked error=filled.problem("harm")/>
    }
    .into_any()
}
