use leptos::prelude::*;

/// What may be wider than a phone, such as a table: it scrolls by itself, by keyboard too, and the
/// page around it stays as wide as its window.
#[component]
pub fn Scrollable(
    /// What it holds, as a screen reader says it.
    #[prop(into)]
    label: String,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="app-scrollable" role="region" aria-label=label tabindex="0">
            {children()}
        </div>
    }
    .into_any()
}
