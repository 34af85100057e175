//! Before the list: what it says and what it does not, and why it is run (CNE-02, CNE-04).

use components::{Button, ButtonKind, Choice, InsetText, NotificationBanner, Radios};
use domain::not_receiving_education::RunReason;
use leptos::prelude::*;

use super::server::{Run, SetSchedule, Started, load_start};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};

/// What absence means, on every page of the list.
pub(super) const NO_PROOF: &str = "No setting recorded does not prove that a child receives no education. The child may be educated somewhere that has not told us, or may have moved away. Find out before you act.";

/// The page.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    let (returned, done) = (query("form"), query("done"));
    let shown = Resource::new_blocking(
        move || (returned(), done()),
        |(returned, _)| load_start(returned),
    );
    loaded(shown, move |Started { monthly, filled }| {
        let words = match monthly {
            true => "The officers of your local authority are reminded on the first of each month",
            false => "Nobody is reminded any more",
        };
        let done = (done().as_deref() == Some("scheduled")).then_some(words);
        let choices = RunReason::ALL
            .iter()
            .map(|reason| Choice::new(reason.code(), reason.title()))
            .collect::<Vec<_>>();
        let error = filled.problem("reason");
        let run = ServerAction::<Run>::new();
        view! {
            {done.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(str::to_owned)}
            <Heading title="Children not receiving education" error=filled.has_problems()/>
            <p class="govuk-body">
                "The list has the children of your local authority who are of compulsory school age and have no educational setting on their record: no school or college, and no education at home, in hospital or elsewhere."
            </p>
            <InsetText>{NO_PROOF}</InsetText>
            <PostForm action=run>
                <Radios name="reason" legend="Why are you looking at the list?" legend_class="govuk-fieldset__legend--m" hint="What you say is recorded each time" choices=choices error=error/>
                <Button button_type="submit">"Show the list"</Button>
            </PostForm>
            {schedule(monthly)}
        }
        .into_any()
    })
}

/// Whether officers are reminded each month, and changing that.
fn schedule(monthly: bool) -> AnyView {
    let action = ServerAction::<SetSchedule>::new();
    let (now, to, button) = match monthly {
        true => (
            "Officers for children not receiving education are reminded of the list on the first of each month.",
            "no",
            "Stop the reminders",
        ),
        false => (
            "Officers for children not receiving education are not reminded of the list.",
            "yes",
            "Remind them each month",
        ),
    };
    view! {
        <h2 class="govuk-heading-m">"Each month"</h2>
        <p class="govuk-body">{now}</p>
        <PostForm action=action>
            <input type="hidden" name="monthly" value=to/>
            <Button button_type="submit" kind=ButtonKind::Secondary prevent_double_click=true>{button}</Button>
        </PostForm>
    }
    .into_any()
}
