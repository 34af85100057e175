//! The central team's part: a certificate is entered by one and agreed with by another (DTH-02).

use components::{Button, ButtonKind, SummaryList, SummaryRow, TextInput};
use domain::clock::written_date;
use domain::death::Certificate;
use leptos::prelude::*;

use super::notify::{died, id_of};
use super::server::{DecideCertificate, EnterCertificate};
use crate::form::{Filled, PostForm};
use crate::page::Heading;
use crate::picked::PickedNote;

/// Certificates that wait, and the form for another.
pub(super) fn certificates(waiting: Vec<Certificate>, filled: Filled) -> AnyView {
    let enter = ServerAction::<EnterCertificate>::new();
    let decide = ServerAction::<DecideCertificate>::new();
    let none = waiting.is_empty();
    let cards = waiting
        .into_iter()
        .map(|certificate| card(certificate, decide))
        .collect::<Vec<_>>();
    view! {
        {filled.summary(id_of)}
        <Heading title="Death certificates" error=filled.has_problems()/>
        <p class="govuk-body">
            "Only where the Registrar General’s own message is missing. A second person must agree. Nothing here tells whether there is a record of a number."
        </p>
        <PickedNote/>
        <h2 class="govuk-heading-m">"Waiting for a second person"</h2>
        {none.then(|| view! { <p class="govuk-body">"Nothing waits."</p> })}
        {cards}
        <h2 class="govuk-heading-m">"Enter a certificate"</h2>
        <PostForm action=enter>
            <TextInput name="number" label="ContactPoint number" label_class="govuk-label--s" class="govuk-input--width-20" autocomplete="off" value=filled.value("number") error=filled.problem("number")/>
            {died(&filled)}
            <TextInput name="reference" label="The certificate’s reference" label_class="govuk-label--s" hint="It is kept in the audit trail, not on the record" class="govuk-input--width-20" autocomplete="off" value=filled.value("reference") error=filled.problem("reference")/>
            <Button button_type="submit" prevent_double_click=true>"Enter"</Button>
        </PostForm>
    }
    .into_any()
}

fn card(certificate: Certificate, decide: ServerAction<DecideCertificate>) -> AnyView {
    let rows = vec![
        SummaryRow::new("Date of death", written_date(certificate.died)),
        SummaryRow::new("Entered", written_date(certificate.entered_on)),
    ];
    let title = certificate.number.to_string();
    let approve = (!certificate.own).then(|| {
        view! { <button class="govuk-button" type="submit" name="decision" value="approve">"I have seen it and agree"</button> }
    });
    view! {
        <SummaryList card_title=title card_heading_level=3 rows=rows/>
        <PostForm action=decide>
            <input type="hidden" name="certificate" value=certificate.id.to_string()/>
            <div class="govuk-button-group">
                {approve}
                <Button kind=ButtonKind::Secondary button_type="submit" name="decision" value="discard">"Take it back"</Button>
            </div>
        </PostForm>
    }
    .into_any()
}
