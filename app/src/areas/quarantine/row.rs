//! What a source says, beside the record of the child whom it may be about.

use components::{BackLink, Button, Choice, Radios, SummaryList, SummaryRow};
use domain::clock::written_date;
use domain::quarantine::{QuarantinedShown, Settlement};
use leptos::prelude::*;

use super::server::{OpenedRow, Settle, load_row};
use crate::compared::side_by_side;
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn RowPage() -> impl IntoView {
    let (row, returned) = (param("row"), query("form"));
    let shown = Resource::new_blocking(
        move || (row(), returned()),
        |(row, returned)| load_row(row, returned),
    );
    loaded(shown, |shown| {
        view! {
            <BackLink href="/quarantine"/>
            {whole(shown)}
        }
        .into_any()
    })
}

fn whole(shown: OpenedRow) -> AnyView {
    let OpenedRow { row, filled } = shown;
    let settle = ServerAction::<Settle>::new();
    let shielded = row.shielded;
    let choices = Settlement::ALL
        .into_iter()
        .filter(|settlement| settlement.is_offered(shielded))
        .map(|settlement| Choice::new(settlement.code(), words(settlement, shielded)))
        .collect::<Vec<_>>();
    let caption = if shielded {
        "Possibly about a shielded child"
    } else {
        "Possibly about this child"
    };
    let (chosen, problem) = (filled.value("settlement"), filled.problem("settlement"));
    let name = row.child.to_string();
    let id = row.id.to_string();
    view! {
        {filled.summary(str::to_owned)}
        <Heading title=name caption=caption error=filled.has_problems()/>
        <SummaryList rows=facts(&row)/>
        {why(&row.why)}
        {side_by_side("The source says", "The record holds", &row.items)}
        <PostForm action=settle>
            <input type="hidden" name="row" value=id/>
            <Radios name="settlement" legend="Whom is it about?" legend_class="govuk-fieldset__legend--m" choices=choices value=chosen error=problem/>
            <Button button_type="submit" prevent_double_click=true>"Settle it"</Button>
        </PostForm>
    }
    .into_any()
}

/// What was weighed, in plain words (MAT-03).
fn why(words: &[String]) -> Option<AnyView> {
    if words.is_empty() {
        return None;
    }
    let lines = words
        .iter()
        .cloned()
        .map(|line| view! { <li>{line}</li> })
        .collect::<Vec<_>>();
    let list = view! {
        <h2 class="govuk-heading-m">"What was compared"</h2>
        <ul class="govuk-list govuk-list--bullet">{lines}</ul>
    };
    Some(list.into_any())
}

fn words(settlement: Settlement, shielded: bool) -> &'static str {
    match settlement {
        Settlement::SameChild if !shielded => "This child: put what the source says on this record",
        Settlement::NotUsable => {
            "It cannot be told: return it to the source, which makes sure and sends it again"
        }
        Settlement::SameChild => {
            "The shielded child: put what the source says on the shielded record"
        }
        Settlement::AnotherChild => "Another child: make a record that everyone can find",
    }
}

fn facts(row: &QuarantinedShown) -> Vec<SummaryRow> {
    let mut rows = vec![
        SummaryRow::new("ContactPoint number", row.number.to_string()),
        SummaryRow::new("Sent by", row.source.clone()),
        SummaryRow::new("Received", written_date(row.received_on)),
    ];
    if let Some(due) = row.due_on {
        rows.push(SummaryRow::new("Settle by", written_date(due)));
    }
    if row.entries > 0 {
        rows.push(SummaryRow::new(
            "Sent about the same child since",
            match row.entries {
                1 => "1 entry".to_owned(),
                many => format!("{many} entries"),
            },
        ));
    }
    if let Some(shield) = row.shield {
        let href = format!("/shields/{shield}");
        let link = view! { <a class="govuk-link" href=href>"See the shield"</a> };
        rows.push(SummaryRow::new("Shield", link));
    }
    rows
}
