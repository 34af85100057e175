//! What every page is made of: a title, what it loads, and what it says when there is nothing.

use leptos::prelude::*;
use leptos_meta::Title;
#[cfg(not(feature = "ssr"))]
use leptos_router::hooks::use_location;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::shown::Shown;

/// Stands in the browser part for a page that the server alone makes: whoever is led there within the
/// browser part is sent on to the server.
#[cfg(not(feature = "ssr"))]
#[component]
pub(crate) fn FromServer() -> impl IntoView {
    let (path, query) = (use_location().pathname, use_location().search);
    Effect::new(move || {
        let (path, query) = (path.get_untracked(), query.get_untracked());
        let query = query.trim_start_matches('?');
        let there = match query {
            "" => path,
            query => format!("{path}?{query}"),
        };
        // Where the browser refuses, the way back is all that is left.
        let _ = window().location().assign(&there);
    });
}

/// Where the pages are that the server alone makes: the browser part is not loaded there.
#[cfg(feature = "ssr")]
pub(crate) fn is_from_server(path: &str) -> bool {
    const BELOW: [&str; 21] = [
        "/break-glass",
        "/complaints",
        "/data-quality",
        "/discrepancies",
        "/disputes",
        "/doubles",
        "/how-to-complain",
        "/merging",
        "/misuse",
        "/my-use",
        "/new-identity",
        "/new-records",
        "/not-receiving-education",
        "/panel",
        "/quarantine",
        "/review-targets",
        "/rights",
        "/sources",
        "/statistics",
        "/subject-access",
        "/updating",
    ];
    let below = |start: &str| {
        path.strip_prefix(start)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    BELOW.into_iter().any(below)
        || path.starts_with("/child-record/") && path.ends_with("/new-identity")
}

/// A part of the page's path; empty where the route has none of that name.
pub(crate) fn param(name: &'static str) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let params = use_params_map();
    move || params.read().get(name).unwrap_or_default()
}

/// A value from the page's query; only codes and opaque names ever stand there.
pub(crate) fn query(
    name: &'static str,
) -> impl Fn() -> Option<String> + Copy + Send + Sync + 'static {
    let query = use_query_map();
    move || query.read().get(name)
}

/// Shows what a page loads, once it is there: the one place where pages wait.
pub(crate) fn loaded<T>(
    resource: Resource<Result<T, Shown>>,
    show: impl Fn(T) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
{
    view! {
        <Suspense fallback=|| ()>
            {move || {
                let show = show.clone();
                Suspend::new(async move {
                    match resource.await {
                        Ok(value) => show(value),
                        Err(shown) => view! { <Nothing shown=shown/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// The words of a page that cannot be shown.
#[component]
fn Nothing(
    /// Why.
    shown: Shown,
) -> impl IntoView {
    match shown {
        Shown::SignedOut => view! {
            <Heading title="You have been signed out"/>
            <p class="govuk-body">"Your session has ended. What you had not sent was not kept."</p>
            <p class="govuk-body">
                <a class="govuk-link" href="/sign-in" rel="external">"Sign in again"</a>
            </p>
        }
        .into_any(),
        Shown::NothingThere => view! { <NotFound/> }.into_any(),
        Shown::TooMany => view! {
            <Heading title="You have searched too often"/>
            <p class="govuk-body">
                "The number of searches in an hour is limited. Wait a while before you search again."
            </p>
            <p class="govuk-body">
                "If you need a record at once, ring your local authority’s ContactPoint team."
            </p>
        }
        .into_any(),
        Shown::Unreadable => view! {
            <Heading title="That form could not be read"/>
            <p class="govuk-body">"Go back to the page, reload it and try again."</p>
        }
        .into_any(),
        Shown::Fault(reference) => view! {
            <Heading title="Sorry, there is a problem"/>
            <p class="govuk-body">"Nothing was changed. Try again in a few minutes."</p>
            <p class="govuk-body">
                "If it goes on, tell your account administrator this reference: "
                <strong>{reference.to_string()}</strong>
            </p>
        }
        .into_any(),
    }
}

/// Why a form that was sent was not done; by a code, so that no words of an address are shown.
#[component]
pub(crate) fn NotDonePage() -> impl IntoView {
    let why = query("why");
    move || {
        let shown = Shown::from_code(&why().unwrap_or_default());
        view! { <Nothing shown=shown/> }
    }
}

/// Whatever is not there for this person (G-DENY).
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::shown::status(http::StatusCode::NOT_FOUND);
    view! {
        <Heading title="Page not found"/>
        <p class="govuk-body">"If you typed the address, check that it is right."</p>
        <p class="govuk-body">
            "If you followed a link, what it led to may have been closed. "
            <a class="govuk-link" href="/" rel="external">"Go to the start"</a>
            "."
        </p>
    }
}

/// The page's heading, and its title in the browser's bar.
#[component]
pub(crate) fn Heading(
    /// The words.
    #[prop(into)]
    title: String,
    /// Words above it that say what it belongs to.
    #[prop(optional, into)]
    caption: Option<String>,
    /// Whether the page's form came back to be mended.
    #[prop(optional)]
    error: bool,
) -> impl IntoView {
    let in_bar = if error {
        format!("Error: {title}")
    } else {
        title.clone()
    };
    let caption = caption.map(|words| view! { <span class="govuk-caption-l">{words}</span> });
    view! {
        <Title text=in_bar/>
        {caption}
        <h1 class="govuk-heading-l">{title}</h1>
    }
    .into_any()
}
