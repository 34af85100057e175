use leptos::prelude::*;

use crate::{MaybeText, text::classes};

/// One cell of a table.
pub struct Cell {
    content: AnyView,
    numeric: bool,
    class: String,
}

impl Cell {
    /// A cell that holds more than text.
    pub fn view(content: impl IntoAny) -> Self {
        Self {
            content: content.into_any(),
            numeric: false,
            class: String::new(),
        }
    }

    /// A cell that holds text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::view(text.into())
    }

    /// A cell that holds a number, and the heading of a column of numbers.
    pub fn numeric(text: impl Into<String>) -> Self {
        Self {
            numeric: true,
            ..Self::text(text)
        }
    }

    /// The same cell with further class names.
    pub fn class(self, class: impl Into<String>) -> Self {
        Self {
            class: class.into(),
            ..self
        }
    }

    fn heading(self, scope: &'static str) -> AnyView {
        let numeric = if self.numeric {
            "govuk-table__header--numeric"
        } else {
            ""
        };
        let class = classes(&["govuk-table__header", numeric, &self.class]);
        view! { <th scope=scope class=class>{self.content}</th> }.into_any()
    }

    fn data(self) -> AnyView {
        let numeric = if self.numeric {
            "govuk-table__cell--numeric"
        } else {
            ""
        };
        let class = classes(&["govuk-table__cell", numeric, &self.class]);
        view! { <td class=class>{self.content}</td> }.into_any()
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

/// Things to compare, row by row.
#[component]
pub fn Table(
    /// The rows; each has as many cells as the head.
    rows: Vec<Vec<Cell>>,
    /// The headings of the columns.
    #[prop(optional)]
    head: Vec<Cell>,
    /// What the table shows.
    #[prop(optional, into)]
    caption: MaybeText,
    /// Further class names of the caption, such as `govuk-table__caption--m`.
    #[prop(optional, into)]
    caption_class: String,
    /// The first cell of each row is its heading.
    #[prop(optional)]
    first_cell_is_header: bool,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let caption = caption.into_option().map(|text| {
        view! { <caption class=classes(&["govuk-table__caption", &caption_class])>{text}</caption> }
    });
    let head = (!head.is_empty()).then(|| {
        let cells: Vec<_> = head.into_iter().map(|cell| cell.heading("col")).collect();
        view! {
            <thead class="govuk-table__head">
                <tr class="govuk-table__row">{cells}</tr>
            </thead>
        }
    });
    let rows: Vec<_> = rows
        .into_iter()
        .map(|cells| row(cells, first_cell_is_header))
        .collect();
    view! {
        <table class=classes(&["govuk-table", &class])>
            {caption}
            {head}
            <tbody class="govuk-table__body">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(cells: Vec<Cell>, first_is_header: bool) -> AnyView {
    let cells: Vec<_> = cells
        .into_iter()
        .enumerate()
        .map(|(at, cell)| {
            if at == 0 && first_is_header {
                cell.heading("row")
            } else {
                cell.data()
            }
        })
        .collect();
    view! { <tr class="govuk-table__row">{cells}</tr> }.into_any()
}
