use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// Help that only some people need, folded away.
#[component]
pub fn Details(
    /// The words that unfold it.
    #[prop(into)]
    summary: String,
    /// Unfolded from the start.
    #[prop(optional)]
    open: bool,
    /// The id.
    #[prop(optional, into)]
    id: MaybeText,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// What is folded away.
    children: Children,
) -> impl IntoView {
    view! {
        <details id=id.into_option() class=classes(&["govuk-details", &class]) open=open>
            <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">{summary}</span>
            </summary>
            <div class="govuk-details__text">{children()}</div>
        </details>
    }
}
