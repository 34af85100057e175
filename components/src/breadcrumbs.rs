use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// One page on the way to this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// The page's name.
    pub text: String,
    /// Where it is; none for the page itself.
    pub href: Option<String>,
}

impl Crumb {
    /// A page further up.
    pub fn link(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: Some(href.into()),
        }
    }

    /// The page itself.
    pub fn here(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: None,
        }
    }
}

/// Where the page stands.
#[component]
pub fn Breadcrumbs(
    /// The way from the top.
    items: Vec<Crumb>,
    /// Only the first and the last on a phone.
    #[prop(optional)]
    collapse_on_mobile: bool,
    /// What screen readers call it; `Breadcrumb` unless given.
    #[prop(optional, into)]
    label: MaybeText,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let collapse = if collapse_on_mobile {
        "govuk-breadcrumbs--collapse-on-mobile"
    } else {
        ""
    };
    let items: Vec<_> = items.into_iter().map(item).collect();
    view! {
        <nav
            class=classes(&["govuk-breadcrumbs", &class, collapse])
            aria-label=label.unwrap_or("Breadcrumb")
        >
            <ol class="govuk-breadcrumbs__list">{items}</ol>
        </nav>
    }
}

fn item(crumb: Crumb) -> AnyView {
    let Crumb { text, href } = crumb;
    match href {
        Some(href) => view! {
            <li class="govuk-breadcrumbs__list-item">
                <a class="govuk-breadcrumbs__link" href=href>
                    {text}
                </a>
            </li>
        }
        .into_any(),
        None => view! {
            <li class="govuk-breadcrumbs__list-item" aria-current="page">
                {text}
            </li>
        }
        .into_any(),
    }
}
