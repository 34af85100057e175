//! What was noticed, in a table.

use components::{Cell, Scrollable, Table};
use domain::clock::written_date;
use domain::misuse::SignShown;
use leptos::prelude::*;

/// The table; nothing where nothing was noticed.
pub(super) fn signs(signs: &[SignShown]) -> AnyView {
    if signs.is_empty() {
        return ().into_any();
    }
    let head =
        Vec::from(["What was noticed", "When", "How much on a day", "Usual"].map(Cell::text));
    let rows = signs.iter().map(row).collect::<Vec<_>>();
    view! {
        <Scrollable label="What was noticed">
            <Table caption="What was noticed" caption_class="govuk-table__caption--m" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn row(sign: &SignShown) -> Vec<Cell> {
    let first = written_date(sign.first_day);
    let when = match sign.days {
        1 => first,
        days => format!("{first} to {}, on {days} days", written_date(sign.last_day)),
    };
    let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        Cell::text(sign.pattern.title()),
        Cell::text(when),
        Cell::text(number(sign.most)),
        Cell::text(number(sign.usual)),
    ]
}
