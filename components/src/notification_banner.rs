use leptos::{html, prelude::*};

use crate::{MaybeText, focus::focus_when_shown, heading::heading, text::classes};

/// Something about the service, or about what was just done.
#[component]
pub fn NotificationBanner(
    /// The one line it says; give children instead for more.
    #[prop(optional, into)]
    text: MaybeText,
    /// What was just done has worked.
    #[prop(optional)]
    success: bool,
    /// `Important`, or `Success`, unless given.
    #[prop(optional, into)]
    title: MaybeText,
    /// The id of the title; needed where there are two banners.
    #[prop(optional, into)]
    title_id: MaybeText,
    /// The level of the title's heading.
    #[prop(default = 2)]
    heading_level: u8,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// What it says.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let (own_class, role, own_title) = if success {
        focus_when_shown(node);
        ("govuk-notification-banner--success", "alert", "Success")
    } else {
        ("", "region", "Important")
    };
    let title_id = title_id.unwrap_or("govuk-notification-banner-title");
    let title = heading(
        heading_level,
        "govuk-notification-banner__title",
        Some(title_id.clone()),
        title.unwrap_or(own_title),
    );
    let line = text.into_option().map(|text| {
        view! { <p class="govuk-notification-banner__heading">{text}</p> }
    });
    view! {
        <div
            class=classes(&["govuk-notification-banner", own_class, &class])
            role=role
            aria-labelledby=title_id
            data-module="govuk-notification-banner"
            node_ref=node
        >
            <div class="govuk-notification-banner__header">{title}</div>
            <div class="govuk-notification-banner__content">
                {line}
                {children.map(|children| children())}
            </div>
        </div>
    }
    .into_any()
}
