//! Keeping an ended involvement longer or shorter, and the yearly question whether it is still
//! needed (CEASE-02, CEASE-03).

use components::{BackLink, Button, Choice, Conditional, Radios};
use domain::clock::written_date;
use domain::involvement::{MyInvolvement, Purpose, Retention};
use leptos::prelude::*;

use super::entry::{id_of, stays, until};
use super::hand_over::list_of;
use super::server::{Confirm, EntryForm, Keep, load_entry_form};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// When it ended, until when it is kept and why.
fn as_it_stands(involvement: &MyInvolvement, retention: Retention) -> AnyView {
    let ended = format!(
        "{} ended on {}. It is on the record until {}.",
        involvement.service,
        written_date(retention.ended),
        written_date(retention.until())
    );
    let why = retention.longer.map(|longer| longer.because.title());
    view! {
        <p class="govuk-body">{ended}</p>
        {why.map(|why| view! { <p class="govuk-body">{format!("Why it is kept: {why}")}</p> })}
    }
    .into_any()
}

/// What is said where there is nothing to do.
fn nothing_to_do(words: &'static str) -> AnyView {
    view! { <p class="govuk-body">{words}</p> }.into_any()
}

/// The page on which it is chosen anew how long an ended involvement is kept.
#[component]
pub(crate) fn KeepPage() -> impl IntoView {
    let involvement = param("involvement");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (involvement(), returned()),
        |(involvement, returned)| load_entry_form(involvement, Purpose::Keep, returned),
    );
    loaded(form, |form| {
        let EntryForm {
            involvement,
            filled,
            ..
        } = form;
        let body = match involvement.retention {
            None => nothing_to_do("This involvement has not ended."),
            Some(_) if involvement.universal => nothing_to_do(
                "A universal service is shown for one year after it ended, not longer.",
            ),
            Some(retention) => keep_form(&involvement, retention, &filled),
        };
        view! {
            <BackLink href="/involvements"/>
            {filled.summary(id_of)}
            <Heading title="How long should it be kept?" caption=involvement.child.name.to_string() error=filled.has_problems()/>
            {body}
        }
        .into_any()
    })
}

fn keep_form(involvement: &MyInvolvement, retention: Retention, filled: &Filled) -> AnyView {
    let keep = ServerAction::<Keep>::new();
    let id = involvement.id.to_string();
    let stays = stays(involvement, filled);
    view! {
        {as_it_stands(involvement, retention)}
        <PostForm action=keep>
            <input type="hidden" name="involvement" value=id/>
            {stays}
            <Button button_type="submit" prevent_double_click=true>"Save"</Button>
        </PostForm>
    }
    .into_any()
}

/// The page on which it is said whether an ended involvement is still needed.
#[component]
pub(crate) fn ConfirmPage() -> impl IntoView {
    let involvement = param("involvement");
    let (returned, from) = (query("form"), query("from"));
    let form = Resource::new_blocking(
        move || (involvement(), returned()),
        |(involvement, returned)| load_entry_form(involvement, Purpose::Confirm, returned),
    );
    loaded(form, move |form| {
        let EntryForm {
            involvement,
            filled,
            today,
            ..
        } = form;
        let from = filled.value("from").or_else(from).unwrap_or_default();
        let back = list_of(&from);
        let body = match involvement.retention {
            Some(retention) if retention.to_confirm(today) => {
                confirm_form(&involvement, retention, &filled, from)
            }
            Some(_) => nothing_to_do("This involvement need not be confirmed now."),
            None => nothing_to_do("This involvement has not ended."),
        };
        view! {
            <BackLink href=back/>
            {filled.summary(id_of)}
            <Heading title="Is it still needed?" caption=involvement.child.name.to_string() error=filled.has_problems()/>
            {body}
        }
        .into_any()
    })
}

fn confirm_form(
    involvement: &MyInvolvement,
    retention: Retention,
    filled: &Filled,
    from: String,
) -> AnyView {
    let confirm = ServerAction::<Confirm>::new();
    let lapse = retention.lapses_on().map(|day| {
        let words = format!(
            "If nobody answers, it is no longer shown from {}.",
            written_date(day)
        );
        view! { <p class="govuk-body">{words}</p> }
    });
    let choices = vec![
        Choice::new("another-year", "Yes")
            .hint("You will be asked again after a year if it is kept so long"),
        Choice::new("until", "Yes, but not for so long as was meant"),
        Choice::new("not-needed", "No").hint("It is no longer shown from today"),
    ];
    let id = involvement.id.to_string();
    let earlier = until(filled, "Until when?", None);
    let (value, error) = (filled.value("answer"), filled.problem("answer"));
    view! {
        {as_it_stands(involvement, retention)}
        {lapse}
        <PostForm action=confirm>
            <input type="hidden" name="involvement" value=id/>
            <input type="hidden" name="from" value=from/>
            <Radios name="answer" legend="May it still matter to others?" legend_class="govuk-fieldset__legend--s" choices=choices conditionals=vec![Conditional::new("until", earlier)] value=value error=error/>
            <Button button_type="submit" prevent_double_click=true>"Save answer"</Button>
        </PostForm>
    }
    .into_any()
}
