//! The report on transfers (TRF-08): tables that a manager opens when they are wanted.

use components::{Cell, Details, Scrollable, Table};
use domain::clock::written_date;
use domain::transfer::{RejectedBecause, Report};
use leptos::prelude::*;

/// Both directions, as headings.
const BOTH: [&str; 2] = ["To your authority", "From your authority"];

/// What the columns of the table of authorities count, each in both directions.
const WITH_EACH: [&str; 8] = [
    "Waiting: to you",
    "from you",
    "Accepted: to you",
    "from you",
    "Not accepted: to you",
    "from you",
    "Automatic: to you",
    "from you",
];

/// All of its tables.
pub(super) fn report(report: &Report) -> AnyView {
    let ages = ["Under 10", "10 to 19", "20 or more"];
    let tables = [
        table(
            "Waiting, by age in working days",
            "Direction",
            &ages,
            by_age(report),
        ),
        table(
            "With each authority",
            "Authority",
            &WITH_EACH,
            by_authority(report),
        ),
        table(
            "Not accepted, by reason",
            "Reason",
            &BOTH,
            by_reason(report),
        ),
        table(
            "Moved automatically, by week",
            "Week beginning",
            &BOTH,
            by_week(report),
        ),
    ];
    let tables = tables.into_iter().collect_view();
    view! { <Details summary="By age, authority, reason and week">{tables}</Details> }.into_any()
}

/// A row: what it is about, and its numbers.
type Row = (String, Vec<i64>);

fn by_age(report: &Report) -> Vec<Row> {
    BOTH.into_iter()
        .zip([true, false])
        .map(|(words, hither)| (words.to_owned(), report.by_age(hither).into()))
        .collect()
}

fn by_authority(report: &Report) -> Vec<Row> {
    report
        .by_authority()
        .into_iter()
        .map(|(other, to, from)| {
            let numbers = [
                [to.waiting, from.waiting],
                [to.accepted, from.accepted],
                [to.rejected, from.rejected],
                [to.automatic, from.automatic],
            ];
            (other, numbers.concat())
        })
        .collect()
}

fn by_reason(report: &Report) -> Vec<Row> {
    RejectedBecause::ALL
        .into_iter()
        .map(|because| (because.title().to_owned(), report.by_reason(because).into()))
        .filter(|(_, numbers): &Row| numbers.iter().any(|number| *number > 0))
        .collect()
}

fn by_week(report: &Report) -> Vec<Row> {
    report
        .automatic_by_week()
        .into_iter()
        .map(|(week, numbers)| (written_date(week.monday()), numbers.into()))
        .collect()
}

fn table(
    title: &'static str,
    first: &'static str,
    heads: &[&'static str],
    rows: Vec<Row>,
) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="govuk-body">{format!("{title}: there is none.")}</p> }.into_any();
    }
    let head = std::iter::once(Cell::text(first))
        .chain(heads.iter().map(|head| Cell::numeric(*head)))
        .collect::<Vec<_>>();
    let rows = rows
        .into_iter()
        .map(|(name, numbers)| {
            let numbers = numbers
                .into_iter()
                .map(|number| Cell::numeric(number.to_string()));
            std::iter::once(Cell::text(name)).chain(numbers).collect()
        })
        .collect::<Vec<_>>();
    view! {
        <Scrollable label=title>
            <Table caption=title caption_class="govuk-table__caption--s" first_cell_is_header=true head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}
