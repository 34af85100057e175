use leptos::prelude::*;

use crate::{
    Choice, Conditional, MaybeText,
    choice_list::{ChoiceList, Kind},
    question::{Legend, Question, group},
    text::classes,
};

/// One answer from a few. None is chosen beforehand unless a value is given.
#[component]
pub fn Radios(
    /// The name it sends with the form.
    #[prop(into)]
    name: String,
    /// The answers.
    choices: Vec<Choice>,
    /// The question.
    #[prop(optional, into)]
    legend: MaybeText,
    /// Further class names of the legend, such as `govuk-fieldset__legend--l`.
    #[prop(optional, into)]
    legend_class: String,
    /// Makes the legend the page's `<h1>`.
    #[prop(optional)]
    page_heading: bool,
    /// The id of the first answer, from which the others' are made; the name unless given.
    #[prop(optional, into)]
    id: MaybeText,
    /// Help between legend and answers.
    #[prop(optional, into)]
    hint: MaybeText,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: MaybeText,
    /// The value of the chosen answer.
    #[prop(optional, into)]
    value: MaybeText,
    /// Side by side; for two short answers.
    #[prop(optional)]
    inline: bool,
    /// Smaller; for filters.
    #[prop(optional)]
    small: bool,
    /// A word before the last answer, such as `or`.
    #[prop(optional, into)]
    divider: MaybeText,
    /// Further questions that belong to single answers.
    #[prop(optional)]
    conditionals: Vec<Conditional>,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// Ids of further texts that explain the question.
    #[prop(optional, into)]
    described_by: MaybeText,
) -> impl IntoView {
    let id = id.unwrap_or(&name);
    let question = Question::new(&id, hint, error).described_by_too(described_by);
    let list = ChoiceList {
        kind: Kind::Radio,
        name,
        id,
        choices,
        chosen: value.into_option().into_iter().collect(),
        divider: divider.into_option(),
        conditionals,
        described_by: None,
        class: classes(&[
            if small { "govuk-radios--small" } else { "" },
            if inline { "govuk-radios--inline" } else { "" },
            &class,
        ]),
    };
    group(
        question,
        Legend {
            text: legend,
            class: legend_class,
            page_heading,
        },
        "",
        list.view(),
    )
}
