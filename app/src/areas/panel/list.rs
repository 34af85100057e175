//! Meetings: those a member is invited to; to the manager all, and where the next is called.

use components::{
    BackLink, Button, Cell, Checkboxes, Choice, DateInput, InsetText, NotificationBanner,
    Scrollable, Table,
};
use domain::clock::written_date;
use domain::panel::{MeetingListed, Member};
use leptos::prelude::*;

use super::id_of;
use super::server::{Convene, MeetingsPage as Loaded, load_meetings};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn MeetingsPage() -> impl IntoView {
    let (done, of, returned) = (query("done"), query("of"), query("form"));
    let page = Resource::new_blocking(
        move || (done(), of(), returned()),
        |(_, _, returned)| load_meetings(returned),
    );
    loaded(page, move |page| {
        let Loaded { meetings, filled } = page;
        let words =
            (done().as_deref() == Some("called-off")).then_some("The meeting is called off");
        let body = match &meetings.members {
            None => own(&meetings.meetings),
            Some(members) => {
                let due = meetings.due.map(|due| {
                    let words = format!(
                        "No meeting is planned. The next is due by {}.",
                        written_date(due)
                    );
                    view! { <InsetText>{words}</InsetText> }
                });
                view! {
                    <p class="govuk-body">
                        "Shields whose review falls due before the meeting after come before a meeting by themselves. Members see what is prepared for them and no more, until you close it. The panel recommends, and you decide."
                    </p>
                    {due}
                    {all(&meetings.meetings)}
                    {form(members, filled.clone())}
                }
                .into_any()
            }
        };
        let back = meetings
            .members
            .is_some()
            .then(|| view! { <BackLink href="/shields"/> });
        view! {
            {back}
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(id_of)}
            <Heading title="Shielded record panel" error=filled.has_problems()/>
            {body}
        }
        .into_any()
    })
}

/// To a member: the meetings one is invited to.
fn own(meetings: &[MeetingListed]) -> AnyView {
    if meetings.is_empty() {
        return view! { <p class="govuk-body">"You are not invited to a meeting. You are sent a message when you are."</p> }
            .into_any();
    }
    let items = meetings
        .iter()
        .map(|meeting| {
            let href = format!("/panel/{}", meeting.id);
            view! { <li><a class="govuk-link" href=href>{format!("Meeting on {}", written_date(meeting.on))}</a></li> }
        })
        .collect::<Vec<_>>();
    view! {
        <p class="govuk-body">"You are invited to:"</p>
        <ul class="govuk-list">{items}</ul>
    }
    .into_any()
}

/// To the manager: all meetings.
fn all(meetings: &[MeetingListed]) -> AnyView {
    if meetings.is_empty() {
        return view! { <p class="govuk-body">"The panel has not met yet."</p> }.into_any();
    }
    let rows = meetings
        .iter()
        .map(|meeting| {
            let href = format!("/panel/{}", meeting.id);
            let day = written_date(meeting.on);
            vec![
                Cell::view(view! { <a class="govuk-link" href=href>{day}</a> }),
                Cell::text(meeting.state.title()),
            ]
        })
        .collect::<Vec<_>>();
    let head = Vec::from(["Day", "State"].map(Cell::text));
    view! {
        <Scrollable label="Meetings">
            <Table caption="Meetings" caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

/// The form with which a meeting is called.
fn form(members: &[Member], filled: Filled) -> AnyView {
    if members.is_empty() {
        return view! { <p class="govuk-body">"Your authority’s panel has no members. Ask your account administrator for accounts for them."</p> }
            .into_any();
    }
    let convene = ServerAction::<Convene>::new();
    let choices = members
        .iter()
        .map(|member| Choice::new(member.account.to_string(), member.name.clone()))
        .collect::<Vec<_>>();
    let chosen = filled.value("members").unwrap_or_default();
    let chosen = chosen.split(' ').map(str::to_owned).collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Call a meeting"</h2>
        <PostForm action=convene>
            <DateInput id="on" name_prefix="on_" legend="Day of the meeting" legend_class="govuk-fieldset__legend--s" day=filled.value("on_day") month=filled.value("on_month") year=filled.value("on_year") error=filled.problem("on")/>
            <Checkboxes name="members[]" legend="Who is invited?" legend_class="govuk-fieldset__legend--s" choices=choices values=chosen error=filled.problem("members")/>
            <Button button_type="submit" prevent_double_click=true>"Call the meeting"</Button>
        </PostForm>
    }
    .into_any()
}
