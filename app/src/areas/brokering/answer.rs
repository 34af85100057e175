//! What a service is asked, and its answer. No reason is asked for (BRK-03).

use components::{Button, ButtonKind, NotificationBanner, SummaryList, SummaryRow};
use domain::clock::written_date;
use leptos::prelude::*;

use super::asker_rows;
use super::server::{Answer, LegShown, load_leg};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page on which a service answers.
#[component]
pub(crate) fn AnswerPage() -> impl IntoView {
    let leg = param("leg");
    let (returned, done) = (query("form"), query("done"));
    let shown = Resource::new_blocking(
        move || (leg(), returned(), done()),
        |(leg, returned, _)| load_leg(leg, returned),
    );
    loaded(shown, move |shown| {
        let LegShown { leg, filled } = shown;
        let words =
            (done().as_deref() == Some("answered")).then_some("Your answer has been recorded");
        let mut rows = vec![SummaryRow::new(
            "Date of birth",
            written_date(leg.date_of_birth.date),
        )];
        rows.extend(asker_rows(&leg.asker, leg.reason));
        rows.push(SummaryRow::new("Asked", written_date(leg.asked_on)));
        let end = if leg.state.is_open() {
            rows.push(SummaryRow::new("Answer by", written_date(leg.due_on)));
            buttons(leg.id.to_string())
        } else {
            view! { <p class="govuk-body">{leg.state.title()}"."</p> }.into_any()
        };
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(str::to_owned)}
            <Heading title="A practitioner asks your service to get in touch" caption=leg.child.to_string() error=filled.has_problems()/>
            <SummaryList rows=rows/>
            {end}
        }
        .into_any()
    })
}

/// The two answers.
fn buttons(leg: String) -> AnyView {
    let answer = ServerAction::<Answer>::new();
    view! {
        <p class="govuk-body">
            "It is for you to decide. If you do get in touch, do so yourself. If not, you need give no reason, and nobody is told which service answered. Make your own record of what you decide."
        </p>
        <PostForm action=answer>
            <input type="hidden" name="leg" value=leg/>
            <div class="govuk-button-group">
                <Button button_type="submit" name="answer" value="will-contact" prevent_double_click=true>"We will get in touch"</Button>
                <Button kind=ButtonKind::Secondary button_type="submit" name="answer" value="declined" prevent_double_click=true>"We will not get in touch"</Button>
            </div>
        </PostForm>
    }
    .into_any()
}
