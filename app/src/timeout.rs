//! The warning before a session ends for want of a request (AUTH-05, T-02). Without JavaScript the
//! document's head leads away when the time is over (see `shell`).

use std::time::Duration;

use components::Button;
use domain::account::IDLE_LIMIT;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::shown::Shown;

/// How long before the end the warning is shown.
const WARNING: Duration = Duration::from_secs(2 * 60);

/// Keeps the session: a request like any other, that reads nothing.
#[server(endpoint = "account/stay-signed-in")]
async fn stay_signed_in() -> Result<(), Shown> {
    crate::signed_in::signed_in().await?;
    Ok(())
}

/// How long a session lasts without a request.
fn idle_limit() -> Duration {
    IDLE_LIMIT.to_std().unwrap_or_default()
}

/// Leaves for the page that says the session has ended; nothing of any record stays on screen.
fn leave() {
    if let Some(window) = web_sys::window() {
        // Where the browser will not leave there is nothing further that a page can do.
        let _ = window.location().replace("/signed-out?why=idle");
    }
}

/// A warning two minutes before the session ends, from which it can be kept, and the leaving of
/// the page when it has ended.
#[component]
pub(crate) fn TimeoutWarning() -> impl IntoView {
    let path = use_location().pathname;
    let search = use_location().search;
    let kept = RwSignal::new(0_u32);
    let warned = RwSignal::new(false);
    Effect::new(move |timers: Option<Vec<TimeoutHandle>>| {
        // Every page asked for, and every press of the button, is a request: time begins anew.
        path.track();
        search.track();
        kept.track();
        warned.set(false);
        timers.into_iter().flatten().for_each(|timer| timer.clear());
        let limit = idle_limit();
        let warn = set_timeout_with_handle(move || warned.set(true), limit - WARNING);
        let end = set_timeout_with_handle(leave, limit);
        [warn, end].into_iter().flatten().collect()
    });
    let keep = Action::new(move |(): &()| async move {
        match stay_signed_in().await {
            Ok(()) => kept.update(|times| *times += 1),
            Err(_) => leave(),
        }
    });
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    // The browser itself puts the focus on the button, keeps it in the dialog while that is open,
    // and afterwards gives it back to where it was.
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (warned.get(), dialog.open()) {
            // A browser that cannot open it still leaves the page in time.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="app-timeout"
            role="alertdialog"
            aria-labelledby="timeout-title"
            aria-describedby="timeout-words"
            // Whoever presses Escape is there: the dialog closes once the session is kept.
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                keep.dispatch(());
            }
        >
            <h2 class="govuk-heading-m" id="timeout-title">"You are about to be signed out"</h2>
            <p class="govuk-body" id="timeout-words">
                "You will be signed out in 2 minutes, because nothing was asked for on this page."
            </p>
            <div class="govuk-button-group" on:click=move |_| { keep.dispatch(()); }>
                <Button button_type="button">"Stay signed in"</Button>
            </div>
        </dialog>
    }
    .into_any()
}
