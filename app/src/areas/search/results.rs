//! What a search found: enough to tell children apart and no more (SRCH-03, SRCH-05 … SRCH-07).

use components::{Button, ButtonKind, InsetText, SummaryList, SummaryRow, Tag, TagColour};
use domain::clock::written_date;
use domain::search::{Found, Match, OpenMatch, ShieldedMatch};
use leptos::prelude::*;

use super::server::{Open, results};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param};

/// The page of a search's results.
#[component]
pub(crate) fn ResultsPage() -> impl IntoView {
    let search = param("search");
    let found = Resource::new_blocking(search, results);
    loaded(found, move |found| {
        view! { <Results found=found search=search()/> }.into_any()
    })
}

#[component]
fn Results(found: Found, search: String) -> impl IntoView {
    let again = format!("/search?again={search}");
    match found {
        Found::TooMany => view! { <TooMany again=again/> }.into_any(),
        Found::Matches(matches) if matches.is_empty() => {
            view! { <NoMatch search=search again=again/> }.into_any()
        }
        Found::Matches(matches) => {
            view! { <Matches matches=matches search=search again=again/> }.into_any()
        }
    }
}

/// Too many: no row, and no count (D-27).
#[component]
fn TooMany(again: String) -> impl IntoView {
    view! {
        <Heading title="Too many records match"/>
        <p class="govuk-body">"Tell us more about the child, so that only a few records match:"</p>
        <ul class="govuk-list govuk-list--bullet">
            <li>"the full date of birth"</li>
            <li>"the first name as well as the surname"</li>
            <li>"the full postcode"</li>
            <li>"the school, or a parent’s name"</li>
        </ul>
        <Button href=again>"Add details"</Button>
    }
}

/// None: the same advice whatever the cause (SRCH-07).
#[component]
fn NoMatch(search: String, again: String) -> impl IntoView {
    view! {
        <Heading title="No record matches"/>
        <p class="govuk-body">"Check what you entered:"</p>
        <ul class="govuk-list govuk-list--bullet">
            <li>"Is the date of birth right? Try the age instead."</li>
            <li>"Might the child be known by another name, or another surname?"</li>
            <li>"Try without the postcode: the child may have moved."</li>
        </ul>
        <p class="govuk-body">
            "If you believe that the child has returned to England, "
            <a class="govuk-link" href="/returned">"tell us so"</a>
            ". If the child should have a record, "
            {ask(&search)}
            "."
        </p>
        <Button href=again>"Change your search"</Button>
    }
}

/// Where a record is asked for (CRE-02).
fn ask(search: &str) -> AnyView {
    let href = format!("/new-records/ask/{search}");
    view! { <a class="govuk-link" href=href>"ask for a new record"</a> }.into_any()
}

#[component]
fn Matches(matches: Vec<Match>, search: String, again: String) -> impl IntoView {
    let none = ask(&search);
    let title = match matches.len() {
        1 => "1 record matches".to_owned(),
        n => format!("{n} records match"),
    };
    let cards = matches
        .into_iter()
        .map(|found| {
            let search = search.clone();
            match found {
                Match::Open(found) => open_match(found, search),
                Match::Shielded(found) => shielded_match(found, search),
            }
        })
        .collect::<Vec<_>>();
    view! {
        <Heading title=title/>
        <p class="govuk-body">
            "Make sure that it is the right child before you open a record. "
            <a class="govuk-link" href=again>"Change your search"</a>
        </p>
        <ol class="govuk-list app-matches">{cards}</ol>
        <p class="govuk-body">"If none of them is the child, " {none} "."</p>
    }
}

/// The facts that every match has.
fn facts(born: String, gender: &'static str, number: String) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new("Date of birth", born),
        SummaryRow::new("Gender", gender),
        SummaryRow::new("ContactPoint number", number),
    ]
}

fn open_match(found: OpenMatch, search: String) -> AnyView {
    let name = found.name.to_string();
    let number = found.number.to_string();
    let mut rows = facts(
        written_date(found.date_of_birth.date),
        found.gender.title(),
        number.clone(),
    );
    let place = [found.first_line, found.postcode]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
    if !place.is_empty() {
        rows.insert(2, SummaryRow::new("Address", place.join(", ")));
    }
    let why = (!found.why.is_empty()).then(|| {
        view! { <p class="govuk-hint">"Why it matches: " {found.why.join("; ")}</p> }
    });
    view! {
        <li class="app-match">
            <h2 class="govuk-heading-m">{name.clone()}</h2>
            <SummaryList rows=rows class="app-contact__facts"/>
            {why}
            {open_form(search, number, name)}
        </li>
    }
    .into_any()
}

/// Four facts and the word (D-01).
fn shielded_match(found: ShieldedMatch, search: String) -> AnyView {
    let name = found.name.to_string();
    let number = found.number.to_string();
    let rows = facts(
        written_date(found.date_of_birth.date),
        found.gender.title(),
        number.clone(),
    );
    view! {
        <li class="app-match">
            <h2 class="govuk-heading-m">
                {name.clone()} " " <Tag text="Shielded" colour=TagColour::Purple/>
            </h2>
            <SummaryList rows=rows class="app-contact__facts"/>
            <InsetText>"No more is shown of a shielded record, so that nobody can be found by it."</InsetText>
            {open_form(search, number, name)}
        </li>
    }
    .into_any()
}

/// Opens the record for the reason of the search: by POST, so that its number stands nowhere.
fn open_form(search: String, number: String, name: String) -> AnyView {
    let open = ServerAction::<Open>::new();
    view! {
        <PostForm action=open>
            <input type="hidden" name="search" value=search/>
            <input type="hidden" name="child" value=number/>
            <Button kind=ButtonKind::Secondary button_type="submit">
                "Open record" <span class="govuk-visually-hidden">" of " {name}</span>
            </Button>
        </PostForm>
    }
    .into_any()
}
