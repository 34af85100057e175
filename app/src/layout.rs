//! What surrounds every page: who is signed in under which hat, where one can go, and the end.

use components::{Footer, NavigationItem, NavigationState, ServiceNavigation, SkipLink};
use domain::account::Person;
use domain::standing::Role;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::places::from_the_desk;
use crate::shown::Shown;
use crate::timeout::TimeoutWarning;

/// Who is signed in and how many things wait for them, for the header; none before anyone is.
#[server(endpoint = "account/who-am-i")]
async fn who_am_i() -> Result<Option<(Person, u32)>, Shown> {
    use registry::account::Session;
    Ok(match crate::signed_in::visitor()?.session {
        Some(Session::SignedIn(user)) => {
            let waiting = user.tasks_waiting().await?;
            Some((user.person().clone(), waiting))
        }
        _ => None,
    })
}

/// The frame.
#[component]
pub(crate) fn Layout(
    /// The page.
    children: Children,
) -> impl IntoView {
    // Wherever one goes, the number of what waits is the present one.
    let place = use_location();
    let here = move || (place.pathname.get(), place.search.get());
    let person = Resource::new_blocking(here, |_| who_am_i());
    view! {
        <SkipLink/>
        <header>
            <Transition fallback=|| ()>
                {move || Suspend::new(async move {
                    match person.await.ok().flatten() {
                        Some((person, waiting)) => view! { <Top person=person waiting=waiting/> }.into_any(),
                        None => view! { <ServiceNavigation service_name="ContactPoint" service_href="/"/> }.into_any(),
                    }
                })}
            </Transition>
        </header>
        <div class="govuk-width-container">
            <main class="govuk-main-wrapper" id="main-content" tabindex="-1">
                {children()}
            </main>
        </div>
        <footer>
            <Footer>
                <p class="govuk-body-s">
                    "ContactPoint holds no case information. Every search and every record opened is recorded. "
                    <a class="govuk-footer__link" href="/how-to-complain" rel="external">"How to complain"</a>
                </p>
                <p class="govuk-body-s">
                    <a class="govuk-footer__link" href="/misuse/report">"Report a concern about how ContactPoint is used"</a>
                </p>
            </Footer>
        </footer>
    }
}

/// The service's name, its places, and who is here.
#[component]
fn Top(
    /// Who is signed in.
    person: Person,
    /// How many things wait for them.
    waiting: u32,
) -> impl IntoView {
    let path = use_location().pathname;
    let role = person.role;
    let whose = person.clone();
    let items = move || {
        let mut items = Vec::new();
        if role.has_desk() {
            items.push(desk(&whose, &path.read()));
        }
        if role.looks_into_use() && !role.has_desk() {
            items.push(place("/misuse", "Use of accounts", &path.read()));
        }
        if role.uses_records() {
            items.push(place("/search", "Find a child", &path.read()));
        }
        if role.keeps_involvements() {
            items.push(place("/involvements", "My involvements", &path.read()));
        }
        if role == Role::ComplaintsManager {
            items.push(place("/complaints", "Complaints", &path.read()));
        }
        if role == Role::PanelMember {
            items.push(place("/panel", "Panel meetings", &path.read()));
        }
        if role == Role::ChildrenNotReceivingEducation {
            items.push(place(
                "/not-receiving-education",
                "Not receiving education",
                &path.read(),
            ));
        }
        if role.asks_for_brokering() && !role.has_desk() {
            items.push(place("/brokering", "My requests", &path.read()));
        }
        if role == Role::Manager {
            items.push(place("/team-involvements", "My team", &path.read()));
        }
        if role.has_tasks() {
            items.push(place("/tasks", "My tasks", &path.read()).count(waiting));
        }
        if role == Role::SensitiveServicePractitioner {
            items.push(place(
                "/sensitive-involvements",
                "Sensitive services",
                &path.read(),
            ));
        }
        items.push(place("/account", "My account", &path.read()));
        items
    };
    let who = format!("{}, {}", person.name, person.organisation);
    view! {
        {move || {
            let who = who.clone();
            view! {
            <ServiceNavigation service_name="ContactPoint" service_href="/" items=items()>
                <div class="app-signed-in">
                    <span>{who}</span>
                    <span class="app-signed-in__hat">{role.title()}</span>
                    <form method="post" action="/api/account/sign-out">
                        <button class="app-link-button" type="submit">"Sign out"</button>
                    </form>
                </div>
            </ServiceNavigation>
            }
        }}
        <TimeoutWarning/>
    }
    .into_any()
}

/// A link of the navigation, marked where the page is it or below it.
fn place(href: &'static str, text: &'static str, path: &str) -> NavigationItem {
    let state = if path == href {
        NavigationState::Current
    } else if path.starts_with(&format!("{href}/")) {
        NavigationState::Active
    } else {
        NavigationState::Elsewhere
    };
    NavigationItem::new(href, text).state(state)
}

/// The desk, and everything that is reached from it.
fn desk(person: &Person, path: &str) -> NavigationItem {
    let below = |href: &str| {
        path.strip_prefix(href)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let from_it = from_the_desk(person).any(|place| below(place.href));
    let item = place("/desk", "Desk", path);
    if from_it {
        item.state(NavigationState::Active)
    } else {
        item
    }
}
