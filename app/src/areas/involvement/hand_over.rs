//! Handing an involvement to a colleague (INV-07).

use components::{BackLink, Button, Choice, Select};
use domain::involvement::{ColleagueChoice, Purpose};
use leptos::prelude::*;

use super::entry::{for_colleague, id_of};
use super::server::{EntryForm, HandOver, load_entry_form};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// A colleague as they stand in a list.
pub(super) fn choice(colleague: ColleagueChoice) -> Choice {
    let words = format!("{}, {}", colleague.name, colleague.job_title);
    Choice::new(colleague.id.to_string(), words)
}

/// The list that one came from: the team's where its code says so.
pub(super) fn list_of(from: &str) -> &'static str {
    match from {
        "team" => "/team-involvements",
        _ => "/involvements",
    }
}

/// The page on which an involvement is handed over.
#[component]
pub(crate) fn HandOverPage() -> impl IntoView {
    let involvement = param("involvement");
    let (returned, from) = (query("form"), query("from"));
    let form = Resource::new_blocking(
        move || (involvement(), returned()),
        |(involvement, returned)| load_entry_form(involvement, Purpose::HandOver, returned),
    );
    loaded(form, move |form| {
        let hand_over = ServerAction::<HandOver>::new();
        let EntryForm {
            involvement,
            colleagues,
            filled,
            ..
        } = form;
        let from = filled.value("from").or_else(from).unwrap_or_default();
        let back = list_of(&from);
        let (value, error) = (filled.value("to"), filled.problem("to"));
        let id = involvement.id.to_string();
        let body = if colleagues.is_empty() || involvement.ended.is_some() {
            let words = if involvement.ended.is_some() {
                "It has ended, and what has ended is not handed over."
            } else {
                "Nobody else of the team has an account."
            };
            view! { <p class="govuk-body">{words}</p> }.into_any()
        } else {
            let choices = std::iter::once(Choice::new("", "Choose a colleague"))
                .chain(colleagues.into_iter().map(choice))
                .collect::<Vec<_>>();
            view! {
                <p class="govuk-body">
                    "Your colleague keeps it from now on, and their telephone number is shown. Both of you are told."
                </p>
                <PostForm action=hand_over>
                    <input type="hidden" name="involvement" value=id/>
                    <input type="hidden" name="from" value=from/>
                    <Select name="to" label="Who keeps it from now on?" label_class="govuk-label--s" choices=choices value=value error=error/>
                    <Button button_type="submit" prevent_double_click=true>"Hand over"</Button>
                </PostForm>
            }
            .into_any()
        };
        view! {
            <BackLink href=back/>
            {filled.summary(id_of)}
            <Heading title="Hand over this involvement" caption=involvement.child.name.to_string() error=filled.has_problems()/>
            <p class="govuk-body">{involvement.service.clone()}</p>
            {for_colleague(&involvement)}
            {body}
        }
        .into_any()
    })
}
