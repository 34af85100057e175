//! The involvements one keeps, and those one recorded for colleagues (INV-06, INV-10).

use chrono::NaiveDate;
use components::{Action, NotificationBanner, SummaryList, SummaryRow, Tag, TagColour};
use domain::clock::written_date;
use domain::involvement::MyInvolvement;
use leptos::prelude::*;

use super::server::{MineShown, mine};
use crate::page::{Heading, loaded, query};

/// What was just done, by a code: no words of the address are ever shown.
pub(super) fn done_words(done: Option<&str>) -> Option<&'static str> {
    Some(match done? {
        "changed" => "Your involvement has been changed",
        "ended" => "Your involvement has been ended",
        "handed-over" => "The involvement has been handed over",
        "kept" => "How long the involvement is kept has been changed",
        "confirmed" => "Your answer has been recorded",
        "asked" => "We have asked whoever keeps the involvement to check it",
        _ => return None,
    })
}

/// The page of one's own involvements.
#[component]
pub(crate) fn MinePage() -> impl IntoView {
    let (done, which) = (query("done"), query("which"));
    // What was just done is part of what the page depends on: after it the list is read again.
    let list = Resource::new_blocking(move || (done(), which()), |_| mine());
    loaded(list, move |MineShown { list, today }| {
        let words = done_words(done().as_deref());
        let (recorded, own): (Vec<_>, Vec<_>) = list
            .into_iter()
            .partition(|involvement| involvement.colleague.is_some());
        let (current, ended): (Vec<_>, Vec<_>) = own
            .into_iter()
            .partition(|involvement| involvement.ended.is_none());
        let recorded =
            (!recorded.is_empty()).then(|| section("Recorded for colleagues", recorded, "", today));
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="My involvements"/>
            {section("Current", current, "You have no current involvement. Find a child to record one.", today)}
            {section("Ended", ended, "You have no ended involvement that is still on a record.", today)}
            {recorded}
        }
        .into_any()
    })
}

fn section(
    title: &'static str,
    list: Vec<MyInvolvement>,
    none: &'static str,
    today: NaiveDate,
) -> AnyView {
    let cards = list
        .into_iter()
        .map(|involvement| card(involvement, today))
        .collect::<Vec<_>>();
    let empty = cards.is_empty();
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        {empty.then(|| view! { <p class="govuk-body">{none}</p> })}
        {cards}
    }
    .into_any()
}

/// What can be done with an involvement.
fn actions(involvement: &MyInvolvement, today: NaiveDate) -> Vec<Action> {
    let action = |path: &str, words: &'static str| {
        Action::new(
            format!("/involvements/{}/{path}", involvement.id),
            words,
            "",
        )
    };
    let mut actions = vec![action("open", "Open record")];
    if involvement.ended.is_none() {
        actions.push(action("change", "Change"));
        actions.push(action("end", "End"));
        if !involvement.sensitive {
            actions.push(action("hand-over", "Hand over"));
        }
    } else if !involvement.universal {
        actions.push(action("keep", "Keep longer or shorter"));
    }
    let to_confirm = involvement
        .retention
        .is_some_and(|retention| retention.to_confirm(today));
    if to_confirm {
        actions.push(action("confirm", "Confirm"));
    }
    actions
}

fn card(involvement: MyInvolvement, today: NaiveDate) -> AnyView {
    let name = involvement.child.name.to_string();
    let actions = actions(&involvement, today);
    let born = written_date(involvement.child.date_of_birth.date);
    let mut rows = vec![
        SummaryRow::new("Date of birth", born),
        SummaryRow::new("ContactPoint number", involvement.child.number.to_string()),
        SummaryRow::new("Service", involvement.service),
        SummaryRow::new("From", written_date(involvement.started)),
    ];
    if let Some(colleague) = involvement.colleague {
        rows.push(SummaryRow::new("Recorded for", colleague));
    }
    if let Some(ended) = involvement.ended {
        rows.push(SummaryRow::new("Until", written_date(ended)));
    }
    if let Some(retention) = involvement.retention {
        let until = written_date(retention.until());
        rows.push(SummaryRow::new("On the record until", until));
    }
    if involvement.child.shielded {
        rows.push(SummaryRow::new(
            "Record",
            view! { <Tag text="Shielded" colour=TagColour::Purple/> },
        ));
    }
    view! { <SummaryList card_title=name card_heading_level=3 card_actions=actions rows=rows/> }
        .into_any()
}
