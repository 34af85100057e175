use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one main thing to do on a page.
    #[default]
    Primary,
    /// Anything else there is to do.
    Secondary,
    /// Something that is hard to undo.
    Warning,
    /// On a dark background.
    Inverse,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "",
            Self::Secondary => "govuk-button--secondary",
            Self::Warning => "govuk-button--warning",
            Self::Inverse => "govuk-button--inverse",
        }
    }
}

/// A button, or a link that looks like one if it has an `href`.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Makes it a link to this place.
    #[prop(optional, into)]
    href: MaybeText,
    /// `submit` (the default), `button` or `reset`.
    #[prop(optional, into)]
    button_type: MaybeText,
    /// The name it sends with the form.
    #[prop(optional, into)]
    name: MaybeText,
    /// The value it sends with the form.
    #[prop(optional, into)]
    value: MaybeText,
    /// Takes no clicks. Avoid it: an enabled button can say what is missing.
    #[prop(optional)]
    disabled: bool,
    /// Marks that a second click at once is a mistake; the server's own guard decides.
    #[prop(optional)]
    prevent_double_click: bool,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// The id.
    #[prop(optional, into)]
    id: MaybeText,
    /// The words on it.
    children: Children,
) -> impl IntoView {
    let class = classes(&["govuk-button", kind.class(), &class]);
    let id = id.into_option();
    if let Some(href) = href.into_option() {
        return view! {
            <a
                href=href
                role="button"
                draggable="false"
                class=class
                data-module="govuk-button"
                id=id
            >
                {children()}
            </a>
        }
        .into_any();
    }
    view! {
        <button
            type=button_type.unwrap_or("submit")
            value=value.into_option()
            name=name.into_option()
            disabled=disabled
            aria-disabled=disabled.then_some("true")
            data-prevent-double-click=prevent_double_click.then_some("true")
            class=class
            data-module="govuk-button"
            id=id
        >
            {children()}
        </button>
    }
    .into_any()
}
