//! How one's own requests stand, and no more (CRE-04).

use components::{Button, ButtonKind, NotificationBanner, SummaryList, SummaryRow};
use domain::clock::written_date;
use domain::creating::{MyCreation, Progress};
use leptos::prelude::*;

use super::server::{Open, Withdraw, mine};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn MinePage() -> impl IntoView {
    let (done, of) = (query("done"), query("of"));
    let list = Resource::new_blocking(move || (done(), of()), |_| mine());
    loaded(list, move |list| {
        let words = match done().as_deref() {
            Some("asked") => Some("Your request has been sent to the local authority"),
            Some("told") => Some("What you told has been sent. The local authority checks it"),
            Some("withdrawn") => Some("Your request has been taken back"),
            _ => None,
        };
        let empty = list.is_empty();
        let cards = list.into_iter().map(card).collect::<Vec<_>>();
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Records you asked for"/>
            <p class="govuk-body">
                "To ask for a record, "
                <a class="govuk-link" href="/search">"search for the child"</a>
                " first. How a request ended is shown for 30 days."
            </p>
            {empty.then(|| view! { <p class="govuk-body">"There is no request."</p> })}
            {cards}
        }
        .into_any()
    })
}

fn card(request: MyCreation) -> AnyView {
    let name = request.name.to_string();
    let mut rows = vec![
        SummaryRow::new("Asked", written_date(request.asked_on)),
        SummaryRow::new("State", request.progress.title()),
    ];
    if let Some(number) = request.number {
        rows.push(SummaryRow::new("ContactPoint number", number.to_string()));
    }
    let tell = (request.progress == Progress::NeedsInformation).then(|| {
        let (href, whose) = (format!("/new-records/tell/{}", request.id), whose(&name));
        view! { <Button href=href>"Tell more" {whose}</Button> }
    });
    let open = open(&request, &name);
    let withdraw = request
        .progress
        .is_open()
        .then(|| withdraw(&request, &name));
    view! {
        <SummaryList card_title=name card_heading_level=2 rows=rows/>
        {tell}
        {open}
        {withdraw}
    }
    .into_any()
}

fn whose(name: &str) -> AnyView {
    let whose = format!(" about {name}");
    view! { <span class="govuk-visually-hidden">{whose}</span> }.into_any()
}

/// Leads to the record, for the reason of the search that went before: by POST, so that its number stands
/// in no address.
fn open(request: &MyCreation, name: &str) -> AnyView {
    let Some(number) = request.number else {
        return ().into_any();
    };
    let open = ServerAction::<Open>::new();
    let (id, number) = (request.id.to_string(), number.to_string());
    let of = format!(" of {name}");
    view! {
        <PostForm action=open>
            <input type="hidden" name="creation" value=id/>
            <input type="hidden" name="child" value=number/>
            <Button button_type="submit">
                "Open record" <span class="govuk-visually-hidden">{of}</span>
            </Button>
        </PostForm>
    }
    .into_any()
}

fn withdraw(request: &MyCreation, name: &str) -> AnyView {
    let withdraw = ServerAction::<Withdraw>::new();
    let (id, whose) = (request.id.to_string(), whose(name));
    view! {
        <PostForm action=withdraw>
            <input type="hidden" name="creation" value=id/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>
                "Take this request back" {whose}
            </Button>
        </PostForm>
    }
    .into_any()
}
