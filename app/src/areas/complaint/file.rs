//! One complaint: what is known of it, the next step, and its parts.

use components::{
    BackLink, Button, ButtonKind, Checkboxes, Choice, Conditional, DateInput, Details, InsetText,
    NotificationBanner, Radios, SummaryList, SummaryRow, Tag, TagColour,
};
use domain::clock::written_date;
use domain::complaint::{
    ComplaintShown, Course, Exclusion, LateBecause, OutOfTime, Outcome, Stage, Triage, Who,
};
use leptos::prelude::*;

use super::id_of;
use super::list::table;
use super::log::part;
use super::server::{Answer, ComplaintForms, Decide, Split, TakeFurther, load_complaint};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn ComplaintPage() -> impl IntoView {
    let (complaint, returned, done) = (param("complaint"), query("form"), query("done"));
    let forms = Resource::new_blocking(
        move || (complaint(), returned(), done()),
        |(complaint, returned, _)| load_complaint(complaint, returned),
    );
    loaded(forms, move |forms| {
        let ComplaintForms { shown, filled } = forms;
        let words = banner(done().as_deref());
        let title = format!("Complaint {}", shown.listed.reference);
        view! {
            <BackLink href="/complaints"/>
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(id_of)}
            <Heading title=title caption=shown.listed.stage.title() error=filled.has_problems()/>
            <SummaryList rows=facts(&shown)/>
            {next_step(&shown, &filled)}
            {parts(&shown)}
            {split(&shown, &filled)}
        }
        .into_any()
    })
}

/// What was just done, by a code.
fn banner(done: Option<&str>) -> Option<&'static str> {
    Some(match done? {
        "logged" => "The complaint is logged",
        "decided" => "The decision is recorded. Tell the complainant",
        "answered" => "The answer is recorded",
        "further" => "It is recorded",
        "split" => "This part is a separate complaint now",
        _ => return None,
    })
}

fn facts(shown: &ComplaintShown) -> Vec<SummaryRow> {
    let listed = &shown.listed;
    let of_who = |part: &dyn Fn(&Who) -> String| match &shown.who {
        Some(who) => part(who),
        None => "No longer kept".to_owned(),
    };
    let mut rows = vec![
        SummaryRow::new("Who complains", listed.complainant.title()),
        SummaryRow::new("Name", of_who(&|who| who.name.to_string())),
        SummaryRow::new("The answer goes to", of_who(&|who| who.reach.words())),
        SummaryRow::new("About", listed.about.title()),
        SummaryRow::new("Happened", written_date(shown.arose_on)),
        SummaryRow::new("Received", written_date(listed.received_on)),
    ];
    let number = shown.child.map(|number| number.to_string());
    rows.extend(number.map(|number| SummaryRow::new("Number that it names", number)));
    if listed.stage.awaits_answer() {
        let due = written_date(listed.due_on);
        let due = match shown.is_overdue {
            true => view! { {due}" "<Tag text="Overdue" colour=TagColour::Red/> }.into_any(),
            false => due.into_any(),
        };
        rows.push(SummaryRow::new("Answer by", due));
    }
    rows.extend(done(shown, &shown.course));
    rows
}

/// What was done with it so far.
fn done(shown: &ComplaintShown, course: &Course) -> Vec<SummaryRow> {
    let on = |words: &str, day| format!("{words}, {}", written_date(day));
    let mut rows = Vec::new();
    match course.triaged {
        None => {}
        Some((
            Triage::Accept {
                late,
                alleges_misuse,
            },
            day,
        )) => {
            rows.push(SummaryRow::new("Accepted", written_date(day)));
            rows.extend(late.map(|why| SummaryRow::new("Taken although it is late", why.title())));
            if alleges_misuse {
                let words = "The complaint says that somebody misused ContactPoint";
                rows.push(SummaryRow::new("Misuse", words));
            }
        }
        Some((Triage::Redirect(exclusion), day)) => {
            rows.push(SummaryRow::new("Not for this procedure", exclusion.title()));
            rows.push(SummaryRow::new("Sent to", on(exclusion.route(), day)));
        }
        Some((Triage::OutOfTime(why), day)) => {
            rows.push(SummaryRow::new("Not taken", on(why.title(), day)));
        }
    }
    let outcome = |label: &str, (outcome, day): (Outcome, _)| {
        SummaryRow::new(label, on(outcome.title(), day))
    };
    rows.extend(
        course
            .answered
            .map(|answered| outcome("Answered", answered)),
    );
    let since = course.in_review_since;
    rows.extend(since.map(|day| SummaryRow::new("Internal review since", written_date(day))));
    rows.extend(
        course
            .reviewed
            .map(|reviewed| outcome("Internal review", reviewed)),
    );
    let further = shown.listed.about.external().title();
    rows.extend(
        course
            .external_on
            .map(|day| SummaryRow::new("Taken to", on(further, day))),
    );
    rows.extend(
        course
            .closed_on
            .map(|day| SummaryRow::new("Closed", written_date(day))),
    );
    rows
}

/// What is to be done now.
fn next_step(shown: &ComplaintShown, filled: &Filled) -> AnyView {
    let form = match shown.listed.stage {
        Stage::Received => decide(shown, filled),
        Stage::Investigating => answer(shown, filled),
        Stage::Answered | Stage::InReview | Stage::Closed => further(shown, filled),
        Stage::Redirected => return told("Tell the complainant where the complaint was sent."),
        Stage::OutOfTime => return told("Tell the complainant why it is not taken."),
        Stage::External => return ().into_any(),
    };
    view! {
        <h2 class="govuk-heading-m" id="step">"What to do next"</h2>
        {form}
    }
    .into_any()
}

fn told(words: &'static str) -> AnyView {
    view! { <InsetText>{words}</InsetText> }.into_any()
}

fn hidden(shown: &ComplaintShown) -> AnyView {
    let id = shown.listed.id.to_string();
    view! { <input type="hidden" name="complaint" value=id/> }.into_any()
}

fn choices(all: impl Iterator<Item = (&'static str, &'static str)>) -> Vec<Choice> {
    all.map(|(code, title)| Choice::new(code, title)).collect()
}

fn decide(shown: &ComplaintShown, filled: &Filled) -> AnyView {
    let decide = ServerAction::<Decide>::new();
    let mut decisions = vec![Choice::new(
        "accept",
        "It is taken, investigated and answered",
    )];
    let mut conditionals = vec![Conditional::new("accept", accepting(shown, filled))];
    decisions.push(Choice::new(
        "redirect",
        "It belongs elsewhere, and is sent there",
    ));
    let exclusions = Exclusion::ALL
        .iter()
        .map(|one| Choice::new(one.code(), one.title()).hint(one.route()))
        .collect::<Vec<_>>();
    let (value, error) = (filled.value("exclusion"), filled.problem("exclusion"));
    conditionals.push(Conditional::new(
        "redirect",
        view! { <Radios name="exclusion" legend="What is it about?" choices=exclusions value=value error=error small=true/> },
    ));
    if shown.is_late {
        decisions.push(Choice::new(
            "out-of-time",
            "It came too late, and is not taken",
        ));
        let reasons = choices(OutOfTime::ALL.iter().map(|one| (one.code(), one.title())));
        let (value, error) = (filled.value("out_of_time"), filled.problem("out_of_time"));
        conditionals.push(Conditional::new(
            "out-of-time",
            view! { <Radios name="out_of_time" legend="Why is it not taken?" choices=reasons value=value error=error small=true/> },
        ));
    }
    let hint = match shown.is_late {
        true => "It came more than a year after what it is about",
        false => "It was made within a year, so it must be taken unless it belongs elsewhere",
    };
    let (request, filled) = (hidden(shown), filled.clone());
    view! {
        <PostForm action=decide>
            {request}
            <Radios name="decision" legend="What is done with the complaint?" legend_class="govuk-fieldset__legend--s" hint=hint choices=decisions conditionals=conditionals value=filled.value("decision") error=filled.problem("decision")/>
            <Button button_type="submit" prevent_double_click=true>"Record the decision"</Button>
        </PostForm>
    }
    .into_any()
}

/// What is asked where a complaint is taken.
fn accepting(shown: &ComplaintShown, filled: &Filled) -> AnyView {
    let late = shown.is_late.then(|| {
        let reasons = choices(LateBecause::ALL.iter().map(|one| (one.code(), one.title())));
        let (value, error) = (filled.value("late"), filled.problem("late"));
        view! {
            <Radios name="late" legend="Why could they not be expected to complain earlier?" choices=reasons value=value error=error small=true/>
        }
    });
    let misuse = vec![Choice::new(
        "yes",
        "It says that somebody misused ContactPoint",
    )];
    let values = filled.value("misuse").into_iter().collect::<Vec<_>>();
    view! {
        {late}
        <Checkboxes name="misuse" legend="What does it say?" choices=misuse values=values small=true/>
    }
    .into_any()
}

fn answer(shown: &ComplaintShown, filled: &Filled) -> AnyView {
    let answer = ServerAction::<Answer>::new();
    let outcomes = choices(Outcome::ALL.iter().map(|one| (one.code(), one.title())));
    let (request, filled) = (hidden(shown), filled.clone());
    let after = shown.listed.about.external().title();
    let after = match shown.has_review {
        true => format!("they can ask for an internal review, and after that go to the {after}"),
        false => format!("they can go to the {after}"),
    };
    view! {
        <p class="govuk-body">"Look into the complaint, and send the complainant a written answer. Say in it what they can do if they are not content: " {after} "."</p>
        <PostForm action=answer>
            {request}
            <Radios name="outcome" legend="What came of it?" legend_class="govuk-fieldset__legend--s" choices=outcomes value=filled.value("outcome") error=filled.problem("outcome")/>
            <DateInput id="on" name_prefix="on_" legend="When was the written answer sent?" legend_class="govuk-fieldset__legend--s" day=filled.value("on_day") month=filled.value("on_month") year=filled.value("on_year") error=filled.problem("on")/>
            <Button button_type="submit" prevent_double_click=true>"Record the answer"</Button>
        </PostForm>
    }
    .into_any()
}

/// What the complainant does after the answer, or what the review comes to.
fn further(shown: &ComplaintShown, filled: &Filled) -> AnyView {
    let further = ServerAction::<TakeFurther>::new();
    let outside = format!(
        "The complainant has gone to the {}",
        shown.listed.about.external().title()
    );
    let outside = Choice::new("external", outside);
    let mut steps = Vec::new();
    match shown.listed.stage {
        Stage::InReview => steps.extend(Outcome::ALL.iter().map(|one| {
            let words = format!("The review is over: {}", one.title().to_lowercase());
            Choice::new(one.code(), words)
        })),
        stage => {
            if shown.has_review && shown.course.reviewed.is_none() {
                let words = "The complainant asks for an internal review";
                steps.push(Choice::new("review", words));
            }
            if stage == Stage::Answered {
                steps.push(Choice::new("close", "The complainant takes it no further"));
            }
        }
    }
    steps.push(outside);
    let (request, filled) = (hidden(shown), filled.clone());
    view! {
        <PostForm action=further>
            {request}
            <Radios name="further" legend="What has happened?" legend_class="govuk-fieldset__legend--s" choices=steps value=filled.value("further") error=filled.problem("further")/>
            <Button button_type="submit" prevent_double_click=true>"Record it"</Button>
        </PostForm>
    }
    .into_any()
}

/// The other parts of the same complaint.
fn parts(shown: &ComplaintShown) -> AnyView {
    if shown.parts.is_empty() {
        return ().into_any();
    }
    view! {
        <h2 class="govuk-heading-m">"Other parts of this complaint"</h2>
        {table("Other parts of this complaint", &shown.parts)}
    }
    .into_any()
}

/// The form with which a part is taken by itself, while the complaint waits for its answer.
fn split(shown: &ComplaintShown, filled: &Filled) -> AnyView {
    if !shown.listed.stage.awaits_answer() {
        return ().into_any();
    }
    let split = ServerAction::<Split>::new();
    let (request, token) = (hidden(shown), shown.token.to_string());
    let open = filled.problem_of(&["about", "arose"]).is_some();
    let questions = part(filled);
    view! {
        <Details summary="If a part of it belongs elsewhere, or is decided otherwise" open=open>
            <p class="govuk-body">"That part becomes a separate complaint, with the same reference and the same 20 working days."</p>
            <PostForm action=split>
                {request}
                <input type="hidden" name="token" value=token/>
                {questions}
                <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Split the complaint"</Button>
            </PostForm>
        </Details>
    }
    .into_any()
}
