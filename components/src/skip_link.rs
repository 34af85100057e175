use leptos::prelude::*;

use crate::MaybeText;

/// The first link of a page, which leads keyboards past the navigation.
#[component]
pub fn SkipLink(
    /// `#main-content` unless given. Give the target `tabindex="-1"`, so that it takes the focus.
    #[prop(optional, into)]
    href: MaybeText,
    /// `Skip to main content` unless given.
    #[prop(optional, into)]
    text: MaybeText,
) -> impl IntoView {
    view! {
        <a
            href=href.unwrap_or("#main-content")
            class="govuk-skip-link"
            data-module="govuk-skip-link"
        >
            {text.unwrap_or("Skip to main content")}
        </a>
    }
}
