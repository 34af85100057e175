//! Reporting how somebody uses ContactPoint (MIS-06); and entering what others reported.

use components::{BackLink, Button, Choice, NotificationBanner, Radios};
use domain::misuse::{Concern, Origin};
use leptos::prelude::*;

use super::id_of;
use super::server::{ReportForm, SendReport, load_report};
use crate::form::{Filled, PostForm};
use crate::form_parts::text;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn ReportPage() -> impl IntoView {
    let (done, returned) = (query("done"), query("form"));
    let form = Resource::new_blocking(
        move || (done(), returned()),
        |(_, returned)| load_report(returned),
    );
    loaded(form, move |form| {
        let ReportForm {
            enters,
            token,
            filled,
        } = form;
        let thanks = (done().as_deref() == Some("reported"))
            .then_some("Thank you. Your report is with those who look into it");
        let (title, words) = if enters {
            (
                "Enter a report",
                "Enter what a parent, a practitioner or a user has told you about how somebody uses ContactPoint. A colleague decides about what you enter. Do not enter anything about a child.",
            )
        } else {
            (
                "Report a concern about how ContactPoint is used",
                "Tell us if you think that somebody uses ContactPoint for what is not their work. Whoever it is about is asked before anything is decided, and is not told who reported it. Do not enter anything about a child.",
            )
        };
        let back = enters.then(|| view! { <BackLink href="/misuse"/> });
        view! {
            {back}
            {thanks.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(id_of)}
            <Heading title=title error=filled.has_problems()/>
            <p class="govuk-body">{words}</p>
            {fields(enters, token, filled)}
        }
        .into_any()
    })
}

fn fields(enters: bool, token: String, filled: Filled) -> AnyView {
    let send = ServerAction::<SendReport>::new();
    let origin = enters.then(|| {
        let choices = Origin::ENTERED
            .iter()
            .map(|origin| Choice::new(origin.code(), origin.title()))
            .collect::<Vec<_>>();
        view! {
            <Radios name="origin" legend="Who reported it?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("origin") error=filled.problem("origin")/>
        }
    });
    let concerns = Concern::ALL
        .iter()
        .map(|concern| Choice::new(concern.code(), concern.title()))
        .collect::<Vec<_>>();
    let management = vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
    view! {
        <PostForm action=send>
            <input type="hidden" name="token" value=token/>
            {origin}
            <Radios name="concern" legend="What happened?" legend_class="govuk-fieldset__legend--s" choices=concerns value=filled.value("concern") error=filled.problem("concern")/>
            {text(&filled, "name", "Name of the person who uses ContactPoint")}
            {text(&filled, "works_at", "Where they work")}
            <Radios name="about_management" legend="Does this person manage ContactPoint or its accounts?" legend_class="govuk-fieldset__legend--s" hint="If so, the central team looks into it, and nobody in their office" inline=true choices=management value=filled.value("about_management") error=filled.problem("about_management")/>
            <Button button_type="submit" prevent_double_click=true>{if enters { "Enter the report" } else { "Send the report" }}</Button>
        </PostForm>
    }
    .into_any()
}
