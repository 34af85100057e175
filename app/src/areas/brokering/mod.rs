//! Asking to be contacted by a sensitive service, asking about a shielded record, and what becomes
//! of it: for whoever asks, for those who broker, and for the service (BRK, D-02).

mod answer;
mod ask;
mod handle;
mod mine;
mod queue;
mod server;

pub(crate) use answer::AnswerPage;
pub(crate) use ask::{EnquiryPage, ReachPage};
pub(crate) use handle::RequestPage;
pub(crate) use mine::MinePage;
pub(crate) use queue::QueuePage;

use domain::brokering::{Asker, ChildAskedAbout};
use domain::clock::written_date;
use domain::reason::ReasonCode;
use leptos::prelude::*;

use components::{SummaryRow, Tag, TagColour};

/// The four facts, and whether the record is shielded (D-01).
fn child_rows(child: &ChildAskedAbout) -> Vec<SummaryRow> {
    let mut rows = vec![
        SummaryRow::new("Date of birth", written_date(child.date_of_birth.date)),
        SummaryRow::new("Gender", child.gender.title()),
        SummaryRow::new("ContactPoint number", child.number.to_string()),
    ];
    if child.shielded {
        rows.push(SummaryRow::new(
            "Record",
            view! { <Tag text="Shielded" colour=TagColour::Purple/> },
        ));
    }
    rows
}

/// Who asks, and why.
fn asker_rows(asker: &Asker, reason: ReasonCode) -> Vec<SummaryRow> {
    let dialled = format!("tel:{}", asker.telephone.dialled());
    let telephone = asker.telephone.to_string();
    vec![
        SummaryRow::new("Who asks", asker.name.clone()),
        SummaryRow::new("Job", asker.job_title.clone()),
        SummaryRow::new("Organisation", asker.organisation.clone()),
        SummaryRow::new(
            "Telephone",
            view! { <a class="govuk-link" href=dialled>{telephone}</a> },
        ),
        SummaryRow::new("Reason", reason.label()),
    ]
}
