use leptos::prelude::*;

use crate::{
    Label, MaybeText,
    question::{Legend, Question, group},
    text::classes,
};

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// The day of the month.
    Day,
    /// The month.
    Month,
    /// The year.
    Year,
}

impl DatePart {
    fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Day => "Day",
            Self::Month => "Month",
            Self::Year => "Year",
        }
    }

    fn width(self) -> &'static str {
        match self {
            Self::Day | Self::Month => "govuk-input--width-2",
            Self::Year => "govuk-input--width-4",
        }
    }
}

/// A date that people know, such as a birthday, as three fields with the ids `id-day`,
/// `id-month` and `id-year`. An error summary links to the first wrong one.
#[component]
pub fn DateInput(
    /// The id of the whole.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(optional, into)]
    legend: MaybeText,
    /// The argument of the form that holds the parts: they are sent as `name[day]` and so on.
    #[prop(optional, into)]
    name: MaybeText,
    /// What stands before `day`, `month` and `year` in the names, for forms without a `name`:
    /// `born_` sends `born_day`.
    #[prop(optional, into)]
    name_prefix: String,
    /// Further class names of the legend.
    #[prop(optional, into)]
    legend_class: String,
    /// Makes the legend the page's `<h1>`.
    #[prop(optional)]
    page_heading: bool,
    /// Help between legend and fields.
    #[prop(optional, into)]
    hint: MaybeText,
    /// What is wrong with the date.
    #[prop(optional, into)]
    error: MaybeText,
    /// Which parts the error is about; all of them if none is named.
    #[prop(optional)]
    wrong: Vec<DatePart>,
    /// The day as entered.
    #[prop(optional, into)]
    day: MaybeText,
    /// The month as entered.
    #[prop(optional, into)]
    month: MaybeText,
    /// The year as entered.
    #[prop(optional, into)]
    year: MaybeText,
    /// `true` lets the browser fill in the person's own birthday.
    #[prop(optional)]
    own_birthday: bool,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let question = Question::new(&id, hint, error);
    let marked = question.has_error();
    let name = name.into_option();
    let name_of = |key: &str| match &name {
        Some(name) => format!("{name}[{key}]"),
        None => format!("{name_prefix}{key}"),
    };
    let fields = [
        (DatePart::Day, day),
        (DatePart::Month, month),
        (DatePart::Year, year),
    ]
    .into_iter()
    .map(|(part, value)| {
        let key = part.key();
        field(Field {
            part,
            id: format!("{id}-{key}"),
            name: name_of(key),
            value: value.into_option(),
            wrong: marked && (wrong.is_empty() || wrong.contains(&part)),
            autocomplete: own_birthday.then(|| format!("bday-{key}")),
        })
    })
    .collect::<Vec<_>>();
    let fields = view! {
        <div class=classes(&["govuk-date-input", &class]) id=id>
            {fields}
        </div>
    };
    let legend = Legend {
        text: legend,
        class: legend_class,
        page_heading,
    };
    group(question, legend, "group", fields.into_any())
}

struct Field {
    part: DatePart,
    id: String,
    name: String,
    value: Option<String>,
    wrong: bool,
    autocomplete: Option<String>,
}

fn field(field: Field) -> AnyView {
    let error = if field.wrong {
        "govuk-input--error"
    } else {
        ""
    };
    let class = classes(&[
        "govuk-input govuk-date-input__input",
        error,
        field.part.width(),
    ]);
    view! {
        <div class="govuk-date-input__item">
            <div class="govuk-form-group">
                <Label
                    for_id=field.id.clone()
                    text=field.part.label()
                    class="govuk-date-input__label"
                />
                <input
                    class=class
                    id=field.id
                    name=field.name
                    type="text"
                    value=field.value
                    autocomplete=field.autocomplete
                    inputmode="numeric"
                />
            </div>
        </div>
    }
    .into_any()
}
