//! What fails, row by row: for the data administrator; and what concerns shielded records, for those who
//! see them.

use components::{BackLink, Cell};
use domain::clock::written_date;
use domain::data_quality::{Duplicate, Incomplete, Required, ShieldedData};
use domain::listed::Listed;
use leptos::prelude::*;

use super::server::{load_duplicates, load_incomplete, load_shielded};
use crate::lists::{pages, table};
use crate::page::{Heading, loaded, query};

/// What stands where a list is empty.
const NOTHING: &str = "There is nothing to mend.";

/// Records on which something is missing.
#[component]
pub(crate) fn IncompletePage() -> impl IntoView {
    let page = query("page");
    let shown = Resource::new_blocking(page, load_incomplete);
    loaded(shown, |listed| {
        let rows = listed.rows.iter().map(incomplete).collect();
        let table = table(
            "Something is missing",
            &["Child", "ContactPoint number", "Missing"],
            rows,
            NOTHING,
        );
        whole(
            "Records on which something is missing",
            "Find each record by its number, and see what the family or a source can tell.",
            table,
            "/data-quality/incomplete",
            &listed,
        )
    })
}

fn incomplete(row: &Incomplete) -> Vec<Cell> {
    let missing: Vec<&str> = row
        .missing
        .iter()
        .map(|one| Required::title(*one))
        .collect();
    vec![
        Cell::text(row.name.to_string()),
        Cell::text(row.child.to_string()),
        Cell::text(missing.join(", ")),
    ]
}

/// Records to which rows led that are alike within their source.
#[component]
pub(crate) fn DuplicatesPage() -> impl IntoView {
    let page = query("page");
    let shown = Resource::new_blocking(page, load_duplicates);
    loaded(shown, |listed| {
        let rows = listed.rows.iter().map(duplicate).collect();
        let table = table(
            "Alike within a source",
            &[
                "Child",
                "ContactPoint number",
                "Born",
                "Source",
                "Rows alike",
            ],
            rows,
            NOTHING,
        );
        whole(
            "Rows that repeat another of their source",
            "These rows have the same name, date of birth and postcode as another row of the same source. They were found when the last week was measured.",
            table,
            "/data-quality/duplicates",
            &listed,
        )
    })
}

fn duplicate(row: &Duplicate) -> Vec<Cell> {
    vec![
        Cell::text(row.name.to_string()),
        Cell::text(row.child.to_string()),
        Cell::text(written_date(row.date_of_birth)),
        Cell::text(row.source.clone()),
        Cell::text(row.alike.to_string()),
    ]
}

fn whole<T>(
    title: &'static str,
    words: &'static str,
    table: AnyView,
    path: &'static str,
    listed: &Listed<T>,
) -> AnyView {
    let elsewhere = listed.sees_shields.then(|| {
        view! {
            <p class="govuk-body">
                "Shielded records have "
                <a class="govuk-link" href="/data-quality/shielded">"a list of their own"</a>
                "."
            </p>
        }
    });
    view! {
        <BackLink href="/data-quality" text="Quality of the data"/>
        <Heading title=title/>
        <p class="govuk-body">{words}</p>
        {elsewhere}
        {table}
        {pages(path, listed.page, listed.more)}
    }
    .into_any()
}

/// What concerns the data of shielded records.
#[component]
pub(crate) fn ShieldedPage() -> impl IntoView {
    let shown = Resource::new_blocking(|| (), |()| load_shielded());
    loaded(shown, |shown| {
        let ShieldedData {
            withheld,
            incomplete,
        } = shown;
        let differing = withheld
            .iter()
            .map(|row| {
                vec![
                    Cell::text(row.name.to_string()),
                    Cell::text(row.child.to_string()),
                    Cell::text(row.item.title()),
                    Cell::text(row.source.clone()),
                    Cell::text(written_date(row.supplied_on)),
                ]
            })
            .collect();
        let heads = ["Child", "ContactPoint number", "Item", "Source", "Supplied"];
        let differing = table("What sources say differently", &heads, differing, NOTHING);
        let missing = incomplete
            .iter()
            .map(|(child, name)| vec![Cell::text(name.to_string()), Cell::text(child.to_string())])
            .collect();
        let missing = table(
            "Something is missing",
            &["Child", "ContactPoint number"],
            missing,
            NOTHING,
        );
        view! {
            <BackLink href="/data-quality" text="Quality of the data"/>
            <Heading title="Data of shielded records"/>
            <p class="govuk-body">
                "Only those who see your authority’s shielded records see this list. Sources are told nothing of it: that would tell them that a child has moved. Do not ask a source about any of it without the manager’s agreement."
            </p>
            <h2 class="govuk-heading-m">"What sources say differently"</h2>
            {differing}
            <h2 class="govuk-heading-m">"Records on which something is missing"</h2>
            {missing}
        }
        .into_any()
    })
}
