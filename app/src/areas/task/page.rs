//! The page of what waits for oneself.

use components::{Button, ButtonKind, NotificationBanner, SummaryList, SummaryRow};
use domain::clock::written_date;
use domain::task::MyTask;
use leptos::prelude::*;

use super::server::{Dismiss, mine};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};
use crate::picked::{PickedNote, picked, query_show};

/// The page.
#[component]
pub(crate) fn TasksPage() -> impl IntoView {
    // What was just put away is part of what the page depends on: after it the list is read again.
    let done = query("done");
    let show = query_show();
    let list = Resource::new_blocking(move || (done(), show()), |(_, show)| mine(show));
    let dismiss = ServerAction::<Dismiss>::new();
    loaded(list, move |list| {
        let (notices, tasks): (Vec<_>, Vec<_>) =
            list.into_iter().partition(|task| task.kind.is_notice());
        // A notice that was put away leads here by its own name; what was done elsewhere by a code.
        let words = match done().as_deref() {
            Some("handed-over") => Some("The involvement has been handed over"),
            Some("confirmed") => Some("Your answer has been recorded"),
            _ => None,
        };
        let picked = picked().is_some();
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="My tasks"/>
            <PickedNote/>
            {(!picked || !tasks.is_empty()).then(|| section("To do", tasks, "Nothing waits for you.", dismiss))}
            {(!picked || !notices.is_empty()).then(|| section("Notices", notices, "There are no notices.", dismiss))}
        }
        .into_any()
    })
}

fn section(
    title: &'static str,
    list: Vec<MyTask>,
    none: &'static str,
    dismiss: ServerAction<Dismiss>,
) -> AnyView {
    let empty = list.is_empty();
    let cards = list
        .into_iter()
        .map(|task| card(task, dismiss))
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        {empty.then(|| view! { <p class="govuk-body">{none}</p> })}
        <ul class="govuk-list">{cards}</ul>
    }
    .into_any()
}

/// One thing that waits: what it is, about whom, until when, and the way to do it.
fn card(task: MyTask, dismiss: ServerAction<Dismiss>) -> AnyView {
    let title = task.kind.title();
    let heading = match task.path {
        Some(path) => view! { <a class="govuk-link" href=path>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    let mut rows = Vec::new();
    if let Some(child) = task.child {
        rows.push(SummaryRow::new("Child", child.to_string()));
    }
    if let Some(born) = task.date_of_birth {
        rows.push(SummaryRow::new("Date of birth", written_date(born.date)));
    }
    rows.push(SummaryRow::new("Since", written_date(task.opened_on)));
    if let Some(due) = task.due_on {
        rows.push(SummaryRow::new("Do this by", written_date(due)));
    }
    let put_away = task.kind.is_notice().then(|| {
        view! {
            <PostForm action=dismiss>
                <input type="hidden" name="task" value=task.id.to_string()/>
                <Button kind=ButtonKind::Secondary button_type="submit">
                    "Put away"
                    <span class="govuk-visually-hidden">{format!(": {title}")}</span>
                </Button>
            </PostForm>
        }
    });
    view! {
        <li>
            <h3 class="govuk-heading-s">{heading}</h3>
            <SummaryList rows=rows/>
            {put_away}
        </li>
    }
    .into_any()
}
