//! One child who has left England or is said to have: what is stated, what was done to be sure, and the
//! record's way into the archive (LVE-01, LVE-02, LVE-05).

use components::{BackLink, Button, ButtonKind, Checkboxes, Choice, SummaryList, WarningText};
use domain::archive::Step;
use domain::residence::StatedShown;
use leptos::prelude::*;

use super::desk::rows;
use super::server::{Archive, CaseForms, Here, State, Steps, load_case};
use super::{departure_fields, id_of};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn CasePage() -> impl IntoView {
    let place = param("place");
    let returned = query("form");
    let forms = Resource::new_blocking(
        move || (place(), returned()),
        |(place, returned)| load_case(place, returned),
    );
    loaded(forms, move |forms| {
        let CaseForms {
            case,
            state,
            steps,
            archive,
        } = forms;
        let here = ServerAction::<Here>::new();
        let about = About {
            child: case.number.to_string(),
            place: place(),
        };
        let wrong = [&state, &steps, &archive]
            .iter()
            .any(|form| form.has_problems());
        let list = rows(&case);
        let name = case.name.to_string();
        let summaries = [&state, &steps, &archive].map(|form| form.summary(id_of));
        let stands = case.stated.is_some();
        let sure = case.stated.as_ref().is_some_and(StatedShown::may_archive);
        let taken = case.stated.map(|stated| {
            view! { <StepsForm about=about.clone() taken=stated.steps filled=steps/> }
        });
        let leave = sure.then(|| view! { <ArchiveForm about=about.clone() filled=archive/> });
        view! {
            <BackLink href="/leaving"/>
            {summaries.into_iter().collect::<Vec<_>>()}
            <Heading title="Has this child left England?" caption=name error=wrong/>
            <SummaryList rows=list/>
            <StateForm about=about.clone() filled=state stands=stands/>
            {taken}
            {leave}
            <h2 class="govuk-heading-m">"The child lives in England"</h2>
            <p class="govuk-body">"What was told and stated is taken off the record."</p>
            <PostForm action=here>
                {about.fields()}
                <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"The child lives in England"</Button>
            </PostForm>
        }
        .into_any()
    })
}

/// Whom a form is about, and from where it was sent.
#[derive(Clone)]
struct About {
    child: String,
    place: String,
}

impl About {
    fn fields(&self) -> AnyView {
        view! {
            <input type="hidden" name="child" value=self.child.clone()/>
            <input type="hidden" name="place" value=self.place.clone()/>
        }
        .into_any()
    }
}

/// The statement: recorded, changed, or found to hold.
#[component]
fn StateForm(about: About, filled: Filled, stands: bool) -> impl IntoView {
    let state = ServerAction::<State>::new();
    let (title, send) = if stands {
        (
            "Does the statement still hold?",
            "Record that this holds today",
        )
    } else {
        ("What is known?", "Record the statement")
    };
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        <PostForm action=state>
            {about.fields()}
            {departure_fields(&filled)}
            <Button button_type="submit" prevent_double_click=true>{send}</Button>
        </PostForm>
    }
    .into_any()
}

/// What was done to be sure.
#[component]
fn StepsForm(about: About, taken: Vec<Step>, filled: Filled) -> impl IntoView {
    let steps = ServerAction::<Steps>::new();
    let choices = Step::ALL
        .iter()
        .map(|step| Choice::new(step.code(), step.title()))
        .collect::<Vec<_>>();
    let taken = match filled.value("steps") {
        Some(codes) => codes.split(' ').map(str::to_owned).collect(),
        None => taken
            .iter()
            .map(|step| step.code().to_owned())
            .collect::<Vec<_>>(),
    };
    view! {
        <h2 class="govuk-heading-m">"Making sure"</h2>
        <PostForm action=steps>
            {about.fields()}
            <Checkboxes name="steps[]" id="steps" legend="What did you do to be sure?" legend_class="govuk-fieldset__legend--s" choices=choices values=taken error=filled.problem("steps")/>
            <Button button_type="submit" prevent_double_click=true>"Record the steps"</Button>
        </PostForm>
    }
    .into_any()
}

/// The record's way into the archive.
#[component]
fn ArchiveForm(about: About, filled: Filled) -> impl IntoView {
    let archive = ServerAction::<Archive>::new();
    let sure = vec![Choice::new("yes", "Yes, archive this record now")];
    let confirmed = filled.value("confirmed").into_iter().collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Archive the record"</h2>
        <p class="govuk-body">
            "Practitioners no longer find it, as if it had never been. Whoever works with the child is told that one of their records has been archived. It can be restored within six years if the child returns before the 18th birthday."
        </p>
        <WarningText>"All involvements go with the record. A move to Scotland or Wales ends them on the day of the move."</WarningText>
        <PostForm action=archive>
            {about.fields()}
            <Checkboxes name="confirmed" legend="Are you sure?" legend_class="govuk-fieldset__legend--s" choices=sure values=confirmed error=filled.problem("confirmed")/>
            <Button kind=ButtonKind::Warning button_type="submit" prevent_double_click=true>"Archive the record"</Button>
        </PostForm>
    }
    .into_any()
}
