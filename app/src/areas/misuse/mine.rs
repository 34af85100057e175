//! What one is asked oneself, and explaining it (MIS-07). The words take nothing for granted.

use components::{
    BackLink, Button, Cell, CharacterCount, Choice, NotificationBanner, Radios, Scrollable,
    SummaryList, SummaryRow, Table,
};
use domain::clock::written_date;
use domain::misuse::{Asked, Explained, Explanation, MyQuestion};
use leptos::prelude::*;

use super::id_of;
use super::server::{Explain, QuestionForm, load_mine, load_question};
use super::signs::signs;
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The list.
#[component]
pub(crate) fn MinePage() -> impl IntoView {
    let list = Resource::new_blocking(|| (), |()| load_mine());
    loaded(list, |list| {
        let none = list.is_empty();
        let head = Vec::from(["Asked", "Explain by", "Where it stands"].map(Cell::text));
        let rows = list.iter().map(row).collect::<Vec<_>>();
        let table = (!none).then(|| {
            view! {
                <Scrollable label="What you were asked">
                    <Table caption="What you were asked" caption_class="govuk-visually-hidden" head=head rows=rows/>
                </Scrollable>
            }
        });
        view! {
            <BackLink href="/account"/>
            <Heading title="Questions about your use of ContactPoint"/>
            <p class="govuk-body">
                "What is done in ContactPoint is looked at regularly. If something is not clear you are asked, and most questions have an ordinary answer."
            </p>
            {none.then(|| view! { <p class="govuk-body">"You have not been asked anything."</p> })}
            {table}
        }
        .into_any()
    })
}

fn row(one: &MyQuestion) -> Vec<Cell> {
    let href = format!("/my-use/{}", one.id);
    let asked = written_date(one.asked_on);
    vec![
        Cell::view(view! { <a class="govuk-link" href=href>{asked}</a> }),
        Cell::text(written_date(one.due_on)),
        Cell::text(stands(one)),
    ]
}

fn stands(one: &MyQuestion) -> &'static str {
    match (one.closed_on, one.explained_by) {
        (Some(_), _) => "Closed",
        (None, None) => "Waits for your explanation",
        (None, Some(Asked::StaffManager)) => "Explained by your staff manager, and you can, too",
        (None, Some(Asked::User)) => "You have explained it",
    }
}

/// One of them.
#[component]
pub(crate) fn QuestionPage() -> impl IntoView {
    let (investigation, returned, done) = (param("investigation"), query("form"), query("done"));
    let form = Resource::new_blocking(
        move || (investigation(), returned(), done()),
        |(investigation, returned, _)| load_question(investigation, returned),
    );
    loaded(form, move |form| {
        let QuestionForm { shown, filled } = form;
        let thanks = (done().as_deref() == Some("explained"))
            .then_some("Thank you. Your explanation has been sent");
        view! {
            <BackLink href="/my-use"/>
            {thanks.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(id_of)}
            <Heading title="Explain some of your use of ContactPoint" caption=stands(&shown) error=filled.has_problems()/>
            <p class="govuk-body">
                "How ContactPoint is used is looked at regularly. That you are asked does not mean that anybody thinks that you did wrong. If you want to know more before you answer, ask your account administrator or the central team. You can see what was done under your name in "
                <a class="govuk-link" href="/account">"your account"</a>
                "."
            </p>
            {signs(&shown.signs)}
            <SummaryList rows=facts(&shown)/>
            {explain(&shown, filled)}
        }
        .into_any()
    })
}

fn facts(shown: &MyQuestion) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    if shown.signs.is_empty() {
        rows.push(SummaryRow::new(
            "What it is about",
            shown.concern.question(),
        ));
    }
    rows.push(SummaryRow::new("Asked on", written_date(shown.asked_on)));
    rows.push(SummaryRow::new("Explain by", written_date(shown.due_on)));
    let whose = match shown.explained_by {
        Some(Asked::StaffManager) => "Your staff manager’s explanation",
        _ => "Your explanation",
    };
    rows.extend(shown.explained.map(|(explanation, on)| {
        let words = format!("{}, {}", explanation.title(), written_date(on));
        SummaryRow::new(whose, words)
    }));
    let words = shown.words.clone();
    rows.extend(words.map(|words| SummaryRow::new("In your words", words)));
    let closed = shown.closed_on;
    rows.extend(closed.map(|on| SummaryRow::new("Closed on", written_date(on))));
    rows
}

fn explain(shown: &MyQuestion, filled: Filled) -> AnyView {
    if !shown.open {
        return ().into_any();
    }
    let (explain, id) = (ServerAction::<Explain>::new(), shown.id);
    let choices = Explanation::ALL
        .iter()
        .map(|explanation| {
            let words = match explanation {
                Explanation::NotMe => "It was not me",
                other => other.title(),
            };
            Choice::new(explanation.code(), words)
        })
        .collect::<Vec<_>>();
    view! {
        <PostForm action=explain>
            <input type="hidden" name="investigation" value=id.to_string()/>
            <Radios name="explanation" legend="What explains it best?" legend_class="govuk-fieldset__legend--m" choices=choices value=filled.value("explanation") error=filled.problem("explanation")/>
            <CharacterCount name="words" label="Explain it in your own words" hint="Do not name a child, or say anything by which one could be recognised" maxlength=Explained::LONGEST_WORDS value=filled.value("words").unwrap_or_default() error=filled.problem("words")/>
            <Button button_type="submit" prevent_double_click=true>"Send the explanation"</Button>
        </PostForm>
    }
    .into_any()
}
