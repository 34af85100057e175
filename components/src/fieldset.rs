use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// Several fields that answer one question.
#[component]
pub fn Fieldset(
    /// The question.
    #[prop(optional, into)]
    legend: MaybeText,
    /// Further class names of the legend, such as `govuk-fieldset__legend--l`.
    #[prop(optional, into)]
    legend_class: String,
    /// Makes the legend the page's `<h1>`.
    #[prop(optional)]
    page_heading: bool,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// The ARIA role; `group` for several text fields.
    #[prop(optional, into)]
    role: MaybeText,
    /// Ids of the texts that explain the question, separated by spaces.
    #[prop(optional, into)]
    described_by: MaybeText,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let legend = legend.into_option().map(|text| {
        let text = if page_heading {
            view! { <h1 class="govuk-fieldset__heading">{text}</h1> }.into_any()
        } else {
            text.into_any()
        };
        view! {
            <legend class=classes(&["govuk-fieldset__legend", &legend_class])>{text}</legend>
        }
    });
    view! {
        <fieldset
            class=classes(&["govuk-fieldset", &class])
            role=role.into_option()
            aria-describedby=described_by.into_option()
        >
            {legend}
            {children()}
        </fieldset>
    }
}
