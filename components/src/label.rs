use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// The name of a field.
#[component]
pub fn Label(
    /// The id of the field it names.
    #[prop(optional, into)]
    for_id: MaybeText,
    /// The question or the field's name.
    #[prop(into)]
    text: String,
    /// Further class names, such as `govuk-label--m`.
    #[prop(optional, into)]
    class: String,
    /// Makes it the page's `<h1>`.
    #[prop(optional)]
    page_heading: bool,
) -> impl IntoView {
    let label = view! {
        <label class=classes(&["govuk-label", &class]) for=for_id.into_option()>
            {text}
        </label>
    };
    if page_heading {
        view! { <h1 class="govuk-label-wrapper">{label}</h1> }.into_any()
    } else {
        label.into_any()
    }
}
