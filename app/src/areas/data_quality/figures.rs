//! The four measures: now, week by week as a picture and as a table, and part by part.

use components::{BackLink, Bar, BarChart, Cell, Scrollable, SummaryList, SummaryRow, Table};
use domain::clock::written_date;
use domain::data_quality::{
    FEWEST, Measure, Part, PartOf, QualityShown, Shares, WeekOfQuality, in_words,
};
use domain::standing::Role;
use leptos::prelude::*;

use super::server::{OpenedQuality, load};
use crate::page::{Heading, loaded, param};

/// One's own authority, or the nation.
#[component]
pub(crate) fn OwnPage() -> impl IntoView {
    let shown = Resource::new_blocking(|| (), |()| load(None));
    loaded(shown, |shown| {
        let links = links(&shown);
        view! {
            {body(shown.quality)}
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
            <BackLink href="/data-quality" text="Quality of the data"/>
            {body(shown.quality)}
        }
        .into_any()
    })
}

/// Where it goes on from here, by role.
fn links(shown: &OpenedQuality) -> AnyView {
    let all = [
        (
            "/data-quality/incomplete",
            "Records on which something is missing",
            shown.role == Role::DataAdministrator,
        ),
        (
            "/data-quality/duplicates",
            "Rows that repeat another of their source",
            shown.role == Role::DataAdministrator,
        ),
        (
            "/data-quality/shielded",
            "Data of shielded records",
            shown.sees_shields,
        ),
        (
            "/data-quality/estimates",
            "Estimates of how many children live where",
            shown.role == Role::CentralTeam,
        ),
        ("/discrepancies", "What sources are told", true),
    ];
    let links = all
        .into_iter()
        .filter(|(.., shown)| *shown)
        .map(|(href, words, _)| view! { <li><a class="govuk-link" href=href>{words}</a></li> })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"More about the data"</h2>
        <ul class="govuk-list">{links}</ul>
    }
    .into_any()
}

fn body(quality: QualityShown) -> AnyView {
    let caption = quality.authority.unwrap_or_else(|| "England".to_owned());
    let measured = match quality.weeks.last() {
        None => view! {
            <p class="govuk-body">
                "No week has been measured yet. Each week is measured once, after its Sunday."
            </p>
        }
        .into_any(),
        Some(latest) => view! {
            {now(latest)}
            {pictures(&quality.weeks)}
            {week_by_week(&quality.weeks)}
            {parts(&quality.parts)}
        }
        .into_any(),
    };
    view! {
        <Heading title="Quality of the data" caption=caption/>
        {measured}
        <p class="govuk-body-s">
            {format!("Shielded children are in none of these figures. A share of fewer than {FEWEST} is not shown.")}
        </p>
    }
    .into_any()
}

/// The latest week.
fn now(latest: &WeekOfQuality) -> AnyView {
    let rows = Measure::ALL
        .into_iter()
        .zip(in_words(&latest.shares))
        .map(|(measure, share)| {
            let said = view! {
                <strong>{share}</strong>
                <div class="govuk-hint govuk-!-margin-bottom-0">{measure.meaning()}</div>
            };
            SummaryRow::new(measure.title(), said)
        })
        .collect::<Vec<_>>();
    let monday = written_date(latest.week.monday());
    view! {
        <h2 class="govuk-heading-m">{format!("In the week beginning {monday}")}</h2>
        <SummaryList rows=rows/>
    }
    .into_any()
}

/// A picture of each measure that was taken.
fn pictures(weeks: &[WeekOfQuality]) -> AnyView {
    let pictures = Measure::ALL
        .into_iter()
        .enumerate()
        .filter_map(|(place, measure)| {
            let taken: Vec<(String, i32)> = weeks
                .iter()
                .filter_map(|week| {
                    let share = week.shares[place]?;
                    let day = week.week.monday().format("%-d %b").to_string();
                    Some((day, share.per_cent()))
                })
                .collect();
            let (first, last) = (taken.first()?.1, taken.last()?.1);
            let description = format!(
                "{first}% in the first week shown, {last}% in the last. The table below has each week."
            );
            let bars: Vec<Bar> = taken
                .into_iter()
                .map(|(day, share)| Bar::new(day, [share]))
                .collect();
            Some(view! {
                <h3 class="govuk-heading-s">{measure.title()}</h3>
                <BarChart id=measure.code() title=format!("{}, in per cent", measure.title()) description=description bars=bars marks=vec![0, 20, 40, 60, 80, 100]/>
            })
        })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Week by week"</h2>
        {pictures}
    }
    .into_any()
}

fn head(first: &'static str) -> Vec<Cell> {
    std::iter::once(Cell::text(first))
        .chain(Measure::ALL.map(|measure| Cell::numeric(measure.title())))
        .collect()
}

fn row(first: Cell, shares: &Shares) -> Vec<Cell> {
    std::iter::once(first)
        .chain(in_words(shares).map(Cell::numeric))
        .collect()
}

fn week_by_week(weeks: &[WeekOfQuality]) -> AnyView {
    let rows = weeks
        .iter()
        .rev()
        .map(|week| {
            let monday = written_date(week.week.monday());
            row(Cell::text(monday), &week.shares)
        })
        .collect::<Vec<_>>();
    view! {
        <Scrollable label="Week by week">
            <Table caption="Week by week" caption_class="govuk-visually-hidden" first_cell_is_header=true head=head("Week beginning") rows=rows/>
        </Scrollable>
    }
    .into_any()
}

/// Authorities, then sources, in the latest week.
fn parts(parts: &[Part]) -> AnyView {
    let table = |caption: &'static str, first: &'static str, rows: Vec<Vec<Cell>>| {
        (!rows.is_empty()).then(|| {
            view! {
                <Scrollable label=caption>
                    <Table caption=caption caption_class="govuk-table__caption--m" first_cell_is_header=true head=head(first) rows=rows/>
                </Scrollable>
            }
        })
    };
    let mut authorities = Vec::new();
    let mut sources = Vec::new();
    for part in parts {
        match &part.part {
            PartOf::Authority(code) => {
                let (href, name) = (format!("/data-quality/authority/{code}"), part.name.clone());
                let link = view! { <a class="govuk-link" href=href>{name}</a> };
                authorities.push(row(Cell::view(link), &part.shares));
            }
            PartOf::Source => sources.push(row(Cell::text(part.name.clone()), &part.shares)),
        }
    }
    view! {
        {table("By authority", "Authority", authorities)}
        {table("By source", "Source", sources)}
    }
    .into_any()
}
