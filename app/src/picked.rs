//! A list of which only those rows are shown that a number of the desk counted.

use domain::desk::{Line, Picked};
use leptos::prelude::*;

use crate::page::query;

/// What the page's address picks: as it stands there, for a server function.
pub(crate) fn query_show() -> impl Fn() -> Option<String> + Copy + Send + Sync + 'static {
    query("show")
}

/// What it picks, as a line and a stage.
pub(crate) fn picked() -> Option<Picked> {
    Picked::parse(&query_show()()?)
}

/// Whether the rows of a line are to be shown at all.
pub(crate) fn shows(picked: Option<Picked>, line: Line) -> bool {
    picked.is_none_or(|picked| picked.line == line)
}

/// Says that only some are shown, and leads to all of them; nothing where all are.
#[component]
pub(crate) fn PickedNote() -> impl IntoView {
    let show = query_show();
    move || {
        show().as_deref().and_then(Picked::parse).map(|picked| {
            let words = picked.stage.words();
            let only = format!("Only {words}: {}.", picked.line.words(0));
            view! {
                <div class="govuk-inset-text">
                    <p class="govuk-body">{only}</p>
                    <p class="govuk-body">
                        <a class="govuk-link" href=picked.line.list()>"Show everything"</a>
                        " or "
                        <a class="govuk-link" href="/desk">"go back to your desk"</a>
                    </p>
                </div>
            }
        })
    }
}

/// The rows that a page shows: those picked, or all.
#[cfg(feature = "ssr")]
pub(crate) mod server {
    use domain::clock::london_date;
    use domain::desk::{Item, Picked};
    use registry::SignedIn;

    /// Keeps the rows that are picked.
    pub(crate) fn keep_picked<T: Item>(user: &SignedIn, show: Option<&str>, rows: &mut Vec<T>) {
        keep_by(user, show, rows, |row| row);
    }

    /// The rows that are picked, each with its place in the whole list.
    pub(crate) fn placed<T: Item>(
        user: &SignedIn,
        show: Option<&str>,
        rows: Vec<T>,
    ) -> Vec<(usize, T)> {
        let mut placed: Vec<_> = (1..).zip(rows).collect();
        keep_by(user, show, &mut placed, |(_, row)| row);
        placed
    }

    fn keep_by<R, T: Item>(
        user: &SignedIn,
        show: Option<&str>,
        rows: &mut Vec<R>,
        of: impl Fn(&R) -> &T,
    ) {
        let today = london_date(user.standing().now);
        if let Some(picked) = show.and_then(Picked::parse) {
            rows.retain(|row| of(row).is_picked(picked.line, picked.stage, today));
        }
    }
}
