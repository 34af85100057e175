//! The yearly question to whoever recorded the consent (R18-04).

use components::{BackLink, Button, Choice, Radios};
use domain::clock::written_date;
use domain::past_eighteen::Answer;
use leptos::prelude::*;

use super::server::{AnswerForm, AnswerQuestion, load_question};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn AnswerPage() -> impl IntoView {
    let question = param("question");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (question(), returned()),
        |(question, returned)| load_question(question, returned),
    );
    loaded(form, move |form| {
        let answer = ServerAction::<AnswerQuestion>::new();
        let AnswerForm { asked, filled } = form;
        let choices = Answer::ALL
            .iter()
            .map(|answer| Choice::new(answer.code(), answer.title()))
            .collect::<Vec<_>>();
        let since = format!(
            "You recorded on this young person’s consent of {} that the record is kept past 18. The local authority’s ContactPoint team sees your answer, not who you are.",
            written_date(asked.consented_on)
        );
        view! {
            <BackLink href="/tasks"/>
            {filled.summary(str::to_owned)}
            <Heading title="Is this record still to be kept past 18?" caption=asked.name.to_string() error=filled.has_problems()/>
            <p class="govuk-body">{since}</p>
            <p class="govuk-body">"If nobody confirms it, the record leaves ContactPoint."</p>
            <PostForm action=answer>
                <input type="hidden" name="question" value=question()/>
                <Radios name="answer" legend="Does it still help the move to services for adults?" legend_class="govuk-fieldset__legend--s" hint=asked.category.title() choices=choices value=filled.value("answer") error=filled.problem("answer")/>
                <Button button_type="submit" prevent_double_click=true>"Send"</Button>
            </PostForm>
        }
        .into_any()
    })
}
