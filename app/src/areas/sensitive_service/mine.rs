//! The entries of sensitive services that one keeps (INV-10, SENS-05).

use components::{Action, NotificationBanner, SummaryList, SummaryRow, Tag, TagColour};
use domain::clock::written_date;
use domain::sensitive_service::{AttestationShown, MySensitiveInvolvement};
use leptos::prelude::*;

use super::server::mine;
use crate::page::{Heading, loaded, query};

/// The page of one's own entries.
#[component]
pub(crate) fn MinePage() -> impl IntoView {
    let done = query("done");
    let list = Resource::new_blocking(done, |_| mine());
    loaded(list, move |list| {
        let words = match done().as_deref() {
            Some("renewed") => Some("The consent has been renewed"),
            Some("changed") => Some("Your involvement has been changed"),
            Some("ended") => Some("Your involvement has been ended"),
            Some("withdrawn") => Some("The entry is no longer on the record"),
            Some("kept") => Some("The entry stays on the record"),
            _ => None,
        };
        let empty = list.is_empty();
        let cards = list.into_iter().map(card).collect::<Vec<_>>();
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="My involvements of sensitive services"/>
            {empty.then(|| view! {
                <p class="govuk-body">"You have none. Find a child to record one."</p>
            })}
            {cards}
        }
        .into_any()
    })
}

fn card(mine: MySensitiveInvolvement) -> AnyView {
    let MySensitiveInvolvement { child, entry, .. } = mine;
    let link = |what: &str| format!("/sensitive-involvements/{}/{what}", entry.id);
    let mut actions = vec![Action::new(link("renew"), "Renew consent", "")];
    if entry.ended.is_none() {
        actions.push(Action::new(link("change"), "Change", ""));
        actions.push(Action::new(link("end"), "End", ""));
    }
    actions.push(Action::new(link("withdraw"), "Consent withdrawn", ""));
    let mut rows = vec![
        SummaryRow::new("Date of birth", written_date(child.date_of_birth.date)),
        SummaryRow::new("ContactPoint number", child.number.to_string()),
        SummaryRow::new("Service", entry.contact.service.clone()),
    ];
    if let Some(telephone) = &entry.contact.telephone {
        rows.push(SummaryRow::new("Telephone", telephone.to_string()));
    }
    rows.push(SummaryRow::new("From", written_date(entry.started)));
    if let Some(ended) = entry.ended {
        rows.push(SummaryRow::new("Until", written_date(ended)));
        let until = written_date(entry.visible_until);
        rows.push(SummaryRow::new("Leaves the record on", until));
    }
    rows.extend(attested(&entry.attestation));
    if child.shielded {
        rows.push(SummaryRow::new(
            "Record",
            view! { <Tag text="Shielded" colour=TagColour::Purple/> },
        ));
    }
    let name = child.name.to_string();
    view! { <SummaryList card_title=name card_actions=actions rows=rows/> }.into_any()
}

/// What is attested, to the owner and to whoever brokers (D-11).
pub(super) fn attested(shown: &AttestationShown) -> Vec<SummaryRow> {
    let basis = shown
        .basis
        .map_or("Not attested yet", |basis| basis.title());
    let mut rows = vec![SummaryRow::new("Basis", basis)];
    if let Some(giver) = shown.given_by {
        rows.push(SummaryRow::new("Given by", giver.title()));
    }
    if let Some(day) = shown.given_on {
        rows.push(SummaryRow::new("Since", written_date(day)));
    }
    rows.push(SummaryRow::new("Renew by", written_date(shown.renew_by)));
    rows
}
