use leptos::prelude::*;

use crate::{Label, MaybeText, question::Question, text::classes};

/// One line of text.
#[component]
pub fn TextInput(
    /// The name it sends with the form.
    #[prop(into)]
    name: String,
    /// The question or the field's name.
    #[prop(into)]
    label: String,
    /// The id; the name unless given.
    #[prop(optional, into)]
    id: MaybeText,
    /// Help between label and field.
    #[prop(optional, into)]
    hint: MaybeText,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: MaybeText,
    /// The value.
    #[prop(optional, into)]
    value: MaybeText,
    /// Further class names, such as `govuk-input--width-10`.
    #[prop(optional, into)]
    class: String,
    /// Further class names of the label.
    #[prop(optional, into)]
    label_class: String,
    /// Makes the label the page's `<h1>`.
    #[prop(optional)]
    page_heading: bool,
    /// `text` (the default), `email`, `tel`, `search`, `password` …
    #[prop(optional, into)]
    input_type: MaybeText,
    /// The keyboard a phone shows, such as `numeric`.
    #[prop(optional, into)]
    inputmode: MaybeText,
    /// What the browser may fill in, such as `username`, or `off`.
    #[prop(optional, into)]
    autocomplete: MaybeText,
    /// How a phone capitalises, such as `none`.
    #[prop(optional, into)]
    autocapitalize: MaybeText,
    /// Whether the browser checks the spelling; give `false` for names, numbers and codes, whose
    /// text some browsers send away to check it.
    #[prop(optional)]
    spellcheck: Option<bool>,
    /// A regular expression that browsers check.
    #[prop(optional, into)]
    pattern: MaybeText,
    /// Words before the field, such as a unit.
    #[prop(optional, into)]
    prefix: MaybeText,
    /// Words after the field, such as a unit.
    #[prop(optional, into)]
    suffix: MaybeText,
    /// Ids of further texts that explain the field.
    #[prop(optional, into)]
    described_by: MaybeText,
    /// Cannot be changed and is not sent.
    #[prop(optional)]
    disabled: bool,
) -> impl IntoView {
    let id = id.unwrap_or(&name);
    let question = Question::new(&id, hint, error).described_by_too(described_by);
    let input = view! {
        <input
            class=classes(&["govuk-input", &class, question.if_error("govuk-input--error")])
            id=id.clone()
            name=name
            type=input_type.unwrap_or("text")
            spellcheck=spellcheck.map(|check| check.to_string())
            value=value.into_option()
            disabled=disabled
            aria-describedby=question.described_by()
            autocomplete=autocomplete.into_option()
            autocapitalize=autocapitalize.into_option()
            pattern=pattern.into_option()
            inputmode=inputmode.into_option()
        />
    }
    .into_any();
    view! {
        <div class=question.group_class("")>
            <Label for_id=id text=label class=label_class page_heading=page_heading/>
            {question.explanations()}
            {between(prefix, input, suffix)}
        </div>
    }
    .into_any()
}

/// The field, with what stands before and after it.
fn between(prefix: MaybeText, input: AnyView, suffix: MaybeText) -> AnyView {
    let (prefix, suffix) = (prefix.into_option(), suffix.into_option());
    if prefix.is_none() && suffix.is_none() {
        return input;
    }
    let affix = |class, text: String| view! { <div class=class aria-hidden="true">{text}</div> };
    view! {
        <div class="govuk-input__wrapper">
            {prefix.map(|text| affix("govuk-input__prefix", text))}
            {input}
            {suffix.map(|text| affix("govuk-input__suffix", text))}
        </div>
    }
    .into_any()
}
