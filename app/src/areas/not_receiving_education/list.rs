//! The list, a page at a time (CNE-01); that of shielded children on a page of its own (CNE-05).

use components::{BackLink, Cell, InsetText};
use domain::clock::written_date;
use domain::not_receiving_education::{RunReason, WithoutSetting};
use leptos::prelude::*;

use super::server::{Open, Run, START, load_list, load_shielded};
use super::start::NO_PROOF;
use crate::form::PostForm;
use crate::lists::{pages, table};
use crate::page::{Heading, loaded, query};

/// Those who are not shielded.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let (reason, page) = (query("reason"), query("page"));
    let run = Resource::new_blocking(
        move || (reason(), page()),
        |(reason, page)| load_list(reason.unwrap_or_default(), page),
    );
    loaded(run, |run| {
        // Without a reason there is nothing here: the answer has led to where one is given.
        let Some(run) = run else {
            return ().into_any();
        };
        let elsewhere = run.1.sees_shields.then(|| {
            let href = format!("{START}/shielded?reason={}", run.0.code());
            view! {
                <p class="govuk-body">
                    "Shielded records have "
                    <a class="govuk-link" href=href>"a list of their own"</a>
                    "."
                </p>
            }
        });
        let title = "Children with no educational setting recorded";
        whole(title, &format!("{START}/list"), elsewhere.into_any(), run)
    })
}

/// Those who are.
#[component]
pub(crate) fn ShieldedPage() -> impl IntoView {
    let (reason, page) = (query("reason"), query("page"));
    let run = Resource::new_blocking(
        move || (reason(), page()),
        |(reason, page)| load_shielded(reason.unwrap_or_default(), page),
    );
    loaded(run, |run| {
        let Some(run) = run else {
            return ().into_any();
        };
        let words = view! {
            <p class="govuk-body">
                "Only those who see your authority’s shielded records see this list. Ask nobody about these children without the manager’s agreement: a question can tell where a child is."
            </p>
        };
        let title = "Shielded children with no educational setting recorded";
        whole(title, &format!("{START}/shielded"), words.into_any(), run)
    })
}

fn whole(title: &'static str, path: &str, words: AnyView, (reason, listed): Run) -> AnyView {
    let action = ServerAction::<Open>::new();
    let rows = listed
        .rows
        .iter()
        .map(|child| row(child, reason, action))
        .collect();
    let head = ["Child", "ContactPoint number", "Born", "No setting since"];
    let table = table(
        title,
        &head,
        rows,
        "Every child of school age has a setting recorded.",
    );
    let path = format!("{path}?reason={}", reason.code());
    view! {
        <BackLink href=START/>
        <Heading title=title/>
        <InsetText>{NO_PROOF}</InsetText>
        {words}
        {table}
        {pages(&path, listed.page, listed.more)}
    }
    .into_any()
}

fn row(child: &WithoutSetting, reason: RunReason, action: ServerAction<Open>) -> Vec<Cell> {
    let (number, name) = (child.child.to_string(), child.name.to_string());
    let hidden = number.clone();
    let open = view! {
        <PostForm action=action>
            <input type="hidden" name="child" value=hidden/>
            <input type="hidden" name="reason" value=reason.code()/>
            <button class="app-link-button" type="submit">
                {name}
                <span class="govuk-visually-hidden">": open the record"</span>
            </button>
        </PostForm>
    };
    let since = child
        .from
        .map_or("None recorded yet".to_owned(), written_date);
    vec![
        Cell::view(open),
        Cell::text(number),
        Cell::text(written_date(child.date_of_birth)),
        Cell::text(since),
    ]
}
