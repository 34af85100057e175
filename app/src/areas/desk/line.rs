//! One line of the desk: where its work is done, and the weeks behind as pictures and as a table.

use components::{BackLink, Bar, BarChart, Cell, Scrollable, Table};
use domain::clock::written_date;
use domain::desk::{Figure, LineShown, Stage, WeekShown, scale};
use leptos::prelude::*;

use super::server::load_line;
use crate::page::{Heading, loaded, param};

/// The page.
#[component]
pub(crate) fn LinePage() -> impl IntoView {
    let line = param("line");
    let shown = Resource::new_blocking(line, load_line);
    loaded(shown, |shown| {
        let LineShown { figure, weeks } = shown;
        let body = if weeks.is_empty() {
            view! {
                <p class="govuk-body">
                    "No week has been counted yet. Each week is counted once, after its Sunday."
                </p>
            }
            .into_any()
        } else {
            pictures(weeks)
        };
        view! {
            <BackLink href="/desk" text="Your desk"/>
            <Heading title=figure.line.title()/>
            {now(&figure)}
            {body}
        }
        .into_any()
    })
}

/// What waits now, by stage.
fn now(figure: &Figure) -> AnyView {
    let links = Stage::ALL
        .into_iter()
        .filter(|stage| figure.numbers.at(*stage) > 0)
        .map(|stage| {
            let words = format!("{} {}", figure.numbers.at(stage), stage.words());
            view! { <li><a class="govuk-link" href=figure.line.link(stage)>{words}</a></li> }
        })
        .collect::<Vec<_>>();
    if links.is_empty() {
        return view! { <p class="govuk-body">"Nothing waits now."</p> }.into_any();
    }
    view! { <ul class="govuk-list">{links}</ul> }.into_any()
}

/// The first day of a week, as it stands below a picture.
fn short(week: &WeekShown) -> String {
    week.week.monday().format("%-d %b").to_string()
}

fn pictures(weeks: Vec<WeekShown>) -> AnyView {
    let top = |of: fn(&WeekShown) -> i32| weeks.iter().map(of).max().unwrap_or(0);
    let (most, came, went) = (
        top(|week| week.waiting),
        top(|week| week.opened),
        top(|week| week.done),
    );
    let waiting = weeks
        .iter()
        .map(|week| Bar::new(short(week), [week.waiting]))
        .collect::<Vec<_>>();
    let flow = weeks
        .iter()
        .map(|week| Bar::new(short(week), [week.opened, week.done]))
        .collect::<Vec<_>>();
    let sum = |of: fn(&WeekShown) -> i32| weeks.iter().map(of).sum::<i32>();
    let flow_words = format!(
        "In all {} new and {} cleared. The table below has each week.",
        sum(|week| week.opened),
        sum(|week| week.done)
    );
    let words = format!("At the most {most}. The table below has each week.");
    view! {
        <h2 class="govuk-heading-m">"Waiting at the end of each week"</h2>
        <BarChart id="waiting" title="Waiting at the end of each week" description=words bars=waiting marks=scale(most).marks/>
        <h2 class="govuk-heading-m">"New and cleared in each week"</h2>
        <p class="govuk-body-s app-chart__key">
            <span class="app-chart__swatch"></span>"New"
            <span class="app-chart__swatch app-chart__swatch--second"></span>"Cleared"
        </p>
        <BarChart id="flow" title="New and cleared in each week" description=flow_words bars=flow marks=scale(came.max(went)).marks/>
        {table(weeks)}
        <p class="govuk-body-s">
            "What is no longer on your list counts as cleared, for whatever reason."
        </p>
    }
    .into_any()
}

/// The same in numbers, the latest week first.
fn table(weeks: Vec<WeekShown>) -> AnyView {
    let head = std::iter::once(Cell::text("Week beginning"))
        .chain(
            [
                "New",
                "Cleared",
                "Waiting at its end",
                "Oldest, working days",
            ]
            .map(Cell::numeric),
        )
        .collect::<Vec<_>>();
    let rows = weeks
        .into_iter()
        .rev()
        .map(|week| {
            let oldest = week.oldest.map(|days| days.to_string());
            vec![
                Cell::text(written_date(week.week.monday())),
                Cell::numeric(week.opened.to_string()),
                Cell::numeric(week.done.to_string()),
                Cell::numeric(week.waiting.to_string()),
                Cell::numeric(oldest.unwrap_or_else(|| "–".to_owned())),
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
