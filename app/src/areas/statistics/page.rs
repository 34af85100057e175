//! The table of the latest week, as far as it can be shown (STA-02, STA-03).

use components::{Cell, Scrollable, Table};
use domain::clock::written_date;
use domain::statistics::{AgeBand, FEWEST, Figure, Measured, ROUNDED_TO, StatisticsShown};
use leptos::prelude::*;

use super::server::load;
use crate::page::{Heading, loaded};

/// The page.
#[component]
pub(crate) fn StatisticsPage() -> impl IntoView {
    let shown = Resource::new_blocking(|| (), |()| load());
    loaded(shown, body)
}

fn body(shown: StatisticsShown) -> AnyView {
    let shielded = match &shown.authority {
        Some(_) => "Shielded children are in none of these figures.",
        None => "Shielded children are counted here, and in no authority’s figures.",
    };
    let caption = shown
        .authority
        .clone()
        .unwrap_or_else(|| "England".to_owned());
    let figures = match shown.counted_on {
        None => view! {
            <p class="govuk-body">"Nothing has been counted yet. Figures are counted once a week."</p>
        }
        .into_any(),
        Some(day) => view! {
            <h2 class="govuk-heading-m">{format!("As counted on {}", written_date(day))}</h2>
            {table(&shown.columns)}
        }
        .into_any(),
    };
    view! {
        <Heading title="Statistics" caption=caption/>
        <p class="govuk-body">
            "How many children have a record, and with how many of them somebody works beyond the services that every child has. Sensitive services are not counted."
        </p>
        {figures}
        <p class="govuk-body-s">
            {format!("Figures are rounded to the nearest {ROUNDED_TO}, so that parts may not add up. A figure below {FEWEST} is not shown, nor one from which it could be worked out. {shielded}")}
        </p>
    }
    .into_any()
}

fn table(columns: &[Vec<Figure>]) -> AnyView {
    let head = std::iter::once(Cell::text("Age"))
        .chain(Measured::ALL.iter().map(|of| Cell::numeric(of.title())))
        .collect::<Vec<_>>();
    let ages = AgeBand::ALL.iter().map(|band| band.title());
    let rows = ages
        .chain(["All ages"])
        .enumerate()
        .map(|(place, age)| {
            let figures = columns.iter().filter_map(|column| column.get(place));
            std::iter::once(Cell::text(age))
                .chain(figures.map(|figure| Cell::numeric(words(*figure))))
                .collect()
        })
        .collect::<Vec<Vec<Cell>>>();
    view! {
        <Scrollable label="Children by age">
            <Table caption="Children by age" caption_class="govuk-visually-hidden" first_cell_is_header=true head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn words(figure: Figure) -> String {
    match figure {
        Figure::NotShown => "Not shown".to_owned(),
        Figure::About(count) => {
            let digits = count.to_string();
            let parts: Vec<&str> = digits
                .as_bytes()
                .rchunks(3)
                .rev()
                .map(|part| std::str::from_utf8(part).unwrap_or_default())
                .collect();
            parts.join(",")
        }
    }
}
