//! What a source supplied, week by week: a picture, and the same in numbers.

use components::{Bar, BarChart, Cell, Scrollable, Table};
use domain::clock::written_date;
use domain::data_source::WeekSupplied;
use domain::desk::scale;
use leptos::prelude::*;

/// How many rows came, and how many of them could not be used. Neither says anything of a child.
pub(super) fn supplied(weeks: &[WeekSupplied]) -> AnyView {
    let title = "Rows supplied in each week";
    if weeks.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">"What it supplied"</h2>
            <p class="govuk-body">"Nothing in the last 26 weeks."</p>
        }
        .into_any();
    }
    let bars = weeks
        .iter()
        .map(|week| {
            let label = week.week.monday().format("%-d %b").to_string();
            Bar::new(label, [week.taken_in(), week.refused()])
        })
        .collect::<Vec<_>>();
    let highest = weeks
        .iter()
        .map(|week| week.taken_in().max(week.refused()))
        .max()
        .unwrap_or(0);
    let sum =
        |of: fn(&WeekSupplied) -> i32| weeks.iter().map(|week| i64::from(of(week))).sum::<i64>();
    let description = format!(
        "In all {} taken in and {} not usable. The table below has each week.",
        sum(WeekSupplied::taken_in),
        sum(WeekSupplied::refused)
    );
    view! {
        <h2 class="govuk-heading-m">"What it supplied"</h2>
        <p class="govuk-body-s app-chart__key">
            <span class="app-chart__swatch"></span>"Taken in"
            <span class="app-chart__swatch app-chart__swatch--second"></span>"Not usable"
        </p>
        <BarChart id="supplied" title=title description=description bars=bars marks=scale(highest).marks/>
        {table(weeks)}
    }
    .into_any()
}

/// The same in numbers, the latest week first.
fn table(weeks: &[WeekSupplied]) -> AnyView {
    let mut head = vec![Cell::text("Week beginning")];
    head.extend(["Received", "Taken in", "Not usable"].map(Cell::numeric));
    head.push(Cell::text("Why not"));
    let rows = weeks
        .iter()
        .rev()
        .map(|week| {
            let codes = week
                .refused
                .iter()
                .map(|(code, rows)| format!("{code}: {rows}"))
                .collect::<Vec<_>>();
            let codes = match codes.is_empty() {
                true => "–".to_owned(),
                false => codes.join(", "),
            };
            vec![
                Cell::text(written_date(week.week.monday())),
                Cell::numeric(week.received.to_string()),
                Cell::numeric(week.taken_in().to_string()),
                Cell::numeric(week.refused().to_string()),
                Cell::text(codes),
            ]
        })
        .collect::<Vec<_>>();
    view! {
        <Scrollable label="Week by week">
            <Table caption="Week by week" caption_class="govuk-table__caption--m" first_cell_is_header=true head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}
