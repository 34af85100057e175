//! The best view: who the child is, and at the top who is working with this child and whom to
//! ring. Fit to be shown to the child and to parents (REC-12).

use chrono::NaiveDate;
use components::{ContactCard, Details, InsetText, SummaryList, SummaryRow, Tag, TagColour};
use domain::best_view::Dated;
use domain::child_record::{
    CarerShown, Contact, DisputeShown, InvolvementShown, LeadProfessionalShown, NameUse,
    OpenRecord, UniversalKind, UniversalShown, Whereabouts,
};
use domain::clock::written_date;
use domain::dispute::DisputedItem;
use leptos::prelude::*;

use super::links::{Link, Links};
use crate::page::Heading;

/// The one line, whatever the number (REC-07).
const SENSITIVE: &str = "An unspecified sensitive service is involved";

/// The whole record.
pub(super) fn open_record(record: OpenRecord, mut links: Links) -> AnyView {
    let education = links.education.take();
    let who = who_it_is(&record);
    let working = working_with(&record, links);
    view! {
        <Heading title=record.name.to_string() caption="Child’s record"/>
        {who}
        {working}
        <div class="app-columns">
            <section>
                <h2 class="govuk-heading-m">"School and health"</h2>
                {universal(&record.services, education)}
            </section>
            <section>
                <h2 class="govuk-heading-m">"Parents and carers"</h2>
                {carers(&record.carers)}
            </section>
        </div>
        <h2 class="govuk-heading-m">"Names and addresses"</h2>
        {names_and_addresses(&record)}
        <h2 class="govuk-heading-m">"About this record"</h2>
        {about(&record)}
    }
    .into_any()
}

/// The facts by which anyone knows that it is the right child.
fn who_it_is(record: &OpenRecord) -> AnyView {
    let estimated = if record.date_of_birth.estimated {
        " (estimated)"
    } else {
        ""
    };
    let years = match record.age {
        1 => "1 year".to_owned(),
        age => format!("{age} years"),
    };
    let born = format!(
        "{}{estimated}, {years}",
        written_date(record.date_of_birth.date)
    );
    let died = record.date_of_death.map(|date| {
        view! { <div><dt>"Date of death"</dt><dd>{written_date(date)}</dd></div> }
    });
    view! {
        <dl class="app-record-header">
            <div><dt>"Born"</dt><dd>{born}{disputed(record, DisputedItem::DateOfBirth)}</dd></div>
            {died}
            <div><dt>"Gender"</dt><dd>{record.gender.title()}{disputed(record, DisputedItem::Gender)}</dd></div>
            <div>
                <dt>"Address"</dt>
                <dd>{lives(record)}{disputed(record, DisputedItem::Address)}</dd>
            </div>
            <div><dt>"ContactPoint number"</dt><dd>{record.number.to_string()}</dd></div>
        </dl>
    }
    .into_any()
}

/// The line about sensitive services, and the way to reach them (BRK-01): the same for any number.
fn sensitive(ask: Option<Link>) -> AnyView {
    view! {
        <p class="app-sensitive-line">{SENSITIVE}</p>
        {ask.map(Link::line)}
    }
    .into_any()
}

/// Who is working with the child, and whom to ring.
fn working_with(record: &OpenRecord, links: Links) -> AnyView {
    let mut cards = Vec::new();
    cards.extend(record.lead_professional.iter().map(lead_professional));
    if let Some(caf) = &record.caf {
        let date = SummaryRow::new("Date", written_date(caf.undertaken));
        cards.push(card(
            &caf.contact,
            &format!("Holds the common assessment (CAF): {}", caf.contact.service),
            vec![date],
            "",
        ));
    }
    let (current, ended): (Vec<_>, Vec<_>) = record
        .involvements
        .iter()
        .partition(|involvement| involvement.ended.is_none());
    cards.extend(current.into_iter().map(involvement));
    let nobody = cards.is_empty() && !record.sensitive_service;
    let former = record.former_leads.iter().map(lead_professional);
    let ended = former
        .chain(ended.into_iter().map(involvement))
        .collect::<Vec<_>>();
    let ended = (!ended.is_empty()).then(|| {
        view! {
            <h3 class="govuk-heading-s">"No longer working with this child"</h3>
            {contacts(ended)}
        }
    });
    view! {
        <section aria-labelledby="working-with">
            <h2 class="govuk-heading-m" id="working-with">"Who is working with this child"</h2>
            {nobody.then(|| view! { <p class="govuk-body">"Nobody is recorded beyond the services below."</p> })}
            {contacts(cards)}
            {record.sensitive_service.then(|| sensitive(links.ask))}
            {ended}
            {links.record.into_iter().map(Link::button).collect::<Vec<_>>()}
            <Details summary="Before you ring">
                <ul class="govuk-list govuk-list--bullet">
                    <li>"Say who you are in a way that can be checked, and offer to be rung back."</li>
                    <li>"Make sure of the other person: ring a number that you trust."</li>
                    <li>"Make sure that you both mean the same child."</li>
                    <li>"Say why you ring and what you need to know."</li>
                </ul>
                <p class="govuk-body">
                    "That someone is named here obliges nobody to share information, and replaces nobody’s own duty to act."
                </p>
            </Details>
        </section>
    }
    .into_any()
}

/// Cards side by side; nothing where there are none.
fn contacts(cards: Vec<AnyView>) -> AnyView {
    if cards.is_empty() {
        return ().into_any();
    }
    view! { <ul class="app-contacts govuk-list">{cards}</ul> }.into_any()
}

/// Who leads, or led.
fn lead_professional(lead: &LeadProfessionalShown) -> AnyView {
    let mut rows = vec![SummaryRow::new("Since", written_date(lead.since))];
    let mut class = "";
    if let Some(ended) = lead.ended {
        rows.push(SummaryRow::new("Until", written_date(ended)));
        class = "app-contact--ended";
    }
    let role = format!("Lead professional: {}", lead.contact.service);
    card(&lead.contact, &role, rows, class)
}

/// One involvement.
fn involvement(involvement: &InvolvementShown) -> AnyView {
    let mut rows = vec![SummaryRow::new("From", written_date(involvement.started))];
    if let Some(ended) = involvement.ended {
        rows.push(SummaryRow::new("Until", written_date(ended)));
    }
    rows.push(SummaryRow::new(
        "Current as of",
        written_date(involvement.as_of),
    ));
    if involvement.hands_over {
        let href = format!("/involvements/{}/hand-over", involvement.id);
        let link = view! { <a class="govuk-link" href=href>"Hand over to a colleague"</a> };
        rows.push(SummaryRow::new("Kept by its service", link));
    }
    let class = if involvement.ended.is_some() {
        "app-contact--ended"
    } else {
        ""
    };
    card(
        &involvement.contact,
        &involvement.contact.service,
        rows,
        class,
    )
}

/// Whom to ring.
fn card(contact: &Contact, role: &str, rows: Vec<SummaryRow>, class: &'static str) -> AnyView {
    let mut rows = rows;
    if let Some(email) = &contact.email {
        rows.insert(0, SummaryRow::new("E-mail", email.clone()));
    }
    let telephone = contact
        .telephone
        .as_ref()
        .map(|number| number.as_str().to_owned());
    let organisation = (contact.organisation != contact.name).then(|| contact.organisation.clone());
    view! {
        <li>
            <ContactCard
                heading=contact.name.clone()
                role=role.to_owned()
                organisation=organisation
                telephone=telephone
                rows=rows
                class=class
            />
        </li>
    }
    .into_any()
}

/// Universal services; the absence of those that every child of an age has is shown (REC-05), and where
/// to say that a child is educated all the same (CNE-06).
fn universal(services: &[Dated<UniversalShown>], mut education: Option<Link>) -> AnyView {
    use UniversalKind::{EducationalSetting, GpPractice, HealthVisitor, Midwife, SchoolNurse};
    let mut rows = Vec::new();
    for kind in [
        EducationalSetting,
        GpPractice,
        HealthVisitor,
        SchoolNurse,
        Midwife,
    ] {
        let of_kind: Vec<_> = services.iter().filter(|s| s.value.kind == kind).collect();
        let always = matches!(kind, EducationalSetting | GpPractice | HealthVisitor);
        if of_kind.iter().all(|s| s.value.until.is_some()) && always {
            let say = match kind {
                EducationalSetting => education.take(),
                _ => None,
            };
            let none = view! { "Not recorded" {say.map(Link::line)} };
            rows.push(SummaryRow::new(kind.title(), none));
        }
        for service in of_kind {
            let title = if service.value.until.is_some() {
                format!("{} (ended)", kind.title())
            } else {
                kind.title().to_owned()
            };
            rows.push(SummaryRow::new(title, universal_service(service)));
        }
    }
    view! { <SummaryList rows=rows/> }.into_any()
}

/// One universal service.
fn universal_service(service: &Dated<UniversalShown>) -> AnyView {
    let telephone = service.value.telephone.as_ref().map(|number| {
        view! { <br/><a class="govuk-link" href=format!("tel:{}", number.dialled())>{number.to_string()}</a> }
    });
    view! {
        {service.value.name.clone()}
        {telephone}
        <br/>
        {period(service.value.since, service.value.until, service.as_of)}
    }
    .into_any()
}

/// From when to when, and as of when.
fn period(since: Option<NaiveDate>, until: Option<NaiveDate>, as_of: NaiveDate) -> AnyView {
    let since = since
        .map(|date| format!("From {}. ", written_date(date)))
        .unwrap_or_default();
    let until = until
        .map(|date| format!("Until {}. ", written_date(date)))
        .unwrap_or_default();
    let words = format!("{since}{until}Current as of {}", written_date(as_of));
    view! { <span class="govuk-hint">{words}</span> }.into_any()
}

/// Parents and carers with what they are to the child.
fn carers(carers: &[Dated<CarerShown>]) -> AnyView {
    if carers.is_empty() {
        return view! { <p class="govuk-body">"Not recorded"</p> }.into_any();
    }
    let rows = carers
        .iter()
        .map(|carer| SummaryRow::new(carer.value.name.to_string(), one_carer(carer)))
        .collect::<Vec<_>>();
    view! { <SummaryList rows=rows/> }.into_any()
}

fn one_carer(carer: &Dated<CarerShown>) -> AnyView {
    let relation = carer.value.relation.title();
    let telephone = carer.value.telephone.as_ref().map(|number| {
        view! { <br/><a class="govuk-link" href=format!("tel:{}", number.dialled())>{number.to_string()}</a> }
    });
    let address = carer.value.address.as_ref().map(|address| {
        view! { <br/>{address.to_string()} }
    });
    view! {
        {relation}
        {telephone}
        {address}
        <br/>
        {period(None, None, carer.as_of)}
    }
    .into_any()
}

/// Where the child lives; of one who has left England that alone, in one of three wordings (REC-03).
/// Since when, and by whose word, is there for the record's data administrator only.
fn lives(record: &OpenRecord) -> AnyView {
    let Some(ceased) = &record.ceased else {
        return record.whereabouts.value.words().into_any();
    };
    let told = ceased.told.as_ref().map(|told| {
        let words = format!(
            "Since {}, supplied by {}",
            written_date(told.ceased_on),
            told.supplied_by
        );
        view! { <br/><span class="govuk-hint">{words}</span> }
    });
    view! { {ceased.intention.on_record()}{told} }.into_any()
}

/// The address as the record holds it: the last known one of a child who has left England.
fn address(record: &OpenRecord) -> String {
    match &record.whereabouts.value {
        Whereabouts::Current(address) if record.ceased.is_some() => {
            Whereabouts::LastKnown(address.clone()).words()
        }
        place => place.words(),
    }
}

/// Every name and address the record holds.
fn names_and_addresses(record: &OpenRecord) -> AnyView {
    let mut rows = vec![SummaryRow::new(
        "Name",
        view! { {record.name.to_string()}{disputed(record, DisputedItem::Name)} },
    )];
    for (used, name) in &record.other_names {
        let title = match used {
            NameUse::Former => "Former name",
            NameUse::Current | NameUse::KnownAs => "Also known as",
        };
        rows.push(SummaryRow::new(
            title,
            dated(name.value.to_string(), name.as_of),
        ));
    }
    rows.push(SummaryRow::new(
        "Address",
        view! {
            {address(record)}
            {disputed(record, DisputedItem::Address)}
            <br/>
            {period(None, None, record.whereabouts.as_of)}
        },
    ));
    for other in &record.other_addresses {
        rows.push(SummaryRow::new(
            "Former or other address",
            dated(other.value.words(), other.as_of),
        ));
    }
    view! { <SummaryList rows=rows/> }.into_any()
}

fn dated(words: String, as_of: NaiveDate) -> AnyView {
    view! { {words}<br/>{period(None, None, as_of)} }.into_any()
}

/// The record itself: who answers for it, what is disputed, and numbers of the viewer's own body.
fn about(record: &OpenRecord) -> AnyView {
    let authority = &record.responsible_authority;
    let telephone = authority.telephone.as_ref().map(|number| {
        view! { <br/><a class="govuk-link" href=format!("tel:{}", number.dialled())>{number.to_string()}</a> }
    });
    let mut rows = vec![SummaryRow::new(
        "Responsible local authority",
        view! { {authority.name.clone()}<br/>"ContactPoint management team"{telephone} },
    )];
    for identifier in &record.identifiers {
        rows.push(SummaryRow::new(
            identifier.scheme.title(),
            identifier.value.clone(),
        ));
    }
    for dispute in &record.disputes {
        rows.push(SummaryRow::new(
            dispute.item.title(),
            dispute_words(dispute),
        ));
    }
    view! {
        <SummaryList rows=rows/>
        <InsetText>
            "If something here is wrong, tell the responsible local authority’s ContactPoint management team and quote the ContactPoint number."
        </InsetText>
    }
    .into_any()
}

fn dispute_words(dispute: &DisputeShown) -> String {
    match dispute.settled {
        None => format!("Disputed since {}", written_date(dispute.opened)),
        Some(settled) => format!("Dispute settled on {}", written_date(settled)),
    }
}

/// The mark beside an item that is disputed now (REC-10).
fn disputed(record: &OpenRecord, item: DisputedItem) -> AnyView {
    let open = record
        .disputes
        .iter()
        .any(|d| d.item == item && d.settled.is_none());
    if !open {
        return ().into_any();
    }
    view! { " "<Tag text="Disputed" colour=TagColour::Yellow/> }.into_any()
}
