//! The display lines of one's own authority (CAF-04).

use components::{
    Button, ButtonKind, Choice, NotificationBanner, Select, SummaryList, SummaryRow, TextInput,
};
use domain::neutral_line::{NEUTRAL_SERVICE, NeutralLineShown};
use leptos::prelude::*;

use super::server::{Agree, LinesPage, Retire, list_lines};
use crate::form::{Filled, PostForm};
use crate::holder::id_of;
use crate::page::{Heading, loaded, query};

/// The page on which an authority's manager keeps the lines.
#[component]
pub(crate) fn NeutralLinesPage() -> impl IntoView {
    let (done, returned) = (query("done"), query("form"));
    // What was just done is part of what the page depends on: after it the lines are read again.
    let page = Resource::new_blocking(
        move || (done(), returned()),
        |(_, returned)| list_lines(returned),
    );
    loaded(page, move |page| {
        let words = match done().as_deref() {
            Some(code) if code.starts_with("agreed") => Some("The display line has been agreed"),
            Some(code) if code.starts_with("retired") => Some("The display line is out of use"),
            _ => None,
        };
        let LinesPage { lines, filled } = page;
        let mut organisations = vec![Choice::new("", "Choose an organisation")];
        organisations.extend(
            lines
                .organisations
                .into_iter()
                .map(|organisation| Choice::new(organisation.id.to_string(), organisation.name)),
        );
        let none = lines.lines.is_empty();
        let cards = lines.lines.into_iter().map(card).collect::<Vec<_>>();
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(id_of)}
            <Heading title="Display lines" error=filled.has_problems()/>
            <p class="govuk-body">
                "Somebody of a sensitive service who holds a common assessment or leads is shown under a display line and the words ‘"{NEUTRAL_SERVICE}"’, with their service’s consent. A line must not tell what kind of service it is, and whoever answers its telephone must not tell either."
            </p>
            {none.then(|| view! { <p class="govuk-body">"No display line has been agreed yet."</p> })}
            {cards}
            {form(filled, organisations)}
        }
        .into_any()
    })
}

/// The form in which a line is agreed.
fn form(filled: Filled, organisations: Vec<Choice>) -> AnyView {
    let agree = ServerAction::<Agree>::new();
    view! {
        <h2 class="govuk-heading-m">"Agree a display line"</h2>
        <PostForm action=agree>
            <Select name="organisation" label="Organisation" choices=organisations value=filled.value("organisation") error=filled.problem("organisation")/>
            <TextInput name="words" label="Display line" hint="Letters only, 60 at most. For example, Family support team" autocomplete="off" value=filled.value("words") error=filled.problem("words")/>
            <TextInput name="telephone" label="Telephone number" class="govuk-input--width-20" input_type="tel" autocomplete="off" value=filled.value("telephone") error=filled.problem("telephone")/>
            <Button button_type="submit" prevent_double_click=true>"Agree display line"</Button>
        </PostForm>
    }
    .into_any()
}

/// One line.
fn card(line: NeutralLineShown) -> AnyView {
    let retire = ServerAction::<Retire>::new();
    let rows = vec![
        SummaryRow::new("Organisation", line.organisation),
        SummaryRow::new("Telephone", line.telephone),
    ];
    view! {
        <SummaryList card_title=line.words card_heading_level=2 rows=rows/>
        <PostForm action=retire>
            <input type="hidden" name="line" value=line.id.to_string()/>
            <Button button_type="submit" kind=ButtonKind::Secondary>"Put out of use"</Button>
        </PostForm>
    }
    .into_any()
}
