//! What an authority has to see to: children who have left England, and those who are believed to be
//! back (LVE-01, LVE-03, LVE-05).

use components::{
    Action, Cell, NotificationBanner, Scrollable, SummaryList, SummaryRow, Table, Tag, TagColour,
};
use domain::clock::written_date;
use domain::residence::{LeavingCase, LeavingDesk, ReportShown, ReturnQueued, StatedShown};
use leptos::prelude::*;

use super::server::load_desk;
use super::words;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn DeskPage() -> impl IntoView {
    let done = query("done");
    let desk = Resource::new_blocking(done, |_| load_desk());
    loaded(desk, move |desk| {
        let words = match done().as_deref() {
            Some("stated") => Some(
                "The statement has been recorded. It is looked at again in six months at the latest",
            ),
            Some("steps") => Some("What you did to be sure has been recorded"),
            Some("here") => Some("The record shows that the child lives in England"),
            Some("archived") => Some("The record has been archived"),
            Some("closed") => Some("The report has been closed, and whoever sent it is told"),
            _ => None,
        };
        let LeavingDesk { cases, returned } = desk;
        let none = cases.is_empty();
        let cards = (1..).zip(cases).map(card).collect::<Vec<_>>();
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Leaving England and returning"/>
            {back(returned)}
            <h2 class="govuk-heading-m">"Children who have left, or are said to have"</h2>
            <p class="govuk-body">
                "Make sure, and record what you did. A record is archived only when the family does not mean to return within three years, or has moved to Scotland or Wales. Otherwise it stays and is looked at every six months."
            </p>
            {none.then(|| view! { <p class="govuk-body">"There is none."</p> })}
            {cards}
        }
        .into_any()
    })
}

/// Children who are believed to be back.
fn back(returned: Vec<ReturnQueued>) -> AnyView {
    if returned.is_empty() {
        return ().into_any();
    }
    let rows = returned
        .into_iter()
        .map(|report| {
            let (href, name) = (format!("/returned/{}", report.id), report.name.to_string());
            vec![
                Cell::view(view! { <a class="govuk-link" href=href>{name}</a> }),
                Cell::text(written_date(report.reported_on)),
            ]
        })
        .collect::<Vec<_>>();
    let head = Vec::from(["Child", "Reported"].map(Cell::text));
    view! {
        <h2 class="govuk-heading-m">"Children who are believed to have returned"</h2>
        <Scrollable label="Children who are believed to have returned">
            <Table caption="Reports" caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn card((place, case): (usize, LeavingCase)) -> AnyView {
    let actions = vec![Action::new(format!("/leaving/{place}"), "See to it", "")];
    let name = case.name.to_string();
    let rows = rows(&case);
    view! { <SummaryList card_title=name card_heading_level=3 card_actions=actions rows=rows/> }
        .into_any()
}

/// What is known of one.
pub(super) fn rows(case: &LeavingCase) -> Vec<SummaryRow> {
    let mut rows = vec![
        SummaryRow::new("ContactPoint number", case.number.to_string()),
        SummaryRow::new("Date of birth", written_date(case.date_of_birth.date)),
    ];
    if case.shielded {
        let tag = view! { <Tag text="Shielded" colour=TagColour::Purple/> };
        rows.push(SummaryRow::new("Shield", tag));
    }
    rows.extend(case.reports.iter().map(report));
    rows.extend(case.stated.iter().flat_map(stated));
    rows
}

fn report(report: &ReportShown) -> SummaryRow {
    let by = format!(
        "{}, {}. {}",
        report.organisation,
        written_date(report.reported_on),
        report.verified.title()
    );
    let value = view! {
        {words(&report.departure)}
        <br/>
        <span class="govuk-hint">{by}</span>
    };
    SummaryRow::new("A user tells", value)
}

fn stated(stated: &StatedShown) -> Vec<SummaryRow> {
    let by = format!(
        "Supplied by {}, {}",
        stated.supplied_by,
        written_date(stated.stated_on)
    );
    let value = view! {
        {words(&stated.departure)}
        <br/>
        <span class="govuk-hint">{by}</span>
    };
    let steps = match stated.steps.as_slice() {
        [] => "None yet".to_owned(),
        steps => steps
            .iter()
            .map(|step| step.title())
            .collect::<Vec<_>>()
            .join(". "),
    };
    let due = stated.review_due.then(|| {
        view! { " "<Tag text="Due" colour=TagColour::Red/> }
    });
    let mut rows = vec![
        SummaryRow::new("Statement", value),
        SummaryRow::new("Steps taken", steps),
        SummaryRow::new(
            "To be looked at again",
            view! { {written_date(stated.review_on)}{due} },
        ),
    ];
    if stated.away_too_long {
        let words =
            "Away for three years or more: being away itself shows that they have not returned";
        rows.push(SummaryRow::new("Absence", words));
    }
    rows
}
