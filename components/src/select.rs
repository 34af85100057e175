use leptos::prelude::*;

use crate::{Choice, Label, MaybeText, question::Question, text::classes};

/// One answer from a long list. Prefer radios where the list is short.
#[component]
pub fn Select(
    /// The name it sends with the form.
    #[prop(into)]
    name: String,
    /// The question or the field's name.
    #[prop(into)]
    label: String,
    /// The answers; begin with `Choice::new("", "Choose …")` to have none chosen beforehand.
    choices: Vec<Choice>,
    /// The id; the name unless given.
    #[prop(optional, into)]
    id: MaybeText,
    /// Help between label and field.
    #[prop(optional, into)]
    hint: MaybeText,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: MaybeText,
    /// The value of the chosen answer.
    #[prop(optional, into)]
    value: MaybeText,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// Further class names of the label.
    #[prop(optional, into)]
    label_class: String,
    /// Makes the label the page's `<h1>`.
    #[prop(optional)]
    page_heading: bool,
    /// Ids of further texts that explain the field.
    #[prop(optional, into)]
    described_by: MaybeText,
    /// Cannot be changed and is not sent.
    #[prop(optional)]
    disabled: bool,
) -> impl IntoView {
    let id = id.unwrap_or(&name);
    let question = Question::new(&id, hint, error).described_by_too(described_by);
    let chosen = value.into_option();
    let options: Vec<_> = choices
        .into_iter()
        .map(|Choice { value, label, .. }| {
            let selected = chosen.as_ref() == Some(&value);
            view! { <option value=value selected=selected>{label}</option> }
        })
        .collect();
    view! {
        <div class=question.group_class("")>
            <Label for_id=id.clone() text=label class=label_class page_heading=page_heading/>
            {question.explanations()}
            <select
                class=classes(&["govuk-select", &class, question.if_error("govuk-select--error")])
                id=id
                name=name
                disabled=disabled
                aria-describedby=question.described_by()
            >
                {options}
            </select>
        </div>
    }
    .into_any()
}
