//! The list, a page at a time (CNE-01); that of shielded children on a page of its own (CNE-05).

use components::{BackLink, Cell, InsetText};
use domain::clock::written_date;
use domain::listed::Listed;
use domain::not_receiving_education::WithoutSetting;
use leptos::prelude::*;

use super::server::{Open, START, load_list, load_shielded};
use super::start::NO_PROOF;
use crate::form::PostForm;
use crate::lists::{pages, table};
use crate::page::{Heading, loaded, param, query};

/// Those who are not shielded.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let (run, page) = (param("run"), query("page"));
    let listed =
        Resource::new_blocking(move || (run(), page()), |(run, page)| load_list(run, page));
    loaded(listed, move |listed| {
        let path = format!("{START}/{}", run());
        let elsewhere = listed.sees_shields.then(|| {
            let href = format!("{path}/shielded");
            view! {
                <p class="govuk-body">
                    "Shielded records have "
                    <a class="govuk-link" href=href>"a list of their own"</a>
                    "."
                </p>
            }
        });
        let title = "Children with no educational setting recorded";
        whole(title, &path, &run(), elsewhere.into_any(), &listed)
    })
}

/// Those who are.
#[component]
pub(crate) fn ShieldedPage() -> impl IntoView {
    let (run, page) = (param("run"), query("page"));
    let listed = Resource::new_blocking(
        move || (run(), page()),
        |(run, page)| load_shielded(run, page),
    );
    loaded(listed, move |listed| {
        let path = format!("{START}/{}/shielded", run());
        let words = view! {
            <p class="govuk-body">
                "Only those who see your authority’s shielded records see this list. Ask nobody about these children without the manager’s agreement: a question can tell where a child is."
            </p>
        };
        let title = "Shielded children with no educational setting recorded";
        whole(title, &path, &run(), words.into_any(), &listed)
    })
}

fn whole(
    title: &'static str,
    path: &str,
    run: &str,
    words: AnyView,
    listed: &Listed<WithoutSetting>,
) -> AnyView {
    let action = ServerAction::<Open>::new();
    let rows = listed
        .rows
        .iter()
        .map(|child| row(child, run.to_owned(), action))
        .collect();
    let head = ["Child", "ContactPoint number", "Born", "No setting since"];
    view! {
        <BackLink href=START/>
        <Heading title=title/>
        <InsetText>{NO_PROOF}</InsetText>
        {words}
        {table(title, &head, rows, "There is no child on this page of the list.")}
        {pages(path, listed.page, listed.more)}
    }
    .into_any()
}

fn row(child: &WithoutSetting, run: String, action: ServerAction<Open>) -> Vec<Cell> {
    let (number, name) = (child.child.to_string(), child.name.to_string());
    let hidden = number.clone();
    let open = view! {
        <PostForm action=action>
            <input type="hidden" name="child" value=hidden/>
            <input type="hidden" name="run" value=run/>
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
