use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// The way back to the page before.
#[component]
pub fn BackLink(
    /// The page before.
    #[prop(into)]
    href: String,
    /// `Back` unless given.
    #[prop(optional, into)]
    text: MaybeText,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    view! {
        <a href=href class=classes(&["govuk-back-link", &class])>
            {text.unwrap_or("Back")}
        </a>
    }
}
