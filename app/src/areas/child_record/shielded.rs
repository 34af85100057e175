//! A shielded record: four facts and the word (D-01).

use components::{SummaryList, SummaryRow};
use domain::child_record::ShieldedRecord;
use domain::clock::written_date;
use leptos::prelude::*;

use super::links::{Link, Links};
use crate::page::Heading;

/// All that is shown of a shielded record.
pub(super) fn shielded_record(record: ShieldedRecord, links: Links) -> AnyView {
    let rows = vec![
        SummaryRow::new("Date of birth", written_date(record.date_of_birth.date)),
        SummaryRow::new("Gender", record.gender.title()),
        SummaryRow::new("ContactPoint number", record.number.to_string()),
    ];
    view! {
        <Heading title=record.name.to_string() caption="Child’s record"/>
        <div class="app-shielded">
            <h2 class="app-shielded__title">"Shielded"</h2>
            <p class="govuk-body">
                "This record is shielded. Showing more could put someone in danger. Do not try to find out more by other ways."
            </p>
        </div>
        <SummaryList rows=rows/>
        {links.ask.map(Link::line)}
        {links.record.into_iter().map(Link::button).collect::<Vec<_>>()}
    }
    .into_any()
}
