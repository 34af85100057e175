use leptos::prelude::*;

use crate::{heading::heading, text::classes};

/// The end of a journey: it is done.
#[component]
pub fn Panel(
    /// What is done.
    #[prop(into)]
    title: String,
    /// The level of the title's heading.
    #[prop(default = 1)]
    heading_level: u8,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// More about it, such as a reference number.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let body = children.map(|children| view! { <div class="govuk-panel__body">{children()}</div> });
    view! {
        <div class=classes(&["govuk-panel govuk-panel--confirmation", &class])>
            {heading(heading_level, "govuk-panel__title", None, title)}
            {body}
        </div>
    }
}
