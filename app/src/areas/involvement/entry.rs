//! Changing and ending one of one's own involvements, or one of one's team (UPD-05, INV-08), and the
//! questions that recording and changing share.

use components::{BackLink, Button, Choice, Conditional, DateInput, Radios, TextInput};
use domain::clock::written_date;
use domain::involvement::{Level, MyInvolvement, Purpose, WhyKept};
use leptos::prelude::*;

use super::hand_over::list_of;
use super::server::{Change, End, EntryForm, load_entry_form};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The field that a line of the error summary leads to.
pub(super) fn id_of(field: &str) -> String {
    match field {
        "started" | "ended" | "until" => format!("{field}-day"),
        other => other.to_owned(),
    }
}

/// Who is to be rung.
pub(super) fn level(filled: &Filled) -> AnyView {
    let choices = Level::ALL
        .iter()
        .rev()
        .map(|level| Choice::new(level.code(), level.title()))
        .collect::<Vec<_>>();
    view! {
        <Radios name="level" legend="Who should others contact?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("level") error=filled.problem("level")/>
    }
    .into_any()
}

/// The number to ring.
pub(super) fn telephone(filled: &Filled) -> AnyView {
    view! {
        <TextInput name="telephone" label="Telephone number" label_class="govuk-label--s" class="govuk-input--width-20" input_type="tel" autocomplete="off" value=filled.value("telephone") error=filled.problem("telephone")/>
    }
    .into_any()
}

/// The first day.
pub(super) fn started(filled: &Filled) -> AnyView {
    view! {
        <DateInput id="started" name_prefix="started_" legend="When did you start working with the child?" legend_class="govuk-fieldset__legend--s" day=filled.value("started_day") month=filled.value("started_month") year=filled.value("started_year") error=filled.problem("started")/>
    }
    .into_any()
}

/// Who is to be rung; of an entry recorded for a colleague, always that colleague.
fn level_of(involvement: &MyInvolvement, filled: &Filled) -> AnyView {
    if involvement.colleague.is_some() {
        return view! { <input type="hidden" name="level" value=Level::Practitioner.code()/> }
            .into_any();
    }
    level(filled)
}

/// For whom an entry was recorded (INV-06).
pub(super) fn for_colleague(involvement: &MyInvolvement) -> AnyView {
    let name = involvement.colleague.clone();
    name.map(|name| view! { <p class="govuk-body">{format!("Recorded for {name}")}</p> })
        .into_any()
}

/// The day until which an ended involvement is kept.
pub(super) fn until(filled: &Filled, legend: &'static str, hint: Option<String>) -> AnyView {
    view! {
        <DateInput id="until" name_prefix="until_" legend=legend legend_class="govuk-fieldset__legend--s" hint=hint day=filled.value("until_day") month=filled.value("until_month") year=filled.value("until_year") error=filled.problem("until")/>
    }
    .into_any()
}

/// How long an ended involvement stays on the record. Nothing is chosen beforehand, since that is
/// to be judged for each child (CEASE-02); of a universal service there is nothing to choose (D-18).
pub(super) fn stays(involvement: &MyInvolvement, filled: &Filled) -> AnyView {
    if involvement.universal {
        return view! {
            <p class="govuk-body">"It stays on the record for a year, shown as ended, so that others can still ask you."</p>
            <input type="hidden" name="stays" value="year"/>
        }
        .into_any();
    }
    let why = WhyKept::ALL
        .iter()
        .map(|why| Choice::new(why.code(), why.title()))
        .collect::<Vec<_>>();
    let longer = view! {
        {until(filled, "Until when?", Some("At most five years after it ended".to_owned()))}
        <Radios name="because" legend="Why may it matter to others later?" legend_class="govuk-fieldset__legend--s" choices=why small=true value=filled.value("because") error=filled.problem("because")/>
    };
    let choices = vec![
        Choice::new("year", "A year, shown as ended"),
        Choice::new("longer", "Longer, because it may matter to others")
            .hint("You will be asked each year whether it is still needed"),
    ];
    view! {
        <Radios name="stays" legend="How long should it stay on the record?" legend_class="govuk-fieldset__legend--s" choices=choices conditionals=vec![Conditional::new("longer", longer)] value=filled.value("stays") error=filled.problem("stays")/>
    }
    .into_any()
}

/// The page on which an involvement is changed.
#[component]
pub(crate) fn ChangePage() -> impl IntoView {
    let involvement = param("involvement");
    let (returned, from) = (query("form"), query("from"));
    let form = Resource::new_blocking(
        move || (involvement(), returned()),
        |(involvement, returned)| load_entry_form(involvement, Purpose::Change, returned),
    );
    loaded(form, move |form| {
        let change = ServerAction::<Change>::new();
        let EntryForm {
            involvement,
            filled,
            ..
        } = form;
        let from = filled.value("from").or_else(from).unwrap_or_default();
        let (back, title) = match list_of(&from) {
            own @ "/involvements" => (own, "Change your involvement"),
            team => (team, "Change this involvement"),
        };
        view! {
            <BackLink href=back/>
            {filled.summary(id_of)}
            <Heading title=title caption=involvement.child.name.to_string() error=filled.has_problems()/>
            <p class="govuk-body">{involvement.service.clone()}</p>
            {for_colleague(&involvement)}
            <PostForm action=change>
                <input type="hidden" name="involvement" value=involvement.id.to_string()/>
                <input type="hidden" name="from" value=from/>
                {level_of(&involvement, &filled)}
                {telephone(&filled)}
                {started(&filled)}
                <Button button_type="submit" prevent_double_click=true>"Save changes"</Button>
            </PostForm>
        }
        .into_any()
    })
}

/// The page on which an involvement is ended.
#[component]
pub(crate) fn EndPage() -> impl IntoView {
    let involvement = param("involvement");
    let (returned, from) = (query("form"), query("from"));
    let form = Resource::new_blocking(
        move || (involvement(), returned()),
        |(involvement, returned)| load_entry_form(involvement, Purpose::End, returned),
    );
    loaded(form, move |form| {
        let end = ServerAction::<End>::new();
        let EntryForm {
            involvement,
            filled,
            ..
        } = form;
        let from = filled.value("from").or_else(from).unwrap_or_default();
        let (back, title) = match list_of(&from) {
            own @ "/involvements" => (own, "End your involvement"),
            team => (team, "End this involvement"),
        };
        let words = format!(
            "{}, since {}",
            involvement.service,
            written_date(involvement.started)
        );
        view! {
            <BackLink href=back/>
            {filled.summary(id_of)}
            <Heading title=title caption=involvement.child.name.to_string() error=filled.has_problems()/>
            <p class="govuk-body">{words}</p>
            {for_colleague(&involvement)}
            <PostForm action=end>
                <input type="hidden" name="involvement" value=involvement.id.to_string()/>
                <input type="hidden" name="from" value=from/>
                <DateInput id="ended" name_prefix="ended_" legend="When did it end?" legend_class="govuk-fieldset__legend--s" day=filled.value("ended_day") month=filled.value("ended_month") year=filled.value("ended_year") error=filled.problem("ended")/>
                {stays(&involvement, &filled)}
                <Button button_type="submit" prevent_double_click=true>"End involvement"</Button>
            </PostForm>
        }
        .into_any()
    })
}
