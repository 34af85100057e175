//! The browser part: hydrates the application and nothing else.

use leptos::wasm_bindgen;
use leptos::wasm_bindgen::prelude::wasm_bindgen;
use leptos::web_sys;

/// Takes the page over from the server. The mark on the document tells that it happened; a panic
/// leaves another, and the page goes on working without the browser part.
#[wasm_bindgen]
pub fn hydrate() {
    std::panic::set_hook(Box::new(|_| mark("hydrationError")));
    if let Some(body) = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.body())
    {
        // The design system's style sheet hides what only works with JavaScript until then.
        let _ = body
            .class_list()
            .add_2("js-enabled", "govuk-frontend-supported");
    }
    leptos::mount::hydrate_body(app::App);
    mark("hydrated");
}

fn mark(what: &str) {
    let document = web_sys::window().and_then(|w| w.document());
    if let Some(root) = document.and_then(|d| d.document_element())
        && let Ok(root) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(root)
    {
        // A page that cannot be marked is none the worse for it.
        let _ = root.dataset().set(what, "1");
    }
}
