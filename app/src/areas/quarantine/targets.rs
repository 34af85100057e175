//! What waits at each authority, and within what time it is to be settled (MAT-07): for the central team.

use components::{Button, Cell, Choice, NotificationBanner, Scrollable, Select, Table, TextInput};
use domain::clock::written_date;
use domain::quarantine::ReviewsWaiting;
use leptos::prelude::*;

use super::server::{SetTarget, TargetsForm, load_targets};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn TargetsPage() -> impl IntoView {
    let (returned, done) = (query("form"), query("done"));
    let shown = Resource::new_blocking(
        move || (returned(), done()),
        |(returned, _)| load_targets(returned),
    );
    loaded(shown, move |shown| {
        let set = (done().as_deref() == Some("set")).then_some("The target has been set");
        view! {
            {set.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {whole(shown)}
        }
        .into_any()
    })
}

fn whole(shown: TargetsForm) -> AnyView {
    let TargetsForm { waiting, filled } = shown;
    let set = ServerAction::<SetTarget>::new();
    let blank = Choice::new("", "Select a local authority");
    let authorities = waiting
        .iter()
        .map(|one| Choice::new(one.local_authority.0.clone(), one.name.clone()));
    let authorities: Vec<Choice> = std::iter::once(blank).chain(authorities).collect();
    let (authority, days) = (
        filled.value("local_authority"),
        filled.value("working_days"),
    );
    let problems = (
        filled.problem("local_authority"),
        filled.problem("working_days"),
    );
    view! {
        {filled.summary(str::to_owned)}
        <Heading title="Doubtful rows and how long they wait" error=filled.has_problems()/>
        <p class="govuk-body">
            "What a source sends waits where it is doubtful whom it is about, until the management team of the authority that answers for the record has settled it. What waits already keeps its day when a target is set."
        </p>
        {table(&waiting)}
        <h2 class="govuk-heading-m">"Set a target"</h2>
        <PostForm action=set>
            <Select name="local_authority" label="Local authority" choices=authorities value=authority error=problems.0/>
            <TextInput name="working_days" label="Working days within which it settles a row" hint="From 1 to 60" class="govuk-input--width-3" inputmode="numeric" autocomplete="off" value=days error=problems.1/>
            <Button button_type="submit" prevent_double_click=true>"Set the target"</Button>
        </PostForm>
    }
    .into_any()
}

fn table(waiting: &[ReviewsWaiting]) -> AnyView {
    let head = vec![
        Cell::text("Authority"),
        Cell::numeric("Working days"),
        Cell::numeric("Waiting"),
        Cell::numeric("Overdue"),
        Cell::text("Oldest"),
    ];
    let rows = waiting
        .iter()
        .map(|one| {
            vec![
                Cell::text(one.name.clone()),
                Cell::numeric(one.working_days.to_string()),
                Cell::numeric(one.waiting.to_string()),
                Cell::numeric(one.overdue.to_string()),
                Cell::text(one.oldest.map_or("None".to_owned(), written_date)),
            ]
        })
        .collect::<Vec<_>>();
    view! {
        <Scrollable label="What waits at each authority">
            <Table caption="What waits at each authority" caption_class="govuk-table__caption--m" first_cell_is_header=true head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}
