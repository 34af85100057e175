use leptos::{ev, prelude::*};

use crate::{MaybeText, text::classes};

/// From this width on the whole navigation is shown.
const WIDE: &str = "(min-width: 40.0625em)";

/// How a link of the navigation stands to the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NavigationState {
    /// Elsewhere.
    #[default]
    Elsewhere,
    /// The page is somewhere below it.
    Active,
    /// It is the page itself.
    Current,
}

/// A link of the navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NavigationItem {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub text: String,
    /// How it stands to the page.
    pub state: NavigationState,
    /// How many things wait there.
    pub count: Option<u32>,
}

impl NavigationItem {
    /// A link to elsewhere.
    pub fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            text: text.into(),
            ..Self::default()
        }
    }

    /// The same link, marked.
    pub fn state(self, state: NavigationState) -> Self {
        Self { state, ..self }
    }

    /// The same link with the number of things that wait there; none is not shown.
    pub fn count(self, count: u32) -> Self {
        Self {
            count: Some(count).filter(|count| *count > 0),
            ..self
        }
    }

    fn view(self) -> AnyView {
        let (item_class, current) = match self.state {
            NavigationState::Elsewhere => ("", None),
            NavigationState::Active => (ACTIVE, Some("true")),
            NavigationState::Current => (ACTIVE, Some("page")),
        };
        let words = if current.is_some() {
            let class = "govuk-service-navigation__active-fallback";
            view! { <strong class=class>{self.text}</strong> }.into_any()
        } else {
            self.text.into_any()
        };
        let count = self.count.map(|count| {
            view! {
                " "
                <span class="moj-badge moj-badge--red app-navigation-count">{count.to_string()}</span>
            }
        });
        view! {
            <li class=classes(&["govuk-service-navigation__item", item_class])>
                <a class="govuk-service-navigation__link" href=self.href aria-current=current>
                    {words}
                    {count}
                </a>
            </li>
        }
        .into_any()
    }
}

const ACTIVE: &str = "govuk-service-navigation__item--active";

/// The service's name and its main places, and at the right who is signed in.
#[component]
pub fn ServiceNavigation(
    /// The service's name.
    #[prop(optional, into)]
    service_name: MaybeText,
    /// Where the name leads.
    #[prop(optional, into)]
    service_href: MaybeText,
    /// The main places.
    #[prop(optional)]
    items: Vec<NavigationItem>,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// What stands at the right, such as the person's name and the way out.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let named = service_name != MaybeText::default();
    let container = if children.is_some() {
        "govuk-width-container govuk-service-navigation__inlining-container"
    } else {
        "govuk-width-container"
    };
    let landmark = named || children.is_some();
    let class = classes(&["govuk-service-navigation", &class]);
    let name = service_name
        .into_option()
        .map(|name| name_view(name, service_href.into_option()));
    let inner = view! {
        <div class=container>
            <div class="govuk-service-navigation__container">
                {name}
                {(!items.is_empty()).then(|| places(items))}
            </div>
            {children.map(|children| children())}
        </div>
    };
    let module = "govuk-service-navigation";
    if landmark {
        view! {
            <section aria-label="Service information" class=class data-module=module>
                {inner}
            </section>
        }
        .into_any()
    } else {
        view! { <div class=class data-module=module>{inner}</div> }.into_any()
    }
}

fn name_view(name: String, href: Option<String>) -> AnyView {
    let name = match href {
        Some(href) => {
            view! { <a href=href class="govuk-service-navigation__link">{name}</a> }.into_any()
        }
        None => view! { <span class="govuk-service-navigation__text">{name}</span> }.into_any(),
    };
    view! { <span class="govuk-service-navigation__service-name">{name}</span> }.into_any()
}

/// The links, which fold into a menu on a phone where JavaScript runs.
fn places(items: Vec<NavigationItem>) -> AnyView {
    // Open, and without a button to fold it, until the browser part has seen a narrow window.
    let folding = RwSignal::new(false);
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        folding.set(!window_is_wide());
        let listening = window_event_listener(ev::resize, move |_| folding.set(!window_is_wide()));
        on_cleanup(move || listening.remove());
    });
    let toggle = (items.len() > 1).then(|| toggle(folding, open));
    let folds = toggle.is_some();
    let items: Vec<_> = items.into_iter().map(NavigationItem::view).collect();
    view! {
        <nav aria-label="Menu" class="govuk-service-navigation__wrapper">
            {toggle}
            <ul
                class="govuk-service-navigation__list"
                id="navigation"
                hidden=move || folds && folding.get() && !open.get()
            >
                {items}
            </ul>
        </nav>
    }
    .into_any()
}

fn toggle(folding: RwSignal<bool>, open: RwSignal<bool>) -> AnyView {
    view! {
        <button
            type="button"
            class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
            aria-controls="navigation"
            aria-expanded=move || folding.get().then(|| open.get().to_string())
            hidden=move || !folding.get()
            aria-hidden=move || (!folding.get()).then_some("true")
            on:click=move |_| open.update(|open| *open = !*open)
        >
            "Menu"
        </button>
    }
    .into_any()
}

fn window_is_wide() -> bool {
    let query = window().match_media(WIDE).ok().flatten();
    query.is_none_or(|query| query.matches())
}
