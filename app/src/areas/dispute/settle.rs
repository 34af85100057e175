//! One dispute: what the record shows meanwhile, and settling it (section 4.10).

use components::{BackLink, Button, Choice, SummaryList, SummaryRow};
use domain::clock::written_date;
use domain::dispute::{DisputeDetail, DisputedItem, Outcome};
use leptos::prelude::*;

use super::server::{Settle, SettleForm, load_dispute};
use super::{asked, id_of};
use crate::form::{Filled, PostForm};
use crate::form_parts::{days, warning};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn SettlePage() -> impl IntoView {
    let (dispute, returned) = (param("dispute"), query("form"));
    let shown = Resource::new_blocking(
        move || (dispute(), returned()),
        |(dispute, returned)| load_dispute(dispute, returned),
    );
    loaded(shown, |SettleForm { shown, filled }| {
        let title = format!("Disputed: {}", shown.mark.item.title());
        view! {
            <BackLink href="/disputes"/>
            {filled.summary(id_of)}
            <Heading title=title caption=shown.name.to_string() error=filled.has_problems()/>
            {warning(shown.shielded)}
            <SummaryList rows=facts(&shown)/>
            {waits(&shown)}
            {form(&shown, &filled)}
        }
        .into_any()
    })
}

fn facts(shown: &DisputeDetail) -> Vec<SummaryRow> {
    let mark = &shown.mark;
    let mut rows = vec![
        SummaryRow::new("ContactPoint number", shown.number.to_string()),
        SummaryRow::new("Disputed since", written_date(mark.opened)),
    ];
    if let Some(open) = shown.days {
        rows.push(SummaryRow::new("Open for", days(open)));
    }
    if let Some(settled) = mark.settled {
        rows.push(SummaryRow::new("Settled on", written_date(settled.on)));
        if let Some(how) = settled.how {
            rows.push(SummaryRow::new("How", how.title()));
        }
    }
    if mark.item != DisputedItem::Involvement {
        let stands = match shown.stands.as_slice() {
            [] => "Not recorded".to_owned(),
            lines => lines.join("; "),
        };
        rows.push(SummaryRow::new("The record shows", stands));
    }
    rows
}

/// Where something else has been said of the item since.
fn waits(shown: &DisputeDetail) -> AnyView {
    let Some(conflict) = shown.conflict else {
        return ().into_any();
    };
    let href = format!("/updating/conflicts/{conflict}");
    view! {
        <p class="govuk-body">
            "Something else has been said of this detail, and waits. "
            <a class="govuk-link" href=href>"See what is said, and decide"</a>
            "."
        </p>
    }
    .into_any()
}

fn form(shown: &DisputeDetail, filled: &Filled) -> AnyView {
    if shown.mark.settled.is_some() {
        return view! {
            <p class="govuk-body">"This dispute is settled. If the detail is disputed again, mark it again."</p>
        }
        .into_any();
    }
    let settle = ServerAction::<Settle>::new();
    let id = shown.mark.id.to_string();
    let hint = match shown.mark.item {
        DisputedItem::Involvement => "Whoever is involved, or their service, changes it",
        _ => "You go on to change it, and say how you made sure",
    };
    let choices = Outcome::ALL
        .iter()
        .map(|outcome| {
            let choice = Choice::new(outcome.code(), outcome.title());
            match outcome {
                Outcome::Kept => choice,
                Outcome::Changed => choice.hint(hint),
            }
        })
        .collect::<Vec<_>>();
    let when = "Date on which it was settled";
    let asked = asked(
        filled,
        ["outcome", "How was it settled?"],
        choices,
        ["settled", when, "For example 27 3 2026"],
    );
    view! {
        <h2 class="govuk-heading-m">"Settle the dispute"</h2>
        <PostForm action=settle>
            <input type="hidden" name="dispute" value=id/>
            {asked}
            <Button button_type="submit" prevent_double_click=true>"Settle"</Button>
        </PostForm>
    }
    .into_any()
}
