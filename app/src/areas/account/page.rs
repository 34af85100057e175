//! The page of one's own account.

use chrono::{NaiveDate, SecondsFormat};
use components::{
    Button, ButtonKind, Cell, Choice, Radios, Scrollable, SummaryList, SummaryRow, Table,
};
use domain::account::{ActivityLine, HatChoice, MyAccount};
use domain::clock::{written, written_date};
use domain::reason::ReasonCode;
use leptos::prelude::*;

use super::server::view_my_account;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let before = query("before");
    let account = Resource::new_blocking(before, view_my_account);
    loaded(account, |account| {
        view! { <Account account=account/> }.into_any()
    })
}

fn day(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "Not recorded".to_owned(), written_date)
}

#[component]
fn Account(account: MyAccount) -> impl IntoView {
    let rows = vec![
        SummaryRow::new("Name", account.name),
        SummaryRow::new("User name", account.user_name),
        SummaryRow::new("Job", account.job_title),
        SummaryRow::new("Telephone", account.telephone),
        SummaryRow::new("E-mail", account.email),
        SummaryRow::new("Disclosure or vetting", day(account.vetted_on)),
        SummaryRow::new("Renewal needed by", day(account.vetting_ends)),
        SummaryRow::new("ContactPoint training", day(account.trained_on)),
        SummaryRow::new("User agreement signed", day(account.agreement_signed_on)),
    ];
    let older = account.older.map(|moment| {
        let href = format!(
            "/account?before={}",
            moment.to_rfc3339_opts(SecondsFormat::Micros, true)
        );
        view! { <p class="govuk-body"><a class="govuk-link" href=href>"Earlier activity"</a></p> }
    });
    view! {
        <Heading title="My account"/>
        <SummaryList rows=rows/>
        <p class="govuk-body">"If something here is wrong, tell your user account administrator."</p>
        {hats(account.hats)}
        <h2 class="govuk-heading-m">"My activity"</h2>
        <p class="govuk-body">
            "Everything done under your name. If you did not do it yourself, tell your user account administrator at once."
        </p>
        <p class="govuk-body">
            <a class="govuk-link" href="/my-use">"Questions about your use of ContactPoint"</a>
        </p>
        {activity(account.activity)}
        {older}
    }
}

/// Changing to another of one's hats, in a session of its own (AUTH-09).
fn hats(hats: Vec<HatChoice>) -> AnyView {
    if hats.len() < 2 {
        return ().into_any();
    }
    let choices = hats
        .into_iter()
        .map(|hat| Choice::new(hat.id.to_string(), hat.role.title()).hint(hat.organisation))
        .collect::<Vec<_>>();
    view! {
        <form method="post" action="/api/sign-in/choose-hat" novalidate="">
            <Radios name="hat" legend="Change your role" legend_class="govuk-fieldset__legend--m" choices=choices small=true/>
            <Button kind=ButtonKind::Secondary button_type="submit">"Change role"</Button>
        </form>
    }
    .into_any()
}

fn activity(lines: Vec<ActivityLine>) -> AnyView {
    let head = Vec::from(["When", "What", "Record", "Reason", "Outcome"].map(Cell::text));
    let rows = lines.into_iter().map(line).collect::<Vec<_>>();
    view! {
        <Scrollable label="My activity, latest first">
            <Table caption="My activity" caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn line(line: ActivityLine) -> Vec<Cell> {
    let reason = line
        .reason
        .as_deref()
        .and_then(ReasonCode::from_code)
        .map(ReasonCode::label);
    let outcome = match line.outcome.as_str() {
        "done" => "Done",
        "refused" => "Refused",
        "rejected" => "Could not be done as asked",
        _ => "Failed",
    };
    vec![
        Cell::text(written(line.at)),
        Cell::text(line.words()),
        Cell::text(line.child.unwrap_or_default()),
        Cell::text(reason.unwrap_or_default()),
        Cell::text(outcome),
    ]
}
