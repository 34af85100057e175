//! The requests one has made: one state each, which tells neither how many services there are nor
//! why it ended (BRK-05).

use components::{Button, ButtonKind, NotificationBanner, SummaryList, SummaryRow};
use domain::brokering::MyRequest;
use domain::clock::written_date;
use leptos::prelude::*;

use super::child_rows;
use super::server::{Withdraw, mine};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};

/// The page of one's own requests.
#[component]
pub(crate) fn MinePage() -> impl IntoView {
    let (done, of) = (query("done"), query("of"));
    let list = Resource::new_blocking(move || (done(), of()), |_| mine());
    loaded(list, move |list| {
        let words = match done().as_deref() {
            Some("sent") => Some("Your request has been sent"),
            Some("withdrawn") => Some("Your request has been taken back"),
            _ => None,
        };
        let empty = list.is_empty();
        let cards = list.into_iter().map(card).collect::<Vec<_>>();
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="My requests"/>
            {empty.then(|| view! { <p class="govuk-body">"You have asked for nothing in the last year."</p> })}
            {cards}
            <p class="govuk-body">
                <a class="govuk-link" href="/new-records">"Records you asked for"</a>
            </p>
        }
        .into_any()
    })
}

fn card(request: MyRequest) -> AnyView {
    let withdraw = ServerAction::<Withdraw>::new();
    let name = request.child.name.to_string();
    let mut rows = child_rows(&request.child);
    rows.push(SummaryRow::new("Asked", written_date(request.asked_on)));
    rows.push(SummaryRow::new("State", request.progress.title()));
    let id = request.id.to_string();
    let whose = format!(" about {name}");
    view! {
        <SummaryList card_title=name card_heading_level=2 rows=rows/>
        {request.progress.is_open().then(|| view! {
            <PostForm action=withdraw>
                <input type="hidden" name="request" value=id/>
                <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>
                    "Take this request back"
                    <span class="govuk-visually-hidden">{whose}</span>
                </Button>
            </PostForm>
        })}
    }
    .into_any()
}
