use leptos::prelude::*;

use crate::text::classes;

/// The colour of a badge; it never carries meaning alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadgeColour {
    /// Blue.
    #[default]
    Blue,
    /// Black.
    Black,
    /// Green.
    Green,
    /// Grey.
    Grey,
    /// Purple.
    Purple,
    /// Red.
    Red,
}

impl BadgeColour {
    fn class(self) -> &'static str {
        match self {
            Self::Blue => "moj-badge--blue",
            Self::Black => "moj-badge--black",
            Self::Green => "moj-badge--green",
            Self::Grey => "moj-badge--grey",
            Self::Purple => "moj-badge--purple",
            Self::Red => "moj-badge--red",
        }
    }
}

/// A small mark on something, such as `Lead professional` on a contact.
#[component]
pub fn Badge(
    /// The words.
    #[prop(into)]
    text: String,
    /// The colour.
    #[prop(optional)]
    colour: BadgeColour,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    view! { <span class=classes(&["moj-badge", colour.class(), &class])>{text}</span> }
}
