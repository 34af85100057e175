//! The sensitive services that work with a child, to whoever brokers for the record's authority
//! (SENS-04, matrix rows 4 and 5).

use components::{BackLink, InsetText, SummaryList, SummaryRow, Tag, TagColour};
use domain::clock::written_date;
use domain::sensitive_service::SensitiveShown;
use leptos::prelude::*;

use super::mine::attested;
use super::server::load_contacts;
use crate::page::{Heading, loaded, param};

/// The page of a child's sensitive services.
#[component]
pub(crate) fn ContactsPage() -> impl IntoView {
    let opening = param("opening");
    let contacts = Resource::new_blocking(opening, load_contacts);
    loaded(contacts, move |contacts| {
        let empty = contacts.entries.is_empty();
        let cards = contacts.entries.into_iter().map(card).collect::<Vec<_>>();
        let back = format!("/child-record/{}", opening());
        view! {
            <BackLink href=back/>
            <Heading title="Sensitive services" caption=contacts.child.name.to_string()/>
            {contacts.child.shielded.then(|| view! {
                <p class="govuk-body"><Tag text="Shielded" colour=TagColour::Purple/></p>
            })}
            <InsetText>
                "Use this only to pass a request on. Tell nobody which service it is, or that there is one more or one less."
            </InsetText>
            {empty.then(|| view! { <p class="govuk-body">"No sensitive service is recorded."</p> })}
            {cards}
        }
        .into_any()
    })
}

fn card(entry: SensitiveShown) -> AnyView {
    let contact = &entry.contact;
    let mut rows = vec![SummaryRow::new("Contact", contact.name.clone())];
    if contact.organisation != contact.name {
        rows.push(SummaryRow::new(
            "Organisation",
            contact.organisation.clone(),
        ));
    }
    if let Some(telephone) = &contact.telephone {
        rows.push(SummaryRow::new("Telephone", telephone.to_string()));
    }
    if let Some(email) = &contact.email {
        rows.push(SummaryRow::new("E-mail", email.clone()));
    }
    rows.push(SummaryRow::new("From", written_date(entry.started)));
    if let Some(ended) = entry.ended {
        rows.push(SummaryRow::new("Until", written_date(ended)));
    }
    rows.extend(attested(&entry.attestation));
    let title = contact.service.clone();
    view! { <SummaryList card_title=title rows=rows/> }.into_any()
}
