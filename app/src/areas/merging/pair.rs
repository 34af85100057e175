//! Two records side by side, to be put together where they are of one child.

use components::{BackLink, Button, ButtonKind, Checkboxes, Choice, SummaryList, SummaryRow};
use domain::merging::PairShown;
use leptos::prelude::*;

use super::server::{Merge, PairForm, load_pair};
use crate::compared::side_by_side;
use crate::form::PostForm;
use crate::form_parts::warning;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn PairPage() -> impl IntoView {
    let (opening, other, returned) = (param("opening"), param("other"), query("form"));
    let shown = Resource::new_blocking(
        move || (opening(), other(), returned()),
        |(opening, other, returned)| load_pair(opening, other, returned),
    );
    loaded(shown, move |PairForm { shown, filled }| {
        let merge = ServerAction::<Merge>::new();
        let sure = vec![Choice::new("yes", "Yes, both records are of one child")];
        let confirmed = filled.value("confirmed").into_iter().collect::<Vec<_>>();
        view! {
            <BackLink href=format!("/merging/{}", opening())/>
            {filled.summary(str::to_owned)}
            <Heading title="Are these records of one child?" caption=shown.name.to_string() error=filled.has_problems()/>
            {warning(shown.shielded)}
            <SummaryList rows=facts(&shown)/>
            {side_by_side("The other record", "This record", &shown.items)}
            <p class="govuk-body">
                "Twins, brothers and sisters, and a parent and child may share a name, an address and more. If you are not sure, ask the services that work with the child first."
            </p>
            <p class="govuk-body">
                "What stands on the other record comes to this one, and whoever works with the child stands here from then on. If one of the records is shielded, this one is. For 30 days the records can be parted again."
            </p>
            <PostForm action=merge>
                <input type="hidden" name="opening" value=opening()/>
                <input type="hidden" name="other" value=other()/>
                <Checkboxes name="confirmed" legend="Are you sure?" legend_class="govuk-fieldset__legend--s" choices=sure values=confirmed error=filled.problem("confirmed")/>
                <Button kind=ButtonKind::Warning button_type="submit" prevent_double_click=true>"Put the records together"</Button>
            </PostForm>
        }
        .into_any()
    })
}

fn facts(shown: &PairShown) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new("This record", format!("{}, {}", shown.number, shown.name)),
        SummaryRow::new(
            "The other record",
            format!("{}, {}", shown.other, shown.other_name),
        ),
    ]
}
