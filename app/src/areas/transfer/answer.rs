//! The page of one transfer: what is proposed, and its answer (TRF-03).

use components::{
    BackLink, Button, ButtonKind, Choice, InsetText, NotificationBanner, Radios, SummaryList,
    SummaryRow,
};
use domain::clock::written_date;
use domain::transfer::{RejectedBecause, TransferShown};
use leptos::prelude::*;

use super::list::{direction, tag};
use super::server::{SendAnswer, TransferForm, Withdraw, load_transfer};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn TransferPage() -> impl IntoView {
    let transfer = param("transfer");
    let done = query("done");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (transfer(), returned()),
        |(transfer, returned)| load_transfer(transfer, returned),
    );
    loaded(form, move |form| {
        let TransferForm { transfer, filled } = form;
        let words =
            (done().as_deref() == Some("proposed")).then_some("The other authority has been asked");
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <BackLink href="/transfers"/>
            {filled.summary(id_of)}
            <Heading title="Transfer of responsibility" caption=transfer.name.to_string() error=filled.has_problems()/>
            {facts(&transfer)}
            {step(&transfer, &filled)}
        }
        .into_any()
    })
}

/// The field that a line of the error summary leads to.
fn id_of(field: &str) -> String {
    match field {
        "transfer" => "main-content".to_owned(),
        other => other.to_owned(),
    }
}

fn facts(transfer: &TransferShown) -> AnyView {
    let mut rows = vec![
        SummaryRow::new("ContactPoint number", transfer.number.to_string()),
        SummaryRow::new("Date of birth", written_date(transfer.date_of_birth.date)),
        SummaryRow::new(
            "Responsibility",
            direction(transfer.hither, &transfer.other),
        ),
        SummaryRow::new("State", tag(transfer.state)),
    ];
    let proposed = written_date(transfer.proposed_on);
    if transfer.own {
        rows.push(SummaryRow::new("Proposed by you", proposed));
    } else if transfer.state.is_open() || transfer.ended_on != Some(transfer.proposed_on) {
        rows.push(SummaryRow::new("Proposed", proposed));
    }
    if transfer.state.is_open() {
        rows.push(SummaryRow::new("Answer by", written_date(transfer.due_on)));
    }
    if let Some(because) = transfer.because {
        let words = format!("Not accepted: {}", because.title());
        rows.push(SummaryRow::new("Answer", words));
    }
    if let Some(ended) = transfer.ended_on {
        rows.push(SummaryRow::new("Ended", written_date(ended)));
    }
    view! { <SummaryList rows=rows/> }.into_any()
}

/// What the viewer can do next.
fn step(transfer: &TransferShown, filled: &Filled) -> AnyView {
    if !transfer.state.is_open() {
        return ().into_any();
    }
    if transfer.own {
        withdraw(transfer)
    } else {
        answer(transfer, filled)
    }
}

fn withdraw(transfer: &TransferShown) -> AnyView {
    let withdraw = ServerAction::<Withdraw>::new();
    let id = transfer.id.to_string();
    view! {
        <InsetText>
            "The record stays where it is until the other authority agrees. If it does not answer, ring it; after twenty working days the central team sees the proposal."
        </InsetText>
        <PostForm action=withdraw>
            <input type="hidden" name="transfer" value=id/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Withdraw the proposal"</Button>
        </PostForm>
    }
    .into_any()
}

fn answer(transfer: &TransferShown, filled: &Filled) -> AnyView {
    let answer = ServerAction::<SendAnswer>::new();
    let id = transfer.id.to_string();
    let yes = if transfer.hither {
        "We agree: our authority becomes responsible at once"
    } else {
        "We agree: our authority is no longer responsible"
    };
    let choices = std::iter::once(Choice::new("accepted", yes))
        .chain(RejectedBecause::ALL.into_iter().map(|because| {
            let words = format!("We do not agree: {}", because.title());
            Choice::new(because.code(), words)
        }))
        .collect::<Vec<_>>();
    let value = filled.value("answer");
    let error = filled.problem_of(&["answer", "transfer"]);
    view! {
        <InsetText>
            "What waits for the responsible authority goes along with the record. Everyone who works with the child is told that another authority is responsible."
        </InsetText>
        <PostForm action=answer>
            <input type="hidden" name="transfer" value=id/>
            <Radios name="answer" legend="What is your answer?" legend_class="govuk-fieldset__legend--m" choices=choices value=value error=error/>
            <Button button_type="submit" prevent_double_click=true>"Send your answer"</Button>
        </PostForm>
    }
    .into_any()
}
