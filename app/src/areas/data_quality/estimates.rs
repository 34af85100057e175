//! How many children live where, as the central team states it.

use components::{
    BackLink, Button, Cell, NotificationBanner, Scrollable, Table, TextArea, TextInput,
};
use leptos::prelude::*;

use super::server::{OpenedEstimates, StateEstimates, estimates_held};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn EstimatesPage() -> impl IntoView {
    let (returned, done) = (query("form"), query("done"));
    let shown = Resource::new_blocking(
        move || (returned(), done()),
        |(returned, _)| estimates_held(returned),
    );
    loaded(shown, move |shown| {
        let stated =
            (done().as_deref() == Some("stated")).then_some("The estimates have been stated");
        view! {
            <BackLink href="/data-quality" text="Quality of the data"/>
            {stated.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {whole(shown)}
        }
        .into_any()
    })
}

fn whole(shown: OpenedEstimates) -> AnyView {
    let OpenedEstimates { held, filled } = shown;
    let action = ServerAction::<StateEstimates>::new();
    let rows = held
        .into_iter()
        .map(|(code, name, latest)| {
            let (year, children) = match latest {
                Some((year, children)) => (year.to_string(), children.to_string()),
                None => ("None".to_owned(), "–".to_owned()),
            };
            vec![
                Cell::text(name),
                Cell::text(code.0),
                Cell::numeric(year),
                Cell::numeric(children),
            ]
        })
        .collect::<Vec<_>>();
    let head = vec![
        Cell::text("Authority"),
        Cell::text("Code"),
        Cell::numeric("Year"),
        Cell::numeric("Children"),
    ];
    let (year, lines) = (filled.value("year"), filled.value("lines"));
    let problems = (filled.problem("year"), filled.problem("lines"));
    view! {
        {filled.summary(str::to_owned)}
        <Heading title="Estimates of how many children live where" error=filled.has_problems()/>
        <p class="govuk-body">
            "Coverage is measured against the latest estimate of the year of each week, or of one before. What you state takes the place of what stands for that year."
        </p>
        <PostForm action=action>
            <TextInput name="year" label="Year of the estimate" class="govuk-input--width-4" inputmode="numeric" value=year error=problems.0/>
            <TextArea name="lines" label="Authorities" hint="One to a line: its code, a comma and the number of children, like E08000032, 141000" rows=8 spellcheck=false value=lines.unwrap_or_default() error=problems.1/>
            <Button button_type="submit" prevent_double_click=true>"State estimates"</Button>
        </PostForm>
        <Scrollable label="The latest estimates">
            <Table caption="The latest estimates" caption_class="govuk-table__caption--m" first_cell_is_header=true head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}
