use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// Help that stands between a question and its field.
#[component]
pub fn Hint(
    /// The id the field's `aria-describedby` names.
    #[prop(optional, into)]
    id: MaybeText,
    /// The help.
    #[prop(into)]
    text: String,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    view! {
        <div id=id.into_option() class=classes(&["govuk-hint", &class])>
            {text}
        </div>
    }
}
