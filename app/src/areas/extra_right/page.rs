//! One's data administrators and their rights.

use components::{Button, ButtonKind, NotificationBanner, SummaryList, SummaryRow};
use domain::extra_right::{Administrator, ExtraRight};
use leptos::prelude::*;

use super::server::{Set, list};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn RightsPage() -> impl IntoView {
    let (done, of) = (query("done"), query("of"));
    let list = Resource::new_blocking(move || (done(), of()), |_| list());
    loaded(list, move |list| {
        let words = match done().as_deref() {
            Some("given") => Some("The right has been given"),
            Some("taken") => Some("The right has been taken back"),
            _ => None,
        };
        let none = list.is_empty();
        let cards = list.iter().map(card).collect::<Vec<_>>();
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="Rights of data administrators"/>
            <p class="govuk-body">
                "A data administrator sees no more of shielded records and sensitive services than everyone, unless you give them a right. It holds from their next page on, and decides nothing: reviews of shields stay yours."
            </p>
            {none.then(|| view! { <p class="govuk-body">"Your authority has no data administrator."</p> })}
            {cards}
        }
        .into_any()
    })
}

/// One data administrator.
fn card(one: &Administrator) -> AnyView {
    let rows = ExtraRight::ALL.map(|right| {
        let has = one.rights.contains(&right);
        SummaryRow::new(right.title(), if has { "Yes" } else { "No" })
    });
    let buttons = Vec::from(ExtraRight::ALL.map(|right| button(one, right)));
    view! {
        <SummaryList card_title=one.name.clone() card_heading_level=2 rows=Vec::from(rows)/>
        <div class="govuk-button-group">{buttons}</div>
    }
    .into_any()
}

/// The button that gives a right, or takes it back.
fn button(one: &Administrator, right: ExtraRight) -> AnyView {
    let set = ServerAction::<Set>::new();
    let (words, given) = match (one.rights.contains(&right), right) {
        (false, ExtraRight::Brokering) => ("Give the right to pass requests on", "yes"),
        (true, ExtraRight::Brokering) => ("Take back the right to pass requests on", "no"),
        (false, ExtraRight::Shields) => ("Give the right to see shielded records", "yes"),
        (true, ExtraRight::Shields) => ("Take back the right to see shielded records", "no"),
    };
    let (to, hat) = (format!(": {}", one.name), one.hat.to_string());
    view! {
        <PostForm action=set>
            <input type="hidden" name="hat" value=hat/>
            <input type="hidden" name="right" value=right.code()/>
            <input type="hidden" name="given" value=given/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>
                {words}<span class="govuk-visually-hidden">{to}</span>
            </Button>
        </PostForm>
    }
    .into_any()
}
