//! The records of an authority that are kept past eighteen, and what its management team decides about
//! one (R18-03, R18-04). Who recorded the consent is not shown.

use components::{
    Action, BackLink, Button, Choice, NotificationBanner, Radios, SummaryList, SummaryRow,
};
use domain::clock::written_date;
use domain::past_eighteen::{Answer, HelpedBy, KeptShown, WhyOver};
use leptos::prelude::*;

use super::server::{Decide, DecideForm, load_decide_form, load_list};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};
use crate::picked::{PickedNote, query_show};

/// The page of all of them.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let done = query("done");
    let show = query_show();
    let list = Resource::new_blocking(move || (done(), show()), |(_, show)| load_list(show));
    loaded(list, move |kept| {
        let words = match done().as_deref() {
            Some("ended") => Some("The record is kept past 18 no longer"),
            Some("confirmed") => Some("The record is kept for another year"),
            _ => None,
        };
        let none = kept.is_empty();
        let cards = kept.into_iter().map(card).collect::<Vec<_>>();
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Records kept past 18"/>
            <p class="govuk-body">
                "Each year whoever recorded the consent is asked whether it still stands. Confirm it with a practitioner who works with the young person. What nobody confirms leaves ContactPoint."
            </p>
            <PickedNote/>
            {none.then(|| view! { <p class="govuk-body">"No record is kept past 18."</p> })}
            {cards}
        }
        .into_any()
    })
}

fn card((place, kept): (usize, KeptShown)) -> AnyView {
    let actions = vec![Action::new(
        format!("/past-eighteen/{place}/decide"),
        "Confirm or end",
        "",
    )];
    let name = kept.name.to_string();
    let rows = rows(&kept);
    view! { <SummaryList card_title=name card_heading_level=2 card_actions=actions rows=rows/> }
        .into_any()
}

/// What is known of one.
fn rows(kept: &KeptShown) -> Vec<SummaryRow> {
    let mut rows = vec![
        SummaryRow::new("ContactPoint number", kept.number.to_string()),
        SummaryRow::new("Date of birth", written_date(kept.date_of_birth.date)),
        SummaryRow::new("Group", kept.category.title()),
        SummaryRow::new(
            "Consent",
            format!(
                "{}, {}",
                kept.consented_by.title(),
                written_date(kept.consented_on)
            ),
        ),
        SummaryRow::new(
            "Helped by",
            kept.helped_by.map_or("Nobody", HelpedBy::title),
        ),
        SummaryRow::new("Kept at the longest until", written_date(kept.until)),
    ];
    if let Some(day) = kept.confirm_by {
        rows.push(SummaryRow::new("To be confirmed before", written_date(day)));
        let answer = kept.answer.map_or("Not answered yet", Answer::title);
        rows.push(SummaryRow::new("Whoever recorded the consent says", answer));
    }
    if let Some(told) = kept.told {
        rows.push(SummaryRow::new("A user tells", told.title()));
    }
    rows
}

/// The page on which one is confirmed or ended.
#[component]
pub(crate) fn DecidePage() -> impl IntoView {
    let place = param("place");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (place(), returned()),
        |(place, returned)| load_decide_form(place, returned),
    );
    loaded(form, move |form| {
        let decide = ServerAction::<Decide>::new();
        let DecideForm { kept, filled } = form;
        let mut choices = Vec::new();
        if kept.confirm_by.is_some() {
            let words = "Keep it for another year: a practitioner has confirmed to me that it still helps and that consent still stands";
            choices.push(Choice::new("confirm", words));
        }
        choices.extend(
            WhyOver::TOLD
                .iter()
                .map(|why| Choice::new(why.code(), format!("End it now. {}", why.title()))),
        );
        let rows = rows(&kept);
        view! {
            <BackLink href="/past-eighteen"/>
            {filled.summary(str::to_owned)}
            <Heading title="Confirm or end" caption=kept.name.to_string() error=filled.has_problems()/>
            <SummaryList rows=rows/>
            <PostForm action=decide>
                <input type="hidden" name="child" value=kept.number.to_string()/>
                <input type="hidden" name="place" value=place()/>
                <Radios name="decision" legend="What is to be done?" legend_class="govuk-fieldset__legend--s" hint="What is ended leaves ContactPoint at once, or on the 18th birthday if that has not come" choices=choices value=filled.value("decision") error=filled.problem("decision")/>
                <Button button_type="submit" prevent_double_click=true>"Decide"</Button>
            </PostForm>
        }
        .into_any()
    })
}
