//! What all fields share: ids, hint, error, and how they are tied together for screen readers.

use leptos::prelude::*;

use crate::{ErrorMessage, Fieldset, Hint, MaybeText, text::classes};

/// A field's id with its hint and error.
pub(crate) struct Question {
    id: String,
    hint: Option<String>,
    error: Option<String>,
    described_by: Option<String>,
}

impl Question {
    pub(crate) fn new(id: &str, hint: MaybeText, error: MaybeText) -> Self {
        let (hint, error) = (hint.into_option(), error.into_option());
        Self {
            id: id.to_owned(),
            hint,
            error,
            described_by: None,
        }
    }

    /// Adds ids of other texts that explain the field; they come before its own.
    pub(crate) fn described_by_too(self, ids: MaybeText) -> Self {
        Self {
            described_by: ids.into_option(),
            ..self
        }
    }

    pub(crate) fn has_error(&self) -> bool {
        self.error.is_some()
    }

    /// `class` when there is an error, else nothing.
    pub(crate) fn if_error(&self, class: &'static str) -> &'static str {
        if self.has_error() { class } else { "" }
    }

    /// The class of the element round the whole question.
    pub(crate) fn group_class(&self, class: &str) -> String {
        classes(&[
            "govuk-form-group",
            self.if_error("govuk-form-group--error"),
            class,
        ])
    }

    /// The value of `aria-describedby`.
    pub(crate) fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| self.hint_id());
        let error = self.error.as_ref().map(|_| self.error_id());
        let ids: Vec<String> = [self.described_by.clone(), hint, error]
            .into_iter()
            .flatten()
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The hint and the error, which stand between the name of the field and the field.
    pub(crate) fn explanations(&self) -> AnyView {
        let hint = self.hint.clone();
        let hint = hint.map(|text| view! { <Hint id=self.hint_id() text=text/> });
        let error = self.error.clone();
        let error = error.map(|text| view! { <ErrorMessage id=self.error_id() text=text/> });
        view! {
            {hint}
            {error}
        }
        .into_any()
    }

    fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }
}

/// The words above a group of fields.
pub(crate) struct Legend {
    pub(crate) text: MaybeText,
    pub(crate) class: String,
    pub(crate) page_heading: bool,
}

/// A whole question whose answer takes several fields: in a fieldset if it has a legend.
pub(crate) fn group(
    question: Question,
    legend: Legend,
    role: &'static str,
    fields: AnyView,
) -> AnyView {
    let (class, described_by) = (question.group_class(""), question.described_by());
    let explanations = question.explanations();
    let inner = view! {
        {explanations}
        {fields}
    }
    .into_any();
    let inner = if legend.text == MaybeText::default() {
        inner
    } else {
        view! {
            <Fieldset
                legend=legend.text
                legend_class=legend.class
                page_heading=legend.page_heading
                role=role
                described_by=described_by
            >
                {inner}
            </Fieldset>
        }
        .into_any()
    };
    view! { <div class=class>{inner}</div> }.into_any()
}
