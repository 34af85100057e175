//! Between signing in and beginning: the hat, where there are several, and the notice.

use components::{Button, Choice, ErrorSummary, Radios, SummaryError, WarningText};
use domain::account::{HatChoice, Notice};
use domain::clock::written;
use leptos::prelude::*;

use super::server::{Arrival, load_arrival};
use crate::page::{Heading, loaded, query};

/// The page between signing in and beginning.
#[component]
pub(crate) fn ArrivalPage() -> impl IntoView {
    let arrival = Resource::new_blocking(|| (), |()| load_arrival());
    let choose = query("choose");
    loaded(arrival, move |arrival| match arrival {
        Some(Arrival { hats, .. }) if !hats.is_empty() => {
            view! { <ChooseHat hats=hats unchosen=choose().is_some()/> }.into_any()
        }
        Some(Arrival { notice, .. }) => view! { <AcceptNotice notice=notice/> }.into_any(),
        None => view! {
            <Heading title="You are signed in"/>
            <p class="govuk-body"><a class="govuk-link" href="/" rel="external">"Continue"</a></p>
        }
        .into_any(),
    })
}

const UNCHOSEN: &str = "Select the role in which you are working";

/// Which of several hats to wear (AUTH-09).
#[component]
fn ChooseHat(hats: Vec<HatChoice>, unchosen: bool) -> impl IntoView {
    let errors = if unchosen {
        vec![SummaryError::at("hat", UNCHOSEN)]
    } else {
        Vec::new()
    };
    let choices = hats
        .into_iter()
        .map(|hat| Choice::new(hat.id.to_string(), hat.role.title()).hint(hat.organisation))
        .collect::<Vec<_>>();
    view! {
        <ErrorSummary errors=errors/>
        <Heading title="In which role are you working?" error=unchosen/>
        <form method="post" action="/api/sign-in/choose-hat" novalidate="">
            <Radios
                name="hat"
                legend="Role"
                legend_class="govuk-visually-hidden"
                hint="You can do only what this role is permitted. To change it later, go to ‘My account’"
                error=unchosen.then(|| UNCHOSEN.to_owned())
                choices=choices
            />
            <Button button_type="submit">"Continue"</Button>
        </form>
    }
}

/// What everyone accepts before they begin (AUTH-08, GEN-01).
#[component]
fn AcceptNotice(notice: Notice) -> impl IntoView {
    let (last, otherwise) = match (notice.last_sign_in_at, notice.last_sign_in_from) {
        (Some(at), Some(from)) => (
            format!("You last signed in on {}, from {from}.", written(at)),
            "If that was not you, sign out now and tell your user account administrator.",
        ),
        _ => (
            "This is the first time that you sign in.".to_owned(),
            "If you have signed in before, sign out now and tell your user account administrator.",
        ),
    };
    view! {
        <Heading title="Before you continue"/>
        <p class="govuk-body govuk-!-font-weight-bold">{last}</p>
        <p class="govuk-body">{otherwise}</p>
        <h2 class="govuk-heading-m">"Use ContactPoint only"</h2>
        <ul class="govuk-list govuk-list--bullet">
            <li>"to work with others for a child’s well-being and safety"</li>
            <li>"to safeguard children in education"</li>
            <li>"to find children who receive no education, where that is your duty"</li>
        </ul>
        <p class="govuk-body">
            "Never for school admissions, tax, enforcement, or to look up your own children, family, friends, colleagues or neighbours."
        </p>
        <WarningText>
            "Everything you do here is recorded and checked. Misuse can be an offence under the Computer Misuse Act 1990 and data protection law."
        </WarningText>
        <form method="post" action="/api/sign-in/accept-notice">
            <Button button_type="submit">"Continue"</Button>
        </form>
        <form class="govuk-body" method="post" action="/api/account/sign-out">
            <button class="app-link-button" type="submit">"Sign out"</button>
        </form>
    }
}
