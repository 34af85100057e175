use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// What is wrong with one field, shown above it.
#[component]
pub fn ErrorMessage(
    /// The id the field's `aria-describedby` names.
    #[prop(optional, into)]
    id: MaybeText,
    /// What is wrong and how to put it right.
    #[prop(into)]
    text: String,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    view! {
        <p id=id.into_option() class=classes(&["govuk-error-message", &class])>
            <span class="govuk-visually-hidden">"Error:"</span>
            " "
            {text}
        </p>
    }
}
