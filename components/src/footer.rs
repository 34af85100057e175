use leptos::prelude::*;

/// A link at the foot of every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterLink {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub text: String,
}

impl FooterLink {
    /// A link.
    pub fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            text: text.into(),
        }
    }
}

/// The foot of every page: no crown, no crest, and no claim to Crown copyright or its licence,
/// which are the government's own. Put it in a `<footer>`.
#[component]
pub fn Footer(
    /// Links such as the accessibility statement.
    #[prop(optional)]
    links: Vec<FooterLink>,
    /// A line below the links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let links = (!links.is_empty()).then(|| {
        let items: Vec<_> = links.into_iter().map(item).collect();
        view! {
            <h2 class="govuk-visually-hidden">"Support links"</h2>
            <ul class="govuk-footer__inline-list">{items}</ul>
        }
    });
    let line = children
        .map(|children| view! { <div class="govuk-footer__meta-custom">{children()}</div> });
    view! {
        <div class="govuk-footer">
            <div class="govuk-width-container">
                <div class="govuk-footer__meta">
                    <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
                        {links}
                        {line}
                    </div>
                </div>
            </div>
        </div>
    }
}

fn item(link: FooterLink) -> impl IntoView {
    view! {
        <li class="govuk-footer__inline-list-item">
            <a class="govuk-footer__link" href=link.href>
                {link.text}
            </a>
        </li>
    }
}
