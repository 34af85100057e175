//! The search form: the reason first, then what is known of the child (SRCH-01, SRCH-02).

use components::{
    Button, CharacterCount, Choice, DateInput, DatePart, Details, Fieldset, Radios, TextInput,
};
use domain::reason::{Reason, ReasonCode};
use leptos::prelude::*;

use super::server::{Find, SearchForm, load_search_form};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, query};

/// The page on which a search begins.
#[component]
pub(crate) fn SearchPage() -> impl IntoView {
    let returned = query("form");
    let again = query("again");
    let form = Resource::new_blocking(
        move || (returned(), again()),
        |(returned, again)| load_search_form(returned, again),
    );
    loaded(form, |form| view! { <Search form=form/> }.into_any())
}

/// The field that a line of the error summary leads to.
fn id_of(field: &str) -> String {
    match field {
        "day" | "month" | "year" => format!("born-{field}"),
        other => other.to_owned(),
    }
}

#[component]
fn Search(form: SearchForm) -> impl IntoView {
    let SearchForm { filled, reasons } = form;
    let find = ServerAction::<Find>::new();
    view! {
        {filled.summary(id_of)}
        <Heading title="Find a child" error=filled.has_problems()/>
        <PostForm action=find>
            {why(&filled, reasons)}
            {who(filled.clone())}
            {narrowing(filled)}
            <Button button_type="submit" prevent_double_click=true>"Search"</Button>
        </PostForm>
        <p class="govuk-hint">"Your search, your reason and what you open are recorded under your name."</p>
    }
    .into_any()
}

/// Why the search is made. No reason is chosen beforehand.
fn why(filled: &Filled, reasons: Vec<ReasonCode>) -> AnyView {
    let choices = reasons
        .into_iter()
        .map(|reason| Choice::new(reason.code(), reason.label()))
        .collect::<Vec<_>>();
    view! {
        <Radios
            name="reason"
            legend="Why do you need to find this child?"
            legend_class="govuk-fieldset__legend--m"
            choices=choices
            small=true
            value=filled.value("reason")
            error=filled.problem("reason")
        />
        <CharacterCount
            name="words"
            label="Explain your reason"
            hint="Needed for ‘Another reason’, and when the child lives outside your area. Nothing about the child’s circumstances"
            maxlength=Reason::LONGEST_WORDS
            rows=2
            value=filled.value("words").unwrap_or_default()
            error=filled.problem("words")
        />
    }
    .into_any()
}

/// Who is looked for.
fn who(filled: Filled) -> AnyView {
    let date_problem = filled.problem_of(&["day", "month", "year"]);
    let wrong = [
        ("day", DatePart::Day),
        ("month", DatePart::Month),
        ("year", DatePart::Year),
    ]
    .into_iter()
    .filter(|(field, _)| filled.problem(field).is_some())
    .map(|(_, part)| part)
    .collect::<Vec<_>>();
    view! {
        <Fieldset legend="What do you know about the child?" legend_class="govuk-fieldset__legend--m">
            <p class="govuk-hint">
                "Enter a surname and a date of birth, an age, a postcode or a school. Spellings need not be exact."
            </p>
            <div class="app-columns">
                <TextInput name="given" label="First name" autocomplete="off" spellcheck=false value=filled.value("given") error=filled.problem("given")/>
                <TextInput name="family" label="Surname" autocomplete="off" spellcheck=false value=filled.value("family") error=filled.problem("family")/>
            </div>
            <DateInput id="born" legend="Date of birth" hint="For example, 27 3 2017" day=filled.value("day") month=filled.value("month") year=filled.value("year") error=date_problem wrong=wrong/>
            <div class="app-columns">
                <TextInput name="age" label="Or age in years" class="govuk-input--width-2" inputmode="numeric" autocomplete="off" value=filled.value("age") error=filled.problem("age")/>
                <TextInput name="postcode" label="Postcode, or its first half" class="govuk-input--width-10" autocomplete="off" spellcheck=false value=filled.value("postcode") error=filled.problem("postcode")/>
            </div>
        </Fieldset>
    }
    .into_any()
}

/// What narrows a search, and the number that replaces it.
fn narrowing(filled: Filled) -> AnyView {
    let more = ["gender", "address", "school", "parent", "number"];
    let open = more
        .iter()
        .any(|f| filled.value(f).is_some() || filled.problem(f).is_some());
    let genders = [("female", "Female"), ("male", "Male"), ("", "Not known")]
        .map(|(value, label)| Choice::new(value, label))
        .to_vec();
    view! {
        <Details summary="More details, or a ContactPoint number" open=open>
            <TextInput name="school" label="School" autocomplete="off" value=filled.value("school") error=filled.problem("school")/>
            <TextInput name="address" label="Part of the address" autocomplete="off" value=filled.value("address") error=filled.problem("address")/>
            <TextInput name="parent" label="A parent’s or carer’s name" hint="Narrows the search; it cannot be searched by alone" autocomplete="off" spellcheck=false value=filled.value("parent") error=filled.problem("parent")/>
            <Radios name="gender" legend="Gender" choices=genders inline=true small=true value=filled.value("gender") error=filled.problem("gender")/>
            <TextInput name="number" label="ContactPoint number" hint="12 figures. If you enter it, nothing else is needed" class="govuk-input--width-10" inputmode="numeric" autocomplete="off" spellcheck=false value=filled.value("number") error=filled.problem("number")/>
        </Details>
    }
    .into_any()
}
