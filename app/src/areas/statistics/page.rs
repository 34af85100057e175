//! The table of one week, as far as it can be shown (STA-02, STA-03).

use components::{BackLink, Cell, Scrollable, Table};
use domain::clock::written_date;
use domain::statistics::{AgeBand, FEWEST, Figure, Measured, ROUNDED_TO, StatisticsShown};
use leptos::prelude::*;

use super::server::load;
use crate::page::{Heading, loaded, param};

/// One's own authority, or the nation.
#[component]
pub(crate) fn OwnPage() -> impl IntoView {
    let shown = Resource::new_blocking(|| (), |()| load(None));
    loaded(shown, |shown| {
        let links = authorities(&shown);
        view! {
            {body(shown)}
            {links}
        }
        .into_any()
    })
}

/// An authority, for the central team.
#[component]
pub(crate) fn AuthorityPage() -> impl IntoView {
    let authority = param("authority");
    let shown = Resource::new_blocking(authority, |authority| load(Some(authority)));
    loaded(shown, |shown| {
        view! {
            <BackLink href="/statistics" text="Statistics"/>
            {body(shown)}
        }
        .into_any()
    })
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
    let figures = match shown.week {
        None => view! {
            <p class="govuk-body">"No week has been counted yet. Each week is counted once, after its Sunday."</p>
        }
        .into_any(),
        Some(week) => {
            let monday = written_date(week.monday());
            view! {
                <h2 class="govuk-heading-m">{format!("At the end of the week beginning {monday}")}</h2>
                {table(&shown.columns)}
            }
            .into_any()
        }
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

/// The way to each authority's.
fn authorities(shown: &StatisticsShown) -> AnyView {
    if shown.authorities.is_empty() {
        return ().into_any();
    }
    let links = shown
        .authorities
        .iter()
        .map(|(code, name)| {
            let href = format!("/statistics/authority/{code}");
            view! { <li><a class="govuk-link" href=href>{name.clone()}</a></li> }
        })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"By authority"</h2>
        <ul class="govuk-list">{links}</ul>
    }
    .into_any()
}
