//! One source: how it stands, what may be done with it, and how its feed is doing.

use components::{
    BackLink, Button, ButtonKind, InsetText, NotificationBanner, SummaryList, SummaryRow,
    WarningText,
};
use domain::clock::written_date;
use domain::data_quality::{FEWEST, Measure, in_words};
use domain::data_source::{Agreement, SourceShown, SourceState, Step, StoppedBy};
use leptos::prelude::*;

use super::held::held;
use super::keys::keys;
use super::server::{OpenedSource, Purpose, StepTaken, load_source};
use super::supplied::supplied;
use super::tag;
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn SourcePage() -> impl IntoView {
    let source = param("source");
    let (done, returned) = (query("done"), query("form"));
    let opened = Resource::new_blocking(
        move || (source(), returned(), done()),
        |(source, returned, _)| load_source(source, Purpose::Steps, returned),
    );
    loaded(opened, move |opened| {
        let OpenedSource { source, filled } = opened;
        let agreement = source.agreement.as_ref().map(|agreement| {
            view! {
                <h2 class="govuk-heading-m">"Agreement"</h2>
                <SummaryList rows=agreed(agreement)/>
            }
        });
        view! {
            <BackLink href="/sources" text="Sources of data"/>
            {done_banner(done().as_deref(), source.listed.state)}
            {filled.summary(str::to_owned)}
            <Heading title=source.listed.name.clone() caption="Source of data" error=filled.has_problems()/>
            {notices(&source)}
            <SummaryList rows=facts(&source)/>
            {source.held.clone().map(|one| held(source.listed.id, one))}
            {steps(&source)}
            {agreement}
            {keys(&source)}
            {measures(&source)}
            {supplied(&source.weeks)}
        }
        .into_any()
    })
}

/// What was just done, by a code.
fn done_banner(done: Option<&str>, state: SourceState) -> AnyView {
    let words = match done {
        Some("registered") => "The source is registered. Record the agreement next",
        Some("signed") if state == SourceState::AgreementSigned => {
            "The agreement is recorded. Ask for the accreditation next"
        }
        Some("signed") => "The agreement is recorded, and counts from now on",
        Some("accredited") => "The source is accredited",
        Some("rejected") => "The source is not accredited, and whoever asked is told",
        Some("ask-for-accreditation") => "The central team has been asked to accredit the source",
        Some("connect") => "The source is connected, and its supplies are taken in from now on",
        Some("pause") => "The source is paused. Nothing is taken in until it is resumed",
        Some("resume") => "The source is resumed, and its supplies are taken in again",
        Some("suspend") => "The source is suspended. What it supplied before stays on the records",
        Some("reinstate") => "The source is connected again",
        Some("release") => "The supply is released, and will be taken in as it is",
        Some("refuse") => "The supply is refused. Nothing of it was taken in but what it shields",
        Some("key-added") => {
            "The key is added. Give the source the two names that its tokens must have: “iss” and “kid”, below"
        }
        Some("key-withdrawn") => "The key is withdrawn, and is not accepted any more",
        Some("terminate") => "The source has been ended. What it supplied stays on the records",
        _ => return ().into_any(),
    };
    view! { <NotificationBanner text=words success=true/> }.into_any()
}

/// What is to be noticed first.
fn notices(source: &SourceShown) -> AnyView {
    let late = source.listed.overdue_since.map(|since| {
        let words = format!(
            "Overdue since {}. Ask the source for its next supply.",
            written_date(since)
        );
        view! { <WarningText>{words}</WarningText> }
    });
    let stopped = match (source.listed.state, source.stopped_by) {
        (SourceState::Paused, Some(StoppedBy::Accreditation)) => Some(
            "Paused when its accreditation ran out. Once the central team has renewed it, the source can be resumed.",
        ),
        (SourceState::Paused | SourceState::Suspended, Some(StoppedBy::CentralTeam)) => {
            Some("The central team stopped this source, and alone can let it go on.")
        }
        _ => None,
    };
    let silent = source
        .silent
        .then_some("Silent for twelve months or more: other sources are believed before it.");
    let lines = stopped.into_iter().chain(silent);
    let lines = lines
        .map(|words| view! { <InsetText>{words}</InsetText> })
        .collect::<Vec<_>>();
    view! { {late}{lines} }.into_any()
}

/// What there is to know of it.
fn facts(source: &SourceShown) -> Vec<SummaryRow> {
    let mut rows = vec![
        SummaryRow::new("State", tag(source.listed.state)),
        SummaryRow::new("Since", written_date(source.since)),
        SummaryRow::new("Kind", source.kind.title()),
        SummaryRow::new("In law", source.footing.title()),
    ];
    if let Some(body) = &source.organisation {
        rows.push(SummaryRow::new("Who is behind it", body.clone()));
    }
    let whose = source.listed.authority.clone();
    let whose = whose.unwrap_or_else(|| "None: a national source".to_owned());
    rows.push(SummaryRow::new("Local authority", whose));
    if let Some(why) = source.rejected_because {
        rows.push(SummaryRow::new("Why it is not accredited", why.title()));
    }
    if let Some(until) = source.listed.accredited_until {
        rows.push(SummaryRow::new("Accredited until", written_date(until)));
    }
    let last = source.listed.last;
    let last = last.map_or_else(|| "None yet".to_owned(), written_date);
    rows.push(SummaryRow::new("Last supply", last));
    if let Some(due) = source.due_on {
        rows.push(SummaryRow::new("Next supply due by", written_date(due)));
    }
    rows
}

/// What was agreed.
pub(super) fn agreed(agreement: &Agreement) -> Vec<SummaryRow> {
    let items = agreement
        .items
        .iter()
        .map(|item| view! { <li>{item.title()}</li> })
        .collect::<Vec<_>>();
    let cadence = match agreement.cadence_days {
        1 => "Every day".to_owned(),
        days => format!("Every {days} days"),
    };
    let nationally = match agreement.supplied_nationally {
        true => "Yes, and the source adds to it",
        false => "No",
    };
    vec![
        SummaryRow::new("Signed on", written_date(agreement.signed_on)),
        SummaryRow::new(
            "What it supplies",
            view! { <ul class="govuk-list">{items}</ul> },
        ),
        SummaryRow::new("How often", cadence),
        SummaryRow::new("Supplied nationally already", nationally),
        SummaryRow::new(
            "Terms",
            "For ContactPoint’s purposes only, without onward disclosure, and families are told",
        ),
    ]
}

/// How good its rows are, for whoever decides about it (DQ-02).
pub(super) fn measures(source: &SourceShown) -> AnyView {
    let measured = match &source.quality {
        None => view! {
            <p class="govuk-body">"Nothing of this source has been measured yet. Each week is measured once, after its Sunday."</p>
        }
        .into_any(),
        Some(latest) => {
            let shares = Measure::ALL.into_iter().zip(in_words(&latest.shares));
            let rows = shares
                .map(|(measure, share)| SummaryRow::new(measure.title(), share))
                .collect::<Vec<_>>();
            let monday = written_date(latest.week.monday());
            view! {
                <p class="govuk-body">{format!("In the week beginning {monday}. A share of fewer than {FEWEST} is not shown.")}</p>
                <SummaryList rows=rows/>
            }
            .into_any()
        }
    };
    view! {
        <h2 class="govuk-heading-m">"Quality of its data"</h2>
        {measured}
    }
    .into_any()
}

/// The words on the button of a step.
fn words(step: Step) -> &'static str {
    match step {
        Step::Sign => "Record the agreement",
        Step::AskForAccreditation => "Ask for accreditation",
        Step::Accredit | Step::Reject => "Decide about the accreditation",
        Step::Connect => "Connect the source",
        Step::Pause => "Pause now",
        Step::Resume => "Resume",
        Step::Suspend => "Suspend",
        Step::Reinstate => "Connect it again",
        Step::Terminate => "End it for good",
    }
}

/// What may be done with it, and what follows.
fn steps(source: &SourceShown) -> AnyView {
    let (id, steps) = (source.listed.id, &source.steps);
    let sign = steps.contains(&Step::Sign).then(|| {
        view! { <Button href=format!("/sources/{id}/agreement")>{words(Step::Sign)}</Button> }
    });
    let amend = source.amends.then(|| {
        view! { <p class="govuk-body"><a class="govuk-link" href=format!("/sources/{id}/agreement")>"Change the agreement"</a></p> }
    });
    let decide = steps.contains(&Step::Accredit).then(|| {
        view! { <Button href=format!("/sources/{id}/accreditation")>{words(Step::Accredit)}</Button> }
    });
    let renew = source.renews.then(|| {
        view! { <Button kind=ButtonKind::Secondary href=format!("/sources/{id}/accreditation")>"Renew the accreditation"</Button> }
    });
    let pressed = Step::PRESSED
        .into_iter()
        .filter(|step| steps.contains(step))
        .map(|step| {
            let kind = match step {
                Step::Terminate => ButtonKind::Warning,
                Step::Pause | Step::Suspend => ButtonKind::Secondary,
                _ => ButtonKind::Primary,
            };
            view! { <Button kind=kind button_type="submit" name="step" value=step.code() prevent_double_click=true>{words(step)}</Button> }
        })
        .collect::<Vec<_>>();
    let take = ServerAction::<StepTaken>::new();
    let form = (!pressed.is_empty()).then(|| {
        view! {
            <PostForm action=take>
                <input type="hidden" name="source" value=id.to_string()/>
                <div class="govuk-button-group" id="step">{pressed}</div>
            </PostForm>
        }
    });
    view! { {sign}{decide}{renew}{form}{amend} }.into_any()
}
