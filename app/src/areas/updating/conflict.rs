//! What is said of one detail, and the decision what stands (UPD-02).

use components::{BackLink, Button, Choice, Radios, Select, SummaryList, SummaryRow, TextInput};
use domain::child_record::Document;
use domain::clock::written_date;
use domain::updating::ConflictShown;
use leptos::prelude::*;

use super::explained::explained;
use super::server::{Decide, DecisionForm, load_conflict};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn ConflictPage() -> impl IntoView {
    let (conflict, returned) = (param("conflict"), query("form"));
    let shown = Resource::new_blocking(
        move || (conflict(), returned()),
        |(conflict, returned)| load_conflict(conflict, returned),
    );
    loaded(shown, |form| {
        let DecisionForm { conflict, filled } = form;
        let title = format!("Decide: {}", conflict.explained.item.title().to_lowercase());
        let facts = vec![
            SummaryRow::new("ContactPoint number", conflict.number.to_string()),
            SummaryRow::new("Waits since", written_date(conflict.since)),
        ];
        view! {
            <BackLink href="/updating/conflicts"/>
            {filled.summary(str::to_owned)}
            <Heading title=title caption=conflict.child.to_string() error=filled.has_problems()/>
            <SummaryList rows=facts/>
            {explained(&conflict.explained)}
            {decision(&conflict, &filled)}
        }
        .into_any()
    })
}

fn decision(conflict: &ConflictShown, filled: &Filled) -> AnyView {
    let decide = ServerAction::<Decide>::new();
    let stands = or_nothing(&conflict.explained.stands);
    let keep = Choice::new("keep", format!("Keep what the record shows: {stands}"));
    let claims = conflict.claims.iter().map(|claim| {
        let words = format!("Take instead: {}", or_nothing(&claim.lines));
        Choice::new(claim.key.as_str(), words).hint(claim.by.join("; "))
    });
    let choices = std::iter::once(keep).chain(claims).collect::<Vec<_>>();
    let kinds = Document::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), kind.title()));
    let kinds = std::iter::once(Choice::new("", "Choose the evidence")).chain(kinds);
    let kinds = kinds.collect::<Vec<_>>();
    let (id, seen) = (
        conflict.id.to_string(),
        conflict.version.as_str().to_owned(),
    );
    let of = |field: &str| (filled.value(field), filled.problem(field));
    let (chosen, unchosen) = of("chosen");
    let (document, no_document) = of("document");
    let (reference, no_reference) = of("reference");
    view! {
        <h2 class="govuk-heading-m">"Your decision"</h2>
        <PostForm action=decide>
            <input type="hidden" name="conflict" value=id/>
            <input type="hidden" name="seen" value=seen/>
            <Radios name="chosen" legend="What stands?" legend_class="govuk-fieldset__legend--s" choices=choices value=chosen error=unchosen/>
            <Select name="document" label="Which evidence have you seen?" label_class="govuk-label--s" hint="Needed to take something else than what the record shows" choices=kinds value=document error=no_document/>
            <TextInput name="reference" label="The evidence’s reference" label_class="govuk-label--s" hint="As its own office writes it. It is kept in the audit trail, not on the record" class="govuk-input--width-20" autocomplete="off" value=reference error=no_reference/>
            <Button button_type="submit" prevent_double_click=true>"Decide"</Button>
        </PostForm>
    }
    .into_any()
}

fn or_nothing(lines: &[String]) -> String {
    if lines.is_empty() {
        "nothing".to_owned()
    } else {
        lines.join("; ")
    }
}
