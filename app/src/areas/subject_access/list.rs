//! The requests of an authority, what is due first first.

use components::{Button, ButtonKind, Cell, Choice, NotificationBanner, Radios, Tag, TagColour};
use domain::clock::written_date;
use domain::subject_access::{Allowance, RequestListed, Requests};
use leptos::prelude::*;

use super::server::{Allow, load_requests};
use crate::form::PostForm;
use crate::lists::plain_table;
use crate::page::{Heading, loaded, query};
use crate::picked::{PickedNote, query_show};

/// The page.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let (done, show) = (query("done"), query_show());
    let list = Resource::new_blocking(move || (done(), show()), |(_, show)| load_requests(show));
    loaded(list, move |list| {
        let words = (done().as_deref() == Some("allowed"))
            .then_some("Requests that are logged from now on have this time");
        let over = (!list.over.is_empty() && show().is_none()).then(|| {
            view! {
                <h2 class="govuk-heading-m">"Answered in the past three months"</h2>
                {table("Requests that are over", &list.over)}
            }
        });
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Requests for what is held"/>
            <PickedNote/>
            <p class="govuk-body">
                "A child, a parent or carer, or a practitioner may ask in writing for what ContactPoint holds about them. Check who asks, record what the data protection officer decides, then make the report and deliver it."
            </p>
            <Button href="/subject-access/log">"Log a request"</Button>
            {table("Requests to answer", &list.open)}
            {over}
            {list.sets.then(|| allowance(&list))}
        }
        .into_any()
    })
}

fn table(caption: &'static str, list: &[RequestListed]) -> AnyView {
    let head = ["Request", "Received", "Answer by", "Where it stands"];
    let rows = list.iter().map(row).collect();
    plain_table(caption, &head, rows, "There are no requests to answer.")
}

fn row(request: &RequestListed) -> Vec<Cell> {
    let href = format!("/subject-access/{}", request.id);
    let about = request.number.map(|number| number.to_string());
    let about = about.unwrap_or_else(|| "A practitioner’s account".to_owned());
    let tag = request
        .shielded
        .then(|| view! { " "<Tag text="Shielded" colour=TagColour::Purple/> });
    let answer_by = match request.due_on {
        _ if request.stage.is_over() => String::new(),
        Some(day) => written_date(day),
        None => "The clock stands still".to_owned(),
    };
    vec![
        Cell::view(view! {
            <a class="govuk-link" href=href>{about}</a>{tag}<br/>{request.applicant.title()}
        }),
        Cell::text(written_date(request.received_on)),
        Cell::text(answer_by),
        Cell::text(request.stage.title()),
    ]
}

/// The form with which a manager sets how long there is.
fn allowance(list: &Requests) -> AnyView {
    let set = ServerAction::<Allow>::new();
    let value = match list.allowance {
        Allowance::Month => "month",
        Allowance::FortyDays => "forty-days",
    };
    let choices = vec![
        Choice::new("month", "One month, and two more for a reason"),
        Choice::new("forty-days", "Forty days"),
    ];
    view! {
        <h2 class="govuk-heading-m">"How long there is"</h2>
        <PostForm action=set>
            <Radios name="allowance" legend="Time to answer requests that are logged from now on" legend_class="govuk-fieldset__legend--s" choices=choices value=value/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Save"</Button>
        </PostForm>
    }
    .into_any()
}
