//! The desk itself.

use components::{Bar, BarChart};
use domain::account::Person;
use domain::desk::{Figure, LineShown, Stage, scale};
use leptos::prelude::*;

use super::server::{DeskShown, load_desk};
use crate::page::{Heading, loaded};
use crate::places::from_the_desk;

/// The page.
#[component]
pub(crate) fn DeskPage() -> impl IntoView {
    let desk = Resource::new_blocking(|| (), |()| load_desk());
    loaded(desk, |shown| {
        let DeskShown { desk, person } = shown;
        let figures: Vec<Figure> = desk.lines.iter().map(|line| line.figure).collect();
        let sections = Stage::ALL.map(|stage| section(stage, &figures));
        let caption = person.organisation.clone();
        view! {
            <Heading title="Your desk" caption=caption/>
            <div class="app-desk">{sections.into_iter().collect_view()}</div>
            {quiet(&figures)}
            {weeks(desk.lines)}
            {places(&person)}
        }
        .into_any()
    })
}

/// What waits at a stage; nothing where nothing does.
fn section(stage: Stage, figures: &[Figure]) -> AnyView {
    let lines = figures
        .iter()
        .filter(|figure| figure.numbers.at(stage) > 0)
        .map(|figure| line(stage, figure))
        .collect::<Vec<_>>();
    if lines.is_empty() {
        return ().into_any();
    }
    let late = if stage == Stage::Overdue {
        "app-desk__section app-desk__section--late"
    } else {
        "app-desk__section"
    };
    view! {
        <section class=late aria-labelledby=stage.code()>
            <h2 class="govuk-heading-m" id=stage.code()>{stage.title()}</h2>
            <ul class="app-desk__lines">{lines}</ul>
        </section>
    }
    .into_any()
}

fn line(stage: Stage, figure: &Figure) -> AnyView {
    let number = figure.numbers.at(stage);
    let href = figure.line.link(stage);
    view! {
        <li>
            <a class="govuk-link govuk-link--no-underline app-desk__line" href=href>
                <span class="app-desk__number">{number.to_string()}</span>
                " "
                <span class="app-desk__words">{figure.line.words(number)}</span>
            </a>
        </li>
    }
    .into_any()
}

/// What there is nothing of, in one sentence.
fn quiet(figures: &[Figure]) -> AnyView {
    let none: Vec<&str> = figures
        .iter()
        .filter(|figure| figure.numbers.all() == 0)
        .map(|figure| figure.line.words(0))
        .collect();
    let words = match none.as_slice() {
        [] => return ().into_any(),
        all if all.len() == figures.len() => "Nothing waits.".to_owned(),
        [one] => format!("Nothing else waits: no {one}."),
        [first @ .., last] => format!("Nothing else waits: no {} or {last}.", first.join(", ")),
    };
    view! { <p class="govuk-body-s app-desk__quiet">{words}</p> }.into_any()
}

/// A small picture of each line that anything happened to.
fn weeks(lines: Vec<LineShown>) -> AnyView {
    let cards = lines
        .into_iter()
        .filter(|line| line.weeks.iter().any(|week| week.waiting + week.opened > 0))
        .map(card)
        .collect::<Vec<_>>();
    if cards.is_empty() {
        return ().into_any();
    }
    view! {
        <h2 class="govuk-heading-m">"The last 26 weeks"</h2>
        <p class="govuk-body-s">"How much waited at the end of each week."</p>
        <ul class="app-desk__weeks">{cards}</ul>
    }
    .into_any()
}

fn card(shown: LineShown) -> AnyView {
    let LineShown { figure, weeks } = shown;
    let (line, now) = (figure.line, figure.numbers.all());
    let waiting = || weeks.iter().map(|week| week.waiting);
    let top = waiting().max().unwrap_or(0);
    let description = format!(
        "At the end of each week: between {} and {top}, last {}.",
        waiting().min().unwrap_or(0),
        waiting().next_back().unwrap_or(0)
    );
    let bars = waiting()
        .map(|waiting| Bar::new("", [waiting]))
        .collect::<Vec<_>>();
    let oldest = figure.oldest.map(|days| match days {
        0 => ", the oldest for less than a working day".to_owned(),
        1 => ", the oldest for 1 working day".to_owned(),
        days => format!(", the oldest for {days} working days"),
    });
    let href = format!("/desk/{}", line.code());
    view! {
        <li class="app-desk__card">
            <h3 class="govuk-heading-s"><a class="govuk-link" href=href>{line.title()}</a></h3>
            <BarChart id=line.code() title=line.title() description=description bars=bars marks=scale(top).marks small=true/>
            <p class="govuk-body-s">{format!("{now} now")}{oldest}</p>
        </li>
    }
    .into_any()
}

/// Everywhere else that management goes.
fn places(person: &Person) -> AnyView {
    let links = from_the_desk(person)
        .map(|place| {
            view! { <li><a class="govuk-link" href=place.href>{place.text}</a></li> }
        })
        .collect::<Vec<_>>();
    view! {
        <nav class="app-desk__places app-no-print" aria-labelledby="places">
            <h2 class="govuk-heading-m" id="places">"All lists"</h2>
            <ul class="govuk-list">{links}</ul>
        </nav>
    }
    .into_any()
}
