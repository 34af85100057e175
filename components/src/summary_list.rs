use leptos::prelude::*;

use crate::{Action, MaybeText, SummaryCard, summary_card::action_list, text::classes};

/// One fact: what it is, and what it says.
pub struct SummaryRow {
    key: String,
    value: AnyView,
    actions: Vec<Action>,
    class: String,
}

impl SummaryRow {
    /// A row without actions. The value is a text or a view.
    pub fn new(key: impl Into<String>, value: impl IntoAny) -> Self {
        Self {
            key: key.into(),
            value: value.into_any(),
            actions: Vec::new(),
            class: String::new(),
        }
    }

    /// The same row with one more link that does something with it.
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }

    /// The same row with further class names, such as `govuk-summary-list__row--no-border`.
    pub fn class(self, class: impl Into<String>) -> Self {
        Self {
            class: class.into(),
            ..self
        }
    }

    fn view(self, others_have_actions: bool, card_title: Option<&str>) -> AnyView {
        let no_actions = if others_have_actions && self.actions.is_empty() {
            "govuk-summary-list__row--no-actions"
        } else {
            ""
        };
        let links = (!self.actions.is_empty()).then(|| {
            let item = "govuk-summary-list__actions-list-item";
            let (many, links) = action_list(self.actions, card_title, item);
            let links = if many {
                view! { <ul class="govuk-summary-list__actions-list">{links}</ul> }.into_any()
            } else {
                links
            };
            view! { <dd class="govuk-summary-list__actions">{links}</dd> }
        });
        view! {
            <div class=classes(&["govuk-summary-list__row", no_actions, &self.class])>
                <dt class="govuk-summary-list__key">{self.key}</dt>
                <dd class="govuk-summary-list__value">{self.value}</dd>
                {links}
            </div>
        }
        .into_any()
    }
}

/// Facts about one thing, one below the other; in a card if it has a title.
#[component]
pub fn SummaryList(
    /// The facts.
    rows: Vec<SummaryRow>,
    /// Puts the list in a card with this title.
    #[prop(optional, into)]
    card_title: MaybeText,
    /// The level of the card's heading.
    #[prop(default = 2)]
    card_heading_level: u8,
    /// Links that do something with the whole card.
    #[prop(optional)]
    card_actions: Vec<Action>,
    /// Further class names, such as `govuk-summary-list--no-border`.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let title = card_title.into_option();
    let any_actions = rows.iter().any(|row| !row.actions.is_empty());
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| row.view(any_actions, title.as_deref()))
        .collect();
    let list = view! { <dl class=classes(&["govuk-summary-list", &class])>{rows}</dl> }.into_any();
    match title {
        None => list,
        Some(title) => view! {
            <SummaryCard title=title heading_level=card_heading_level actions=card_actions>
                {list}
            </SummaryCard>
        }
        .into_any(),
    }
}
