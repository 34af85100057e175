use leptos::prelude::*;

use crate::text::classes;

/// The colour of a tag; it never carries meaning alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagColour {
    /// The design system's own blue.
    #[default]
    Blue,
    /// Grey.
    Grey,
    /// Green.
    Green,
    /// Teal.
    Teal,
    /// Purple.
    Purple,
    /// Magenta.
    Magenta,
    /// Red.
    Red,
    /// Orange.
    Orange,
    /// Yellow.
    Yellow,
}

impl TagColour {
    fn class(self) -> &'static str {
        match self {
            Self::Blue => "",
            Self::Grey => "govuk-tag--grey",
            Self::Green => "govuk-tag--green",
            Self::Teal => "govuk-tag--teal",
            Self::Purple => "govuk-tag--purple",
            Self::Magenta => "govuk-tag--magenta",
            Self::Red => "govuk-tag--red",
            Self::Orange => "govuk-tag--orange",
            Self::Yellow => "govuk-tag--yellow",
        }
    }
}

/// The state of something, in a word.
#[component]
pub fn Tag(
    /// The state.
    #[prop(into)]
    text: String,
    /// The colour.
    #[prop(optional)]
    colour: TagColour,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    view! { <strong class=classes(&["govuk-tag", colour.class(), &class])>{text}</strong> }
}
