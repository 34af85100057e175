use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// Text set apart from what surrounds it.
#[component]
pub fn InsetText(
    /// The id.
    #[prop(optional, into)]
    id: MaybeText,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <div id=id.into_option() class=classes(&["govuk-inset-text", &class])>
            {children()}
        </div>
    }
}
