use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// What can go wrong, before it does.
#[component]
pub fn WarningText(
    /// What the sign says to those who do not see it; `Warning` unless given.
    #[prop(optional, into)]
    icon_text: MaybeText,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// The warning.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=classes(&["govuk-warning-text", &class])>
            <span class="govuk-warning-text__icon" aria-hidden="true">
                "!"
            </span>
            " "
            <strong class="govuk-warning-text__text">
                <span class="govuk-visually-hidden">{icon_text.unwrap_or("Warning")}</span>
                " "
                {children()}
            </strong>
        </div>
    }
}
