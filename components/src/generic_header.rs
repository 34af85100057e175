use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// The bar at the top of every page; words only, no crown and no crest.
#[component]
pub fn GenericHeader(
    /// The words.
    #[prop(into)]
    text: String,
    /// Where they lead; `/` unless given.
    #[prop(optional, into)]
    href: MaybeText,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    view! {
        <div class=classes(&["govuk-generic-header", &class])>
            <div class="govuk-generic-header__container govuk-width-container">
                <div class="govuk-generic-header__logo">
                    <a href=href.unwrap_or("/") class="govuk-generic-header__homepage-link">
                        {text}
                    </a>
                </div>
            </div>
        </div>
    }
}
