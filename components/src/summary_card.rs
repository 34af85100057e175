use leptos::prelude::*;

use crate::{heading::heading, text::classes};

/// A link that does something with a row or a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Where it leads.
    pub href: String,
    /// The word that is seen, such as `Change`.
    pub text: String,
    /// The words that are only heard and tell this link from its neighbours, such as `address`;
    /// may be empty.
    pub hidden_text: String,
}

impl Action {
    /// A link to `href` that reads as `text` followed, for screen readers, by `hidden_text`.
    pub fn new(
        href: impl Into<String>,
        text: impl Into<String>,
        hidden_text: impl Into<String>,
    ) -> Self {
        Self {
            href: href.into(),
            text: text.into(),
            hidden_text: hidden_text.into(),
        }
    }

    /// The link; on a card its title is heard as well.
    pub(crate) fn view(self, card_title: Option<&str>) -> AnyView {
        let own = Some(self.hidden_text).filter(|text| !text.is_empty());
        let own = own.map(|text| format!(" {text}")).unwrap_or_default();
        let card = card_title
            .map(|title| format!(" ({title})"))
            .unwrap_or_default();
        let heard = own + &card;
        let heard = (!heard.is_empty())
            .then(|| view! { <span class="govuk-visually-hidden">{heard}</span> });
        view! {
            <a class="govuk-link" href=self.href>
                {self.text}
                {heard}
            </a>
        }
        .into_any()
    }
}

/// Links side by side: bare if there is one, else as a list.
pub(crate) fn action_list(
    actions: Vec<Action>,
    card_title: Option<&str>,
    item_class: &'static str,
) -> (bool, AnyView) {
    let many = actions.len() > 1;
    let links: Vec<_> = actions
        .into_iter()
        .map(|action| action.view(card_title))
        .map(|link| {
            if many {
                view! { <li class=item_class>{link}</li> }.into_any()
            } else {
                link
            }
        })
        .collect();
    (many, links.into_any())
}

/// A box with a title round a summary list or anything else about one thing.
#[component]
pub fn SummaryCard(
    /// What the box is about.
    #[prop(into)]
    title: String,
    /// The level of the title's heading.
    #[prop(default = 2)]
    heading_level: u8,
    /// Links that do something with the whole.
    #[prop(optional)]
    actions: Vec<Action>,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// What is in the box.
    children: Children,
) -> impl IntoView {
    let links = (!actions.is_empty()).then(|| {
        let (many, links) = action_list(actions, Some(&title), "govuk-summary-card__action");
        if many {
            view! { <ul class="govuk-summary-card__actions">{links}</ul> }.into_any()
        } else {
            view! { <div class="govuk-summary-card__actions">{links}</div> }.into_any()
        }
    });
    view! {
        <div class=classes(&["govuk-summary-card", &class])>
            <div class="govuk-summary-card__title-wrapper">
                {heading(heading_level, "govuk-summary-card__title", None, title)}
                {links}
            </div>
            <div class="govuk-summary-card__content">{children()}</div>
        </div>
    }
    .into_any()
}
