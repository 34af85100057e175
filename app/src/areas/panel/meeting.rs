//! One meeting: to a member its packs; to the manager what is before it, what was said, and its end.

use components::{
    BackLink, Button, ButtonKind, Checkboxes, Choice, InsetText, NotificationBanner, Select,
    SummaryList, SummaryRow,
};
use domain::clock::written_date;
use domain::panel::{MeetingShown, MeetingState, PackListed, Tableable};
use domain::shielding::Outcome;
use leptos::prelude::*;

use super::id_of;
use super::server::{Attend, CallOff, Close, OpenedMeeting, Table, load_meeting};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn MeetingPage() -> impl IntoView {
    let meeting = param("meeting");
    let (returned, done, of) = (query("form"), query("done"), query("of"));
    let shown = Resource::new_blocking(
        move || (meeting(), returned(), done(), of()),
        |(meeting, returned, _, _)| load_meeting(meeting, returned),
    );
    loaded(shown, move |shown| {
        let OpenedMeeting { meeting, filled } = shown;
        let title = format!("Panel meeting on {}", written_date(meeting.on));
        let body = if meeting.manager {
            of_manager(&meeting, &filled)
        } else {
            of_member(&meeting)
        };
        view! {
            <BackLink href="/panel"/>
            {done_banner(done().as_deref())}
            {filled.summary(id_of)}
            <Heading title=title caption=meeting.state.title() error=filled.has_problems()/>
            {body}
        }
        .into_any()
    })
}

/// What was just done, by a code.
fn done_banner(done: Option<&str>) -> AnyView {
    let words = match done {
        Some("called") => "The meeting is called, and whoever is invited is told",
        Some("tabled") => "The shield comes before this meeting",
        Some("taken-off") => "The shield does not come before this meeting",
        Some("attended") => "Thank you. The manager confirms it",
        Some("said") => "Your recommendation has been recorded",
        Some("closed") => {
            "The meeting is over. Review each shield now: the panel recommends, you decide"
        }
        _ => return ().into_any(),
    };
    view! { <NotificationBanner text=words success=true/> }.into_any()
}

/// To a member.
fn of_member(meeting: &MeetingShown) -> AnyView {
    let attend = ServerAction::<Attend>::new();
    let id = meeting.id.to_string();
    let presence = match (meeting.begun, meeting.said) {
        (false, _) => view! {
            <InsetText>"You can read what was prepared now. You say that you are there, and what you recommend, from the day of the meeting on."</InsetText>
        }
        .into_any(),
        (true, true) => view! { <p class="govuk-body">"You have said that you are at this meeting."</p> }
            .into_any(),
        (true, false) => view! {
            <PostForm action=attend>
                <input type="hidden" name="meeting" value=id/>
                <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"I am at this meeting"</Button>
            </PostForm>
        }
        .into_any(),
    };
    let none = meeting.packs.is_empty();
    let rows = meeting
        .packs
        .iter()
        .map(|pack| {
            let said = pack.opinions.first();
            let said = said.map_or("No recommendation yet", |said| said.opinion.outcome.title());
            let link = link(meeting, pack);
            SummaryRow::new(pack.child.to_string(), view! { {said}<br/>{link} })
        })
        .collect::<Vec<_>>();
    view! {
        {presence}
        <h2 class="govuk-heading-m">"Shields before this meeting"</h2>
        {none.then(|| view! { <p class="govuk-body">"There is none that you can see."</p> })}
        {(!none).then(|| view! { <SummaryList rows=rows/> })}
    }
    .into_any()
}

/// The way to a pack.
fn link(meeting: &MeetingShown, pack: &PackListed) -> AnyView {
    let href = format!("/panel/{}/{}", meeting.id, pack.id);
    let whose = format!(" about {}", pack.child);
    view! { <a class="govuk-link" href=href>"Read what was prepared"<span class="govuk-visually-hidden">{whose}</span></a> }
        .into_any()
}

/// To the manager.
fn of_manager(meeting: &MeetingShown, filled: &Filled) -> AnyView {
    let planned = meeting.state == MeetingState::Planned;
    let none = meeting.packs.is_empty();
    let cards = meeting
        .packs
        .iter()
        .map(|pack| card(meeting, pack))
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Who is invited"</h2>
        <SummaryList rows=members(meeting)/>
        <h2 class="govuk-heading-m">"Shields before this meeting"</h2>
        {none.then(|| view! { <p class="govuk-body">"There is none."</p> })}
        {cards}
        {planned.then(|| others(meeting))}
        {(planned && meeting.begun).then(|| close(meeting, filled))}
        {planned.then(|| call_off(meeting))}
    }
    .into_any()
}

/// Who is invited, and whether they were there.
fn members(meeting: &MeetingShown) -> Vec<SummaryRow> {
    let rows = meeting.members.iter().map(|one| {
        let words = match (one.attended, one.said) {
            (Some(true), _) => "Was there",
            (Some(false), _) => "Was not there",
            (None, true) => "Says to be there",
            (None, false) => "Invited",
        };
        SummaryRow::new(one.member.name.clone(), words)
    });
    rows.collect()
}

/// A shield before the meeting.
fn card(meeting: &MeetingShown, pack: &PackListed) -> AnyView {
    let planned = meeting.state == MeetingState::Planned;
    let mut rows: Vec<_> = pack
        .opinions
        .iter()
        .map(|said| SummaryRow::new(said.by.clone(), said.opinion.words()))
        .collect();
    if let Some(outcome) = pack.recommended {
        rows.push(SummaryRow::new("The meeting recommends", outcome.title()));
    }
    if rows.is_empty() {
        rows.push(SummaryRow::new("Recommendations", "None yet"));
    }
    let name = pack.child.to_string();
    let shield = pack.shield.map(|shield| {
        let href = format!("/shields/{shield}");
        let whose = format!(" of {name}");
        view! { <p class="govuk-body"><a class="govuk-link" href=href>"Review the shield"<span class="govuk-visually-hidden">{whose}</span></a></p> }
    });
    let prepared = planned.then(|| {
        let take_off = pack.shield.map(|shield| {
            let words = format!("Take {name} off this meeting");
            put(meeting, shield.to_string(), "no", words)
        });
        view! {
            <p class="govuk-body">{link(meeting, pack)}</p>
            {take_off}
        }
    });
    view! {
        <SummaryList card_title=name.clone() card_heading_level=3 rows=rows/>
        {shield}
        {prepared}
    }
    .into_any()
}

/// The button that brings a shield before the meeting, or takes it off.
fn put(meeting: &MeetingShown, shield: String, tabled: &'static str, words: String) -> AnyView {
    let table = ServerAction::<Table>::new();
    let id = meeting.id.to_string();
    view! {
        <PostForm action=table>
            <input type="hidden" name="meeting" value=id/>
            <input type="hidden" name="shield" value=shield/>
            <input type="hidden" name="tabled" value=tabled/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>{words}</Button>
        </PostForm>
    }
    .into_any()
}

/// Shields that could come before the meeting.
fn others(meeting: &MeetingShown) -> AnyView {
    if meeting.others.is_empty() {
        return ().into_any();
    }
    let table = ServerAction::<Table>::new();
    let choice = |other: &Tableable| {
        let words = format!("{}, review due {}", other.child, written_date(other.due_on));
        Choice::new(other.shield.to_string(), words)
    };
    let choices = meeting.others.iter().map(choice).collect::<Vec<_>>();
    let id = meeting.id.to_string();
    view! {
        <h2 class="govuk-heading-m">"Other shields"</h2>
        <PostForm action=table>
            <input type="hidden" name="meeting" value=id/>
            <input type="hidden" name="tabled" value="yes"/>
            <Select name="shield" label="Bring another shield before this meeting" label_class="govuk-label--s" choices=choices/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Bring it before this meeting"</Button>
        </PostForm>
    }
    .into_any()
}

/// The form with which the meeting is closed.
fn close(meeting: &MeetingShown, filled: &Filled) -> AnyView {
    let close = ServerAction::<Close>::new();
    let there = filled.value("attended").unwrap_or_default();
    let there = there.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let members = meeting
        .members
        .iter()
        .map(|one| Choice::new(one.member.account.to_string(), one.member.name.clone()))
        .collect::<Vec<_>>();
    let typed = filled.value("recommended").unwrap_or_default();
    let results = meeting
        .packs
        .iter()
        .map(|pack| result(pack, &typed, filled))
        .collect::<Vec<_>>();
    let (id, problem) = (meeting.id.to_string(), filled.problem("attended"));
    view! {
        <h2 class="govuk-heading-m">"Close the meeting"</h2>
        <p class="govuk-body">"Members then see nothing of it any more. What it recommends stands beside each shield until you have reviewed it."</p>
        <PostForm action=close>
            <input type="hidden" name="meeting" value=id/>
            <Checkboxes name="attended[]" legend="Who was there?" legend_class="govuk-fieldset__legend--s" choices=members values=there error=problem/>
            {results}
            <Button button_type="submit" prevent_double_click=true>"Close the meeting"</Button>
        </PostForm>
    }
    .into_any()
}

/// What the meeting recommends of one shield.
fn result(pack: &PackListed, typed: &str, filled: &Filled) -> AnyView {
    let value = |outcome: Outcome| format!("{}.{}", pack.id, outcome.code());
    let mut choices = vec![Choice::new("", "Choose what it recommends")];
    choices.extend(Outcome::ALL.map(|outcome| Choice::new(value(outcome), outcome.title())));
    let chosen = typed
        .split(' ')
        .find(|one| one.starts_with(&pack.id.to_string()))
        .map(str::to_owned);
    let id = format!("pack-{}", pack.id);
    let problem = filled.problem(&id);
    let label = format!("What the meeting recommends for {}", pack.child);
    view! { <Select name="recommended[]" id=id label=label label_class="govuk-label--s" choices=choices value=chosen error=problem/> }
        .into_any()
}

/// The button with which it is called off.
fn call_off(meeting: &MeetingShown) -> AnyView {
    let call_off = ServerAction::<CallOff>::new();
    let id = meeting.id.to_string();
    view! {
        <h2 class="govuk-heading-m">"Call the meeting off"</h2>
        <p class="govuk-body">"It does not count, and members see nothing of it any more."</p>
        <PostForm action=call_off>
            <input type="hidden" name="meeting" value=id/>
            <Button kind=ButtonKind::Warning button_type="submit" prevent_double_click=true>"Call it off"</Button>
        </PostForm>
    }
    .into_any()
}
