use leptos::prelude::*;

use crate::{
    Choice, Conditional, MaybeText,
    choice_list::{ChoiceList, Kind},
    question::{Legend, Question, group},
    text::classes,
};

/// Any number of answers, or one thing to agree to.
#[component]
pub fn Checkboxes(
    /// The name each sends with the form; end it in `[]` where a server function takes a list.
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
    /// The id of the first answer, from which the others' are made; the name without `[]` unless
    /// given.
    #[prop(optional, into)]
    id: MaybeText,
    /// Help between legend and answers.
    #[prop(optional, into)]
    hint: MaybeText,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: MaybeText,
    /// The values of the chosen answers.
    #[prop(optional)]
    values: Vec<String>,
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
    let id = id.unwrap_or(name.trim_end_matches("[]"));
    let question = Question::new(&id, hint, error).described_by_too(described_by);
    // With a legend the fieldset carries the description, and each box need not repeat it.
    let alone = legend == MaybeText::default();
    let described_by = if alone { question.described_by() } else { None };
    let small = if small { "govuk-checkboxes--small" } else { "" };
    let list = ChoiceList {
        kind: Kind::Checkbox,
        name,
        id,
        choices,
        chosen: values,
        divider: divider.into_option(),
        conditionals,
        described_by,
        class: classes(&[small, &class]),
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
