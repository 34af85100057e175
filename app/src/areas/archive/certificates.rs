//! What was destroyed, by day, and whether backups still hold it: for the central team (ARC-07, T-40).

use components::{BackLink, Cell, InsetText, Scrollable, Table, Tag, TagColour};
use domain::archive::{Certificate, Certificates, InBackups, OldestBackup};
use domain::clock::written_date;
use leptos::prelude::*;

use super::server::load_certificates;
use crate::page::{Heading, loaded};

/// The page.
#[component]
pub(crate) fn CertificatesPage() -> impl IntoView {
    let shown = Resource::new_blocking(|| (), |()| load_certificates());
    loaded(shown, |Certificates { backups, days }| {
        view! {
            <BackLink href="/archive"/>
            <Heading title="Certificates of destruction"/>
            <p class="govuk-body">
                "What has been archived for six years and is not held is destroyed. What is left is that so much was destroyed on a day, and nothing of whom it was about. Backups must have forgotten it five weeks later."
            </p>
            <InsetText>{oldest(backups)}</InsetText>
            {table(&days)}
        }
        .into_any()
    })
}

fn oldest(backups: Option<OldestBackup>) -> String {
    match backups {
        None => "Nobody has told yet how old the oldest backup is that is still kept. Ask whoever makes them.".to_owned(),
        Some(OldestBackup { made_on: None, noted_on }) => {
            format!("On {} no backup was kept.", written_date(noted_on))
        }
        Some(OldestBackup {
            made_on: Some(made_on),
            noted_on,
        }) => format!(
            "The oldest backup that was still kept on {} is of {}.",
            written_date(noted_on),
            written_date(made_on)
        ),
    }
}

fn table(days: &[Certificate]) -> AnyView {
    if days.is_empty() {
        return view! { <p class="govuk-body">"Nothing has been destroyed yet."</p> }.into_any();
    }
    let head = Vec::from(["Destroyed on", "Records", "Items", "Rows", "Backups"].map(Cell::text));
    let rows = days
        .iter()
        .map(|day| {
            let backups = match day.backups {
                InBackups::Gone => {
                    view! { <Tag text="Forgotten" colour=TagColour::Green/> }.into_any()
                }
                InBackups::Until(last) => {
                    format!("May hold it until {}", written_date(last)).into_any()
                }
                InBackups::Overdue(last) => view! {
                    <Tag text="Overdue" colour=TagColour::Red/>
                    " since "
                    {written_date(last)}
                }
                .into_any(),
            };
            vec![
                Cell::text(written_date(day.destroyed_on)),
                Cell::text(day.records.to_string()),
                Cell::text(day.items.to_string()),
                Cell::text(day.rows.to_string()),
                Cell::view(backups),
            ]
        })
        .collect::<Vec<_>>();
    view! {
        <Scrollable label="Certificates">
            <Table caption="Certificates" caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}
