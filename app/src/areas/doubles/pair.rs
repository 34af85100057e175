//! Two records that may be of one child: what speaks for that, and what is to be done.

use components::{BackLink, Button, ButtonKind, InsetText, SummaryList, SummaryRow};
use domain::clock::written_date;
use domain::doubles::{DoubleShown, RecordOfDouble};
use leptos::prelude::*;

use super::server::{ApartKept, PairForm, Together, load_double};
use crate::compared::side_by_side;
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn PairPage() -> impl IntoView {
    let (pair, returned) = (param("pair"), query("form"));
    let shown = Resource::new_blocking(
        move || (pair(), returned()),
        |(pair, returned)| load_double(pair, returned),
    );
    loaded(shown, |PairForm { shown, filled }| {
        let [one, other] = &shown.listed.records;
        view! {
            <BackLink href="/doubles"/>
            {filled.summary(str::to_owned)}
            <Heading title="Are these records of one child?" error=filled.has_problems()/>
            <SummaryList rows=facts(&shown)/>
            {why(&shown.why)}
            {(!shown.items.is_empty()).then(|| side_by_side("The first record", "The second record", &shown.items))}
            <p class="govuk-body">
                "Twins, brothers and sisters, and a parent and child may share a name, an address and more. If you are not sure, ask the services that work with the child first."
            </p>
            {together(&shown, one, other)}
            {apart(&shown)}
        }
        .into_any()
    })
}

fn facts(shown: &DoubleShown) -> Vec<SummaryRow> {
    let record = |record: &RecordOfDouble| {
        let born = written_date(record.date_of_birth);
        let own = format!("{}, {}, born on {born}", record.number, record.name);
        match &record.elsewhere {
            None => own,
            Some(authority) => format!("{own}. {authority} answers for it"),
        }
    };
    let [one, other] = &shown.listed.records;
    vec![
        SummaryRow::new("The first record", record(one)),
        SummaryRow::new("The second record", record(other)),
        SummaryRow::new("Found", written_date(shown.listed.found_on)),
        SummaryRow::new("Look at by", written_date(shown.listed.due_on)),
    ]
}

/// What was weighed, in plain words (MAT-03).
fn why(words: &[String]) -> AnyView {
    let lines = words
        .iter()
        .cloned()
        .map(|line| view! { <li>{line}</li> })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"What was compared"</h2>
        <ul class="govuk-list govuk-list--bullet">{lines}</ul>
    }
    .into_any()
}

/// Where the records are put together; or, where they are of two authorities, what goes before.
fn together(shown: &DoubleShown, one: &RecordOfDouble, other: &RecordOfDouble) -> AnyView {
    if !shown.joins {
        return view! {
            <InsetText>
                "Records of two authorities are not put together. Open your own authority’s record and agree with the other authority which of you answers for the child: once responsibility has passed, that authority puts them together."
            </InsetText>
        }
        .into_any();
    }
    let open = ServerAction::<Together>::new();
    let id = shown.listed.id.to_string();
    let words = [one, other].map(|record| format!("Put together on {}", record.number));
    let [first, second] = words;
    view! {
        <h2 class="govuk-heading-m">"They are of one child"</h2>
        <p class="govuk-body">"Choose the record that stays. You see both side by side once more before anything happens."</p>
        <PostForm action=open>
            <input type="hidden" name="pair" value=id/>
            <div class="govuk-button-group" id="stays">
                <Button button_type="submit" name="stays" value="first" prevent_double_click=true>{first}</Button>
                <Button button_type="submit" name="stays" value="second" prevent_double_click=true>{second}</Button>
            </div>
        </PostForm>
    }
    .into_any()
}

fn apart(shown: &DoubleShown) -> AnyView {
    let keep = ServerAction::<ApartKept>::new();
    let id = shown.listed.id.to_string();
    view! {
        <h2 class="govuk-heading-m">"They are of two children"</h2>
        <p class="govuk-body">"The records are not shown here again unless one of them changes in what was compared."</p>
        <PostForm action=keep>
            <input type="hidden" name="pair" value=id/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"They are two children"</Button>
        </PostForm>
    }
    .into_any()
}
