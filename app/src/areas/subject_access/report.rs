//! The standard report, to be printed and handed over (SAR-08, SAR-11).

use components::{BackLink, InsetText, SummaryList, SummaryRow};
use domain::clock::written_date;
use domain::subject_access::{FactShown, SectionShown};
use leptos::prelude::*;

use super::server::{ReportForm, load_report};
use crate::page::{Heading, loaded, param};

/// The page.
#[component]
pub(crate) fn ReportPage() -> impl IntoView {
    let request = param("request");
    let report = Resource::new_blocking(request, load_report);
    loaded(report, move |form| {
        let ReportForm { report, watermark } = form;
        let words = format!(
            "Answer to the request that was received on {}, as of {}.",
            written_date(report.received_on),
            written_date(report.made_on)
        );
        let nothing = report.sections.is_empty().then(|| {
            view! { <p class="govuk-body">"Nothing is held."</p> }
        });
        let sections = report.sections.iter().map(section).collect::<Vec<_>>();
        view! {
            <BackLink href=format!("/subject-access/{}", request())/>
            <Heading title="What ContactPoint holds" caption=report.applicant.title()/>
            <div class="app-no-print">
                <InsetText>"Print this page and deliver it securely. Every sheet says who printed it and when. It is shown until you record its delivery."</InsetText>
            </div>
            <p class="govuk-body">{words}</p>
            {nothing}
            {sections}
            <p class="govuk-body">
                "If something here is wrong, tell the local authority’s ContactPoint team: it is put right, or marked as disputed. ContactPoint holds no case information."
            </p>
            <p class="app-watermark">{watermark}</p>
        }
        .into_any()
    })
}

fn section(section: &SectionShown) -> AnyView {
    let rows = section.facts.iter().map(fact).collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">{section.section.title()}</h2>
        <SummaryList rows=rows/>
    }
    .into_any()
}

fn fact(fact: &FactShown) -> SummaryRow {
    let lines = fact
        .lines
        .iter()
        .cloned()
        .map(|line| view! { <div>{line}</div> })
        .collect::<Vec<_>>();
    let from = fact
        .from
        .clone()
        .map(|from| view! { <div class="govuk-hint">{from}</div> });
    SummaryRow::new(fact.label.clone(), view! { {lines}{from} })
}
