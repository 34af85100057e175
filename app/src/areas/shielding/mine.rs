//! The shields that one asked for oneself, and saying that one is no longer needed (D-05).

use components::{Button, ButtonKind, InsetText, NotificationBanner, SummaryList, SummaryRow};
use domain::clock::written_date;
use domain::shielding::MyNotice;
use leptos::prelude::*;

use super::child_rows;
use super::server::{Withdraw, mine};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn MinePage() -> impl IntoView {
    let (done, of) = (query("done"), query("of"));
    let list = Resource::new_blocking(move || (done(), of()), |_| mine());
    loaded(list, move |list| {
        let words = (done().as_deref() == Some("withdrawn")).then_some(
            "Thank you. The record stays shielded until the manager who answers for it has decided",
        );
        let none = list.is_empty();
        let withdraw = ServerAction::<Withdraw>::new();
        let cards = list
            .into_iter()
            .map(|notice| card(notice, withdraw))
            .collect::<Vec<_>>();
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Shields I asked for"/>
            {none.then(|| view! { <p class="govuk-body">"You have asked for none that is still needed."</p> })}
            {cards}
        }
        .into_any()
    })
}

fn card(notice: MyNotice, withdraw: ServerAction<Withdraw>) -> AnyView {
    let mut rows = child_rows(&notice.child);
    rows.push(SummaryRow::new("Ground", notice.ground.title()));
    rows.push(SummaryRow::new("Asked", written_date(notice.raised_on)));
    if let Some(until) = notice.until {
        rows.push(SummaryRow::new("Needed until", written_date(until)));
    }
    let name = notice.child.name.to_string();
    let not_upheld = notice.end_recommended.then(|| {
        view! {
            <InsetText>
                "A review recommends that this shield should end. It stays until you say that it is no longer needed. If you do not agree with the review, you can complain, and so can the family: "
                <a class="govuk-link" href="/how-to-complain" rel="external">"how to complain"</a>
                "."
            </InsetText>
        }
    });
    view! {
        <SummaryList card_title=name.clone() card_heading_level=2 rows=rows/>
        {not_upheld}
        <PostForm action=withdraw>
            <input type="hidden" name="notice" value=notice.id.to_string()/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>
                "No longer needed"<span class="govuk-visually-hidden">{format!(" for {name}")}</span>
            </Button>
        </PostForm>
    }
    .into_any()
}
