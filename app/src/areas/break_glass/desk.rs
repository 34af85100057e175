//! What one may look at, what colleagues ask for, and where one asks.

use components::{
    Action, Button, ButtonKind, Choice, NotificationBanner, Radios, SummaryList, SummaryRow,
    TextInput,
};
use domain::break_glass::{AskedGlass, GlassReason, MyGlass};
use domain::clock::{written, written_date};
use leptos::prelude::*;

use super::server::{Ask, Decide, DeskShown, SetTime, load_desk};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn DeskPage() -> impl IntoView {
    let (done, returned) = (query("done"), query("form"));
    let page = Resource::new_blocking(
        move || (done(), returned()),
        |(_, returned)| load_desk(returned),
    );
    loaded(page, move |page| {
        let DeskShown { desk, ask, time } = page;
        let minutes = desk.time.minutes();
        let own = section("Records you asked for", desk.own.into_iter().map(own));
        let asked = section("Colleagues ask", desk.asked.into_iter().map(to_decide));
        let problems = ask.has_problems() || time.has_problems();
        view! {
            {done_banner(done().as_deref())}
            {ask.summary(str::to_owned)}
            {time.summary(str::to_owned)}
            <Heading title="Break the glass" error=problems/>
            <p class="govuk-body">
                {format!("A shielded record is shown to one of the central team once another has agreed, for {minutes} minutes. The authority that answers for it is told, and every look is recorded.")}
            </p>
            {own}
            {asked}
            {ask_form(ask)}
            {time_form(time)}
        }
        .into_any()
    })
}

/// What was just done, by a code.
fn done_banner(done: Option<&str>) -> AnyView {
    let words = match done.and_then(|code| code.split('.').next()) {
        Some("asked") => "Your colleagues have been asked. You are told when one has decided",
        Some("decided") => "Your decision has been carried out",
        Some("set") => "The time has been set. It holds for what is agreed from now on",
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

/// Something one asked for oneself.
fn own(glass: MyGlass) -> AnyView {
    let (state, actions) = match glass.closes_at {
        Some(at) => {
            let href = format!("/break-glass/{}", glass.id);
            let look = Action::new(href, "Look at the record", glass.number.to_string());
            (format!("Open until {}", written(at)), vec![look])
        }
        None => ("Waits for a colleague".to_owned(), Vec::new()),
    };
    let rows = vec![
        SummaryRow::new("Reason", glass.reason.title()),
        SummaryRow::new("State", state),
    ];
    let title = glass.number.to_string();
    view! { <SummaryList card_title=title card_heading_level=3 card_actions=actions rows=rows/> }
        .into_any()
}

/// Something a colleague asks for.
fn to_decide(glass: AskedGlass) -> AnyView {
    let decide = ServerAction::<Decide>::new();
    let rows = vec![
        SummaryRow::new("Asked for by", glass.by),
        SummaryRow::new("Reason", glass.reason.title()),
        SummaryRow::new("Asked for", written_date(glass.asked_on)),
    ];
    let title = glass.number.to_string();
    let id = glass.id.to_string();
    let about = format!(" about {title}");
    let too = about.clone();
    view! {
        <SummaryList card_title=title card_heading_level=3 rows=rows/>
        <PostForm action=decide>
            <input type="hidden" name="glass" value=id/>
            <div class="govuk-button-group">
                <Button button_type="submit" name="decision" value="agree">"I have seen the case: agree"<span class="govuk-visually-hidden">{too}</span></Button>
                <Button kind=ButtonKind::Secondary button_type="submit" name="decision" value="decline">"Do not agree"<span class="govuk-visually-hidden">{about}</span></Button>
            </div>
        </PostForm>
    }
    .into_any()
}

/// The form for asking.
fn ask_form(filled: Filled) -> AnyView {
    let ask = ServerAction::<Ask>::new();
    let reasons = GlassReason::ALL
        .map(|reason| Choice::new(reason.code(), reason.title()))
        .to_vec();
    view! {
        <h2 class="govuk-heading-m">"Ask to see a shielded record"</h2>
        <PostForm action=ask>
            <TextInput name="number" label="ContactPoint number" label_class="govuk-label--s" class="govuk-input--width-20" autocomplete="off" value=filled.value("number") error=filled.problem("number")/>
            <Radios name="reason" legend="Why must you see it?" legend_class="govuk-fieldset__legend--s" choices=reasons value=filled.value("reason") error=filled.problem("reason")/>
            <TextInput name="reference" label="Case reference" label_class="govuk-label--s" hint="It is kept in the audit trail alone. For example, SCR/2026-14" class="govuk-input--width-20" autocomplete="off" value=filled.value("reference") error=filled.problem("reference")/>
            <Button button_type="submit" prevent_double_click=true>"Ask a colleague to agree"</Button>
        </PostForm>
    }
    .into_any()
}

/// The form for the time.
fn time_form(filled: Filled) -> AnyView {
    let set = ServerAction::<SetTime>::new();
    view! {
        <h2 class="govuk-heading-m">"For how long"</h2>
        <PostForm action=set>
            <TextInput name="minutes" label="Minutes for which a record can be seen" label_class="govuk-label--s" hint="From 5 to 60. It is the same for the whole central team" class="govuk-input--width-2" autocomplete="off" value=filled.value("minutes") error=filled.problem("minutes")/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Set the time"</Button>
        </PostForm>
    }
    .into_any()
}
