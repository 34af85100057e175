use leptos::prelude::*;

use crate::{MaybeText, SummaryCard, SummaryList, SummaryRow, text::classes};

/// Who is working with the child and how to reach them: a summary card that is quick to take in.
///
/// Put several in a `<div class="app-contacts">`.
#[component]
pub fn ContactCard(
    /// The person, or the service where there is no named person.
    #[prop(into)]
    heading: String,
    /// What they are to the child, such as `Health visitor`.
    #[prop(into)]
    role: String,
    /// Whom they work for.
    #[prop(optional, into)]
    organisation: MaybeText,
    /// The number as people write it; it becomes a link that dials.
    #[prop(optional, into)]
    telephone: MaybeText,
    /// Further facts, such as from when to when.
    #[prop(optional)]
    rows: Vec<SummaryRow>,
    /// The level of the heading.
    #[prop(default = 3)]
    heading_level: u8,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// What stands below the facts, such as a badge or a form.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let organisation = organisation.into_option();
    let organisation = organisation.map(|name| SummaryRow::new("Organisation", name));
    let telephone = telephone.into_option();
    let telephone = telephone.map(|number| SummaryRow::new("Telephone", dial(number)));
    let rows: Vec<SummaryRow> = [Some(SummaryRow::new("Role", role)), organisation, telephone]
        .into_iter()
        .flatten()
        .chain(rows)
        .collect();
    let class = classes(&["app-contact", &class]);
    view! {
        <SummaryCard title=heading heading_level=heading_level class=class>
            <SummaryList rows=rows class="app-contact__facts"/>
            {children.map(|children| children())}
        </SummaryCard>
    }
    .into_any()
}

/// A telephone number that dials when it is pressed.
fn dial(number: String) -> AnyView {
    let href = format!("tel:{}", dialled(&number));
    view! { <a class="govuk-link app-contact__telephone" href=href>{number}</a> }.into_any()
}

/// The keys to press: digits and a leading plus.
fn dialled(number: &str) -> String {
    let plus = if number.trim_start().starts_with('+') {
        "+"
    } else {
        ""
    };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    format!("{plus}{digits}")
}

#[cfg(test)]
mod tests {
    use super::dialled;

    #[test]
    fn a_telephone_link_dials_digits_only() {
        assert_eq!(dialled("0114 496 0000"), "01144960000");
        assert_eq!(dialled("+44 (114) 496-0000"), "+441144960000");
    }
}
