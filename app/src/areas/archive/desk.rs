//! The archive's page: what one has open, what one's authority holds, what waits for agreement, and
//! where one looks for a record (ARC-03, ARC-04).

use components::{
    Action, Button, ButtonKind, Choice, DateInput, NotificationBanner, Radios, SummaryList,
    SummaryRow, TextInput,
};
use domain::archive::{AccessReason, ArchiveDesk, AskedWindow, HoldShown, MyWindow};
use domain::clock::written_date;
use leptos::prelude::*;

use super::id_of;
use super::server::{DecideAccess, DeskShown, ReviewHold, Search, load_desk};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, query};
use crate::picked::{PickedNote, picked, query_show};

/// The page.
#[component]
pub(crate) fn DeskPage() -> impl IntoView {
    let (done, returned, show) = (query("done"), query("form"), query_show());
    // What was just done is part of what the page depends on: after it the page is read again.
    let page = Resource::new_blocking(
        move || (done(), returned(), show()),
        |(_, returned, show)| load_desk(returned, show),
    );
    loaded(page, move |page| {
        let DeskShown {
            desk,
            filled,
            central_team,
        } = page;
        let ArchiveDesk {
            windows,
            holds,
            asked,
        } = desk;
        let windows = section("Records you may look at", windows.into_iter().map(own));
        let asked = section("Waiting for a decision", asked.into_iter().map(to_decide));
        let holds = section("Records that are held", holds.into_iter().map(held));
        view! {
            {done_banner(done().as_deref())}
            {filled.summary(id_of)}
            <Heading title="Archive" error=filled.has_problems()/>
            <p class="govuk-body">
                "Records that have left the live directory are kept here for six years. They are looked at for one of eight reasons, for five working days, and every look is recorded."
            </p>
            {central_team.then(certificates)}
            <PickedNote/>
            {windows}
            {asked}
            {holds}
            {picked().is_none().then(|| search(filled))}
        }
        .into_any()
    })
}

fn certificates() -> AnyView {
    view! {
        <p class="govuk-body">
            <a class="govuk-link" href="/archive/certificates">"Certificates of destruction"</a>
        </p>
    }
    .into_any()
}

/// What was just done, by a code.
fn done_banner(done: Option<&str>) -> AnyView {
    let words = match done.and_then(|code| code.split('.').next()) {
        Some("archived") => "The record has been archived",
        Some("asked") => "The central team has been asked. You are told when it has decided",
        Some("decided") => "Your decision has been carried out",
        Some("restored") => "The record is live again. Find it by its number",
        Some("kept") => "The record stays held",
        Some("released") => "The record is no longer held",
        _ => return ().into_any(),
    };
    view! { <NotificationBanner text=words success=true/> }.into_any()
}

/// A heading and its cards; nothing where there are none.
fn section(heading: &'static str, cards: impl Iterator<Item = AnyView>) -> AnyView {
    let cards = cards.collect::<Vec<_>>();
    if cards.is_empty() {
        return ().into_any();
    }
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        {cards}
    }
    .into_any()
}

/// A window of one's own.
fn own(window: MyWindow) -> AnyView {
    let (state, actions) = match window.closes_on {
        Some(day) => {
            let href = format!("/archive/{}", window.id);
            let look = Action::new(href, "Look at the record", "");
            (format!("Open, closes on {}", written_date(day)), vec![look])
        }
        None => ("Waits for the central team".to_owned(), Vec::new()),
    };
    let rows = vec![
        SummaryRow::new("Reason", window.reason.title()),
        SummaryRow::new("Asked for", written_date(window.asked_on)),
        SummaryRow::new("State", state),
    ];
    let title = window.number.to_string();
    view! { <SummaryList card_title=title card_heading_level=3 card_actions=actions rows=rows/> }
        .into_any()
}

/// A window that the central team decides on.
fn to_decide(window: AskedWindow) -> AnyView {
    let decide = ServerAction::<DecideAccess>::new();
    let by = window.asked_for.unwrap_or("The central team".to_owned());
    let rows = vec![
        SummaryRow::new("Asked for by", by),
        SummaryRow::new("Reason", window.reason.title()),
        SummaryRow::new("Asked for", written_date(window.asked_on)),
    ];
    let title = window.number.to_string();
    let agree = (!window.own).then(|| {
        view! {
            <PostForm action=decide>
                <input type="hidden" name="window" value=window.id.to_string()/>
                <div class="govuk-button-group">
                    <Button button_type="submit" name="decision" value="approve">"The reason was shown: agree"</Button>
                    <Button kind=ButtonKind::Secondary button_type="submit" name="decision" value="decline">"Do not agree"</Button>
                </div>
            </PostForm>
        }
    });
    view! {
        <SummaryList card_title=title card_heading_level=3 rows=rows/>
        {agree}
    }
    .into_any()
}

/// A hold that one's authority reviews.
fn held(hold: HoldShown) -> AnyView {
    let review = ServerAction::<ReviewHold>::new();
    let rows = vec![
        SummaryRow::new("Held for", hold.why.title()),
        SummaryRow::new("Since", written_date(hold.placed_on)),
        SummaryRow::new("Review by", written_date(hold.review_on)),
    ];
    let title = hold.number.to_string();
    view! {
        <SummaryList card_title=title card_heading_level=3 rows=rows/>
        <PostForm action=review>
            <input type="hidden" name="hold" value=hold.id.to_string()/>
            <div class="govuk-button-group">
                <Button kind=ButtonKind::Secondary button_type="submit" name="decision" value="keep">"Still needed: review again in three months"</Button>
                <Button kind=ButtonKind::Secondary button_type="submit" name="decision" value="release">"No longer needed: stop holding"</Button>
            </div>
        </PostForm>
    }
    .into_any()
}

/// The form in which a record is looked for.
fn search(filled: Filled) -> AnyView {
    let search = ServerAction::<Search>::new();
    let reasons = AccessReason::ALL
        .iter()
        .map(|reason| match reason {
            AccessReason::CompellingReason => {
                Choice::new(reason.code(), reason.title()).hint("The central team must agree first")
            }
            AccessReason::ReturnedToEngland => Choice::new(reason.code(), reason.title())
                .hint("Records of every authority are searched"),
            _ => Choice::new(reason.code(), reason.title()),
        })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Look for an archived record"</h2>
        <PostForm action=search>
            <Radios name="reason" legend="Why do you need it?" legend_class="govuk-fieldset__legend--s" choices=reasons value=filled.value("reason") error=filled.problem("reason")/>
            <TextInput name="reference" label="Case reference" label_class="govuk-label--s" hint="It is kept in the audit trail alone. For example, SCR/2026-14" class="govuk-input--width-20" autocomplete="off" value=filled.value("reference") error=filled.problem("reference")/>
            <TextInput name="number" label="ContactPoint number" label_class="govuk-label--s" hint="If you do not have it, enter the full name and the date of birth" class="govuk-input--width-20" autocomplete="off" value=filled.value("number") error=filled.problem("number")/>
            <TextInput name="given" label="First names" label_class="govuk-label--s" autocomplete="off" value=filled.value("given") error=filled.problem("given")/>
            <TextInput name="family" label="Last name" label_class="govuk-label--s" autocomplete="off" value=filled.value("family") error=filled.problem("family")/>
            <DateInput id="born" name_prefix="born_" legend="Date of birth" legend_class="govuk-fieldset__legend--s" day=filled.value("born_day") month=filled.value("born_month") year=filled.value("born_year") error=filled.problem("born")/>
            <Button button_type="submit" prevent_double_click=true>"Look for the record"</Button>
        </PostForm>
    }
    .into_any()
}
