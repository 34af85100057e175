//! Several lines of text, and the only place where markup is written unescaped by Leptos.

use leptos::{html, prelude::*};

use crate::{Label, MaybeText, question::Question, text::classes};

/// Several lines of text. ContactPoint's record has no room for free text; use it for
/// correspondence only.
#[component]
pub fn TextArea(
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
    value: String,
    /// How many lines are visible.
    #[prop(default = 5)]
    rows: u8,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// Further class names of the label.
    #[prop(optional, into)]
    label_class: String,
    /// Makes the label the page's `<h1>`.
    #[prop(optional)]
    page_heading: bool,
    /// What the browser may fill in.
    #[prop(optional, into)]
    autocomplete: MaybeText,
    /// Whether the browser checks the spelling.
    #[prop(optional)]
    spellcheck: Option<bool>,
    /// Ids of further texts that explain the field.
    #[prop(optional, into)]
    described_by: MaybeText,
) -> impl IntoView {
    let id = id.unwrap_or(&name);
    let question = Question::new(&id, hint, error).described_by_too(described_by);
    let error = question.has_error();
    let area = area(Area {
        id: id.clone(),
        name,
        value,
        rows,
        class,
        described_by: question.described_by(),
        autocomplete: autocomplete.into_option(),
        spellcheck,
        wrong: Signal::stored(error),
        node: NodeRef::new(),
    });
    view! {
        <div class=question.group_class("")>
            <Label for_id=id text=label class=label_class page_heading=page_heading/>
            {question.explanations()}
            {area}
        </div>
    }
    .into_any()
}

/// The field alone.
pub(crate) struct Area {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) rows: u8,
    pub(crate) class: String,
    pub(crate) described_by: Option<String>,
    pub(crate) autocomplete: Option<String>,
    pub(crate) spellcheck: Option<bool>,
    pub(crate) wrong: Signal<bool>,
    pub(crate) node: NodeRef<html::Textarea>,
}

/// Writes the field. Leptos 0.8 does not escape what stands between the tags of this element, so
/// the value is escaped here; a test forbids the element and unescaped markup everywhere else.
pub(crate) fn area(area: Area) -> AnyView {
    let class = move || {
        let error = if area.wrong.get() {
            "govuk-textarea--error"
        } else {
            ""
        };
        classes(&["govuk-textarea", error, &area.class])
    };
    view! {
        <textarea
            node_ref=area.node
            class=class
            id=area.id
            name=area.name
            rows=area.rows.to_string()
            spellcheck=area.spellcheck.map(|check| check.to_string())
            aria-describedby=area.described_by
            autocomplete=area.autocomplete
            inner_html=html_escape::encode_text(&area.value).into_owned()
        ></textarea>
    }
    .into_any()
}
