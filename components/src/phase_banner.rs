use leptos::prelude::*;

use crate::{Tag, text::classes};

/// How far along the service is.
#[component]
pub fn PhaseBanner(
    /// The phase, such as `Beta`.
    #[prop(into)]
    phase: String,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// What that means for the reader.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=classes(&["govuk-phase-banner govuk-width-container", &class])>
            <p class="govuk-phase-banner__content">
                <Tag text=phase class="govuk-phase-banner__content__tag"/>
                " "
                <span class="govuk-phase-banner__text">{children()}</span>
            </p>
        </div>
    }
}
