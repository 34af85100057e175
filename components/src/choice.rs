//! What can be chosen in radios, checkboxes and selects.

use leptos::prelude::*;

/// One answer that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the person reads.
    pub label: String,
    /// A second line below the label; a select does not show it.
    pub hint: Option<String>,
}

impl Choice {
    /// A choice without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
        }
    }

    /// The same choice with a hint.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }
}

/// Further questions that belong to one choice. Without JavaScript they are always visible; with
/// it they are hidden until the choice is made.
pub struct Conditional {
    /// The value of the choice they belong to.
    pub value: String,
    /// The further questions.
    pub content: AnyView,
}

impl Conditional {
    /// Further questions for the choice with this value.
    pub fn new(value: impl Into<String>, content: impl IntoAny) -> Self {
        Self {
            value: value.into(),
            content: content.into_any(),
        }
    }
}
