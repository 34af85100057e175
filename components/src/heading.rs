//! A heading whose level the page decides.

use leptos::prelude::*;

/// Writes `<h1>` to `<h6>`; a level outside one to six counts as the nearest.
pub(crate) fn heading(level: u8, class: &'static str, id: Option<String>, text: String) -> AnyView {
    match level {
        0 | 1 => view! { <h1 class=class id=id>{text}</h1> }.into_any(),
        2 => view! { <h2 class=class id=id>{text}</h2> }.into_any(),
        3 => view! { <h3 class=class id=id>{text}</h3> }.into_any(),
        4 => view! { <h4 class=class id=id>{text}</h4> }.into_any(),
        5 => view! { <h5 class=class id=id>{text}</h5> }.into_any(),
        _ => view! { <h6 class=class id=id>{text}</h6> }.into_any(),
    }
}
