use leptos::{ev::MouseEvent, html, prelude::*, wasm_bindgen::JsCast};
use web_sys::HtmlElement;

use crate::{MaybeText, focus::focus_when_shown};

/// One line of an error summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryError {
    /// The id of the field it is about; none if it is about no single one.
    pub field: Option<String>,
    /// The same words as the field's own error message.
    pub text: String,
}

impl SummaryError {
    /// An error about the field with this id.
    pub fn at(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            field: Some(field.into()),
            text: text.into(),
        }
    }

    /// An error about no single field.
    pub fn general(text: impl Into<String>) -> Self {
        Self {
            field: None,
            text: text.into(),
        }
    }
}

/// All errors of a page, at its top; nothing if there are none.
///
/// Its id is `error-summary`, so that a redirect to `#error-summary` finds it without JavaScript.
#[component]
pub fn ErrorSummary(
    /// The errors in the order of the fields.
    errors: Vec<SummaryError>,
    /// `There is a problem` unless given.
    #[prop(optional, into)]
    title: MaybeText,
    /// Words before the list.
    #[prop(optional, into)]
    description: MaybeText,
) -> impl IntoView {
    let description = description.into_option();
    if errors.is_empty() && description.is_none() {
        return ().into_any();
    }
    let node = NodeRef::<html::Div>::new();
    focus_when_shown(node);
    let list = (!errors.is_empty()).then(|| {
        let items: Vec<_> = errors.into_iter().map(item).collect();
        view! { <ul class="govuk-list govuk-error-summary__list">{items}</ul> }
    });
    view! {
        <div
            class="govuk-error-summary"
            data-module="govuk-error-summary"
            id="error-summary"
            tabindex="-1"
            node_ref=node
        >
            <div role="alert">
                <h2 class="govuk-error-summary__title">{title.unwrap_or("There is a problem")}</h2>
                <div class="govuk-error-summary__body">
                    {description.map(|text| view! { <p>{text}</p> })}
                    {list}
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn item(error: SummaryError) -> AnyView {
    let SummaryError { field, text } = error;
    match field {
        Some(field) => {
            let href = format!("#{field}");
            let go = move |event| go_to(&event, &field);
            view! { <li><a href=href on:click=go>{text}</a></li> }.into_any()
        }
        None => view! { <li>{text}</li> }.into_any(),
    }
}

/// Puts the focus in the field and shows its question. The browser does so of itself, unless the
/// router takes the click for a change of page.
fn go_to(event: &MouseEvent, id: &str) {
    let Some(field) = document().get_element_by_id(id) else {
        return;
    };
    let Ok(field) = field.dyn_into::<HtmlElement>() else {
        return;
    };
    event.prevent_default();
    let _ = field.focus();
    let fieldset = field.closest("fieldset").ok().flatten();
    let question = fieldset.or_else(|| field.parent_element());
    question.unwrap_or_else(|| field.into()).scroll_into_view();
}
