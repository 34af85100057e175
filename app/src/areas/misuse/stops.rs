//! Stopping a whole group at once, and letting it back (ACCT-07).

use components::{
    BackLink, Button, ButtonKind, Choice, NotificationBanner, Radios, SummaryList, SummaryRow,
    TextInput, WarningText,
};
use domain::clock::written_date;
use domain::misuse::GroupStop;
use leptos::prelude::*;

use super::id_of;
use super::server::{End, Stop, StopForm, load_stops};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn StopsPage() -> impl IntoView {
    let (done, of, returned) = (query("done"), query("of"), query("form"));
    let form = Resource::new_blocking(
        move || (done(), of(), returned()),
        |(_, _, returned)| load_stops(returned),
    );
    loaded(form, move |form| {
        let StopForm { stops, filled } = form;
        let words = match done().as_deref() {
            Some("stopped") => {
                Some("The accounts are stopped, and whoever was signed in is signed out")
            }
            Some("started") => {
                Some("The accounts can be used again, unless something else keeps one from it")
            }
            _ => None,
        };
        let cards = stops.iter().map(card).collect::<Vec<_>>();
        view! {
            <BackLink href="/misuse"/>
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(id_of)}
            <Heading title="Stop a whole group" error=filled.has_problems()/>
            {cards}
            {stop(filled)}
        }
        .into_any()
    })
}

fn card(one: &GroupStop) -> AnyView {
    let (end, id) = (ServerAction::<End>::new(), one.id);
    let rows = vec![
        SummaryRow::new("Stopped on", written_date(one.stopped_on)),
        SummaryRow::new("Accounts", one.accounts.to_string()),
    ];
    let of = format!(": {}", one.name);
    view! {
        <SummaryList card_title=one.name.clone() card_heading_level=2 rows=rows/>
        <PostForm action=end>
            <input type="hidden" name="stop" value=id.to_string()/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>
                "Let them back"<span class="govuk-visually-hidden">{of}</span>
            </Button>
        </PostForm>
    }
    .into_any()
}

fn stop(filled: Filled) -> AnyView {
    let stop = ServerAction::<Stop>::new();
    let kinds = vec![
        Choice::new("organisation", "An organisation"),
        Choice::new(
            "authority",
            "A local authority, with every organisation in its area",
        ),
    ];
    view! {
        <PostForm action=stop>
            <Radios name="kind" legend="What is to be stopped?" legend_class="govuk-fieldset__legend--m" choices=kinds value=filled.value("kind") error=filled.problem("kind")/>
            <TextInput name="name" label="Whole name" autocomplete="off" spellcheck=false value=filled.value("name") error=filled.problem("name")/>
            <WarningText>"Everybody in the group is signed out at once, and nobody can sign in until you let them back."</WarningText>
            <Button kind=ButtonKind::Warning button_type="submit" prevent_double_click=true>"Stop all accounts"</Button>
        </PostForm>
    }
    .into_any()
}
