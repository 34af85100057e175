//! The agreement with a source (FEED-03).

use components::{BackLink, Button, Checkboxes, Choice, Radios, TextInput};
use domain::data_source::{AgreedItem, Term};
use leptos::prelude::*;

use super::server::{OpenedSource, Purpose, Sign, load_source};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn AgreementPage() -> impl IntoView {
    let (source, returned) = (param("source"), query("form"));
    let opened = Resource::new_blocking(
        move || (source(), returned()),
        |(source, returned)| load_source(source, Purpose::Agreement, returned),
    );
    loaded(opened, |opened| {
        let OpenedSource { source, filled } = opened;
        let sign = ServerAction::<Sign>::new();
        let id = source.listed.id.to_string();
        let items = AgreedItem::ALL
            .iter()
            .map(|item| Choice::new(item.code(), item.title()))
            .collect::<Vec<_>>();
        let terms = Term::ALL
            .iter()
            .map(|term| Choice::new(term.code(), term.title()))
            .collect::<Vec<_>>();
        view! {
            <BackLink href=format!("/sources/{id}") text=source.listed.name.clone()/>
            {filled.summary(str::to_owned)}
            <Heading title="Agreement for the supply of data" caption=source.listed.name error=filled.has_problems()/>
            <p class="govuk-body">"Record what has been agreed and signed. The agreement counts as signed today."</p>
            <PostForm action=sign>
                <input type="hidden" name="source" value=id/>
                <Checkboxes name="items[]" id="items" legend="What does the source supply?" legend_class="govuk-fieldset__legend--s" choices=items values=listed(&filled, "items") error=filled.problem("items")/>
                <TextInput name="cadence" label="How often does it supply?" label_class="govuk-label--s" hint="The number of days from one supply to the next. When a supply is late by as many days again, it counts as overdue" suffix="days" class="govuk-input--width-3" inputmode="numeric" autocomplete="off" value=filled.value("cadence") error=filled.problem("cadence")/>
                <Checkboxes name="terms[]" id="terms" legend="What is agreed?" legend_class="govuk-fieldset__legend--s" choices=terms values=listed(&filled, "terms") error=filled.problem("terms")/>
                {question(&filled, "nationally", "Are these data supplied nationally already?")}
                {question(&filled, "value", "Does the source add value?")}
                {question(&filled, "quality", "Has the quality of its data been looked at?")}
                <Button button_type="submit" prevent_double_click=true>"Record the agreement"</Button>
            </PostForm>
        }
        .into_any()
    })
}

/// What was chosen, of several.
pub(super) fn listed(filled: &Filled, field: &str) -> Vec<String> {
    let chosen = filled.value(field).unwrap_or_default();
    chosen.split_whitespace().map(str::to_owned).collect()
}

/// A question that is answered by yes or no.
fn question(filled: &Filled, name: &'static str, words: &'static str) -> AnyView {
    let choices = vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
    view! { <Radios name=name legend=words legend_class="govuk-fieldset__legend--s" inline=true choices=choices value=filled.value(name) error=filled.problem(name)/> }
        .into_any()
}
