//! One investigation: what is known, what was done in those days, and the next step.

use components::{
    BackLink, Button, ButtonKind, Cell, Checkboxes, Choice, Details, InsetText, NotificationBanner,
    Radios, Scrollable, SummaryList, SummaryRow, Table, TextInput, WarningText,
};
use domain::account::ActivityLine;
use domain::clock::{written, written_date};
use domain::misuse::{Activity, Asked, Explanation, InvestigationShown, Outcome, Stage};
use domain::reason::ReasonCode;
use leptos::prelude::*;
use uuid::Uuid;

use super::id_of;
use super::server::{
    Ask, Close, Decide, FileForms, KeepExplanation, NameAccount, OpenACase, load_file,
};
use super::signs::signs;
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn FilePage() -> impl IntoView {
    let (investigation, returned, done) = (param("investigation"), query("form"), query("done"));
    let forms = Resource::new_blocking(
        move || (investigation(), returned(), done()),
        |(investigation, returned, _)| load_file(investigation, returned),
    );
    loaded(forms, move |forms| {
        let FileForms { shown, filled } = forms;
        let words = match done().as_deref() {
            Some("named") => Some("The account is named"),
            Some("asked") => Some("An explanation is asked for"),
            Some("answered") => Some("The explanation is recorded"),
            _ => None,
        };
        view! {
            <BackLink href="/misuse"/>
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(id_of)}
            <Heading title="How an account was used" caption=shown.listed.stage.title() error=filled.has_problems()/>
            <SummaryList rows=facts(&shown)/>
            {signs(&shown.signs)}
            {not_me(&shown)}
            {next_step(&shown, filled)}
            {activity(&shown)}
        }
        .into_any()
    })
}

fn facts(shown: &InvestigationShown) -> Vec<SummaryRow> {
    let listed = &shown.listed;
    let mut rows = Vec::new();
    match &shown.subject {
        Some(subject) => {
            rows.push(SummaryRow::new("User", subject.name.clone()));
            rows.push(SummaryRow::new("User name", subject.user_name.clone()));
            let works = format!("{}, {}", subject.job_title, subject.organisation);
            rows.push(SummaryRow::new("Work", works));
            rows.push(SummaryRow::new("Account", subject.state.title()));
        }
        None => rows.push(SummaryRow::new("User", "Nobody named yet")),
    }
    rows.push(SummaryRow::new("Came from", listed.origin.title()));
    let concern = listed.concern;
    rows.extend(concern.map(|concern| SummaryRow::new("Reported", concern.title())));
    rows.extend(shown.named.as_ref().map(|named| {
        let words = format!("{}, {}", named.name, named.works_at);
        SummaryRow::new("About whom, as reported", words)
    }));
    rows.push(SummaryRow::new("Since", written_date(listed.opened_on)));
    rows.extend(shown.asked.map(|(asked, on)| {
        let words = format!("{}, {}", asked.title(), written_date(on));
        SummaryRow::new("Asked", words)
    }));
    if shown.explained.is_none() && shown.closed_on.is_none() {
        let due = listed.due_on;
        rows.extend(due.map(|day| SummaryRow::new("Explain by", written_date(day))));
    }
    rows.extend(shown.explained.map(|(explanation, on)| {
        let words = format!("{}, {}", explanation.title(), written_date(on));
        SummaryRow::new("Explanation", words)
    }));
    let by = shown.explained_by;
    rows.extend(by.map(|by| SummaryRow::new("Explained by", by.title())));
    if shown.explained.is_none() && shown.closed_on.is_some() && shown.asked.is_some() {
        rows.push(SummaryRow::new("Explanation", "None came in time"));
    }
    let words = shown.words.clone();
    rows.extend(words.map(|words| SummaryRow::new("In the user’s words", words)));
    let manager = shown.staff_manager.clone();
    rows.extend(manager.map(|address| SummaryRow::new("Staff manager", address)));
    let case = shown.case_opened_on;
    rows.extend(case.map(|on| SummaryRow::new("Case opened", written_date(on))));
    let outcomes = shown.outcomes.iter();
    rows.extend(outcomes.map(|outcome| SummaryRow::new("What came of it", outcome.title())));
    let closed = shown.closed_on;
    rows.extend(closed.map(|on| SummaryRow::new("Closed", written_date(on))));
    rows
}

/// What is to be done at once where somebody else may hold the means to sign in (AUTH-03).
fn not_me(shown: &InvestigationShown) -> AnyView {
    let not_me = shown
        .explained
        .is_some_and(|(explanation, _)| explanation == Explanation::NotMe);
    if !not_me || shown.closed_on.is_some() {
        return ().into_any();
    }
    view! {
        <WarningText>"Somebody else may be using this account. Open a case and suspend the account now."</WarningText>
    }
    .into_any()
}

fn next_step(shown: &InvestigationShown, filled: Filled) -> AnyView {
    let id = shown.listed.id;
    let close = shown.decides;
    match shown.listed.stage {
        Stage::New if shown.subject.is_none() => view! {
            {name(id, filled)}
            {close.then(|| close_form(id, "Nobody was found", "Close: nobody was found"))}
        }
        .into_any(),
        Stage::New => ask(shown, id, filled),
        Stage::Asked => view! {
            {record(shown, id, filled.clone())}
            {ask(shown, id, filled.clone())}
            {close.then(|| case(id, filled))}
        }
        .into_any(),
        Stage::Answered if close => view! {
            {close_form(id, "The explanation is satisfactory", "Close: it is explained")}
            {case(id, filled)}
        }
        .into_any(),
        Stage::Case => {
            let unanswered = shown.explained.is_none();
            view! {
                {record(shown, id, filled.clone())}
                {unanswered.then(|| ask(shown, id, filled.clone()))}
                {if close { decide(unanswered, id, filled) } else { a_colleague() }}
            }
            .into_any()
        }
        Stage::Answered => a_colleague(),
        Stage::Closed => ().into_any(),
    }
}

fn a_colleague() -> AnyView {
    view! {
        <InsetText>"You reported or entered this, so a colleague decides about it."</InsetText>
    }
    .into_any()
}

fn name(id: Uuid, filled: Filled) -> AnyView {
    let name = ServerAction::<NameAccount>::new();
    view! {
        <h2 class="govuk-heading-m">"Whose account is it about?"</h2>
        <PostForm action=name>
            <input type="hidden" name="investigation" value=id.to_string()/>
            <TextInput name="user_name" label="User name" class="govuk-input--width-20" autocomplete="off" spellcheck=false value=filled.value("user_name") error=filled.problem("user_name")/>
            <Button button_type="submit" prevent_double_click=true>"Name the account"</Button>
        </PostForm>
    }
    .into_any()
}

fn ask(shown: &InvestigationShown, id: Uuid, filled: Filled) -> AnyView {
    let ask = ServerAction::<Ask>::new();
    let choices = Asked::ALL
        .iter()
        .map(|asked| Choice::new(asked.code(), asked.title()))
        .collect::<Vec<_>>();
    let again = shown.asked.is_some();
    let (title, button) = if again {
        ("Ask again", "Ask again")
    } else {
        ("Ask for an explanation", "Ask for an explanation")
    };
    let address = filled
        .value("staff_manager")
        .or_else(|| shown.staff_manager.clone());
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        <p class="govuk-body">
            "The user has five working days from when somebody is first asked, and can answer in ContactPoint whoever is asked. Their staff manager is told the user’s name and that something is asked, and nothing of any child."
        </p>
        <PostForm action=ask>
            <input type="hidden" name="investigation" value=id.to_string()/>
            <Radios name="of" legend="Who is asked?" legend_class="govuk-fieldset__legend--s" inline=true choices=choices value=filled.value("of") error=filled.problem("of")/>
            <TextInput name="staff_manager" label="Staff manager’s e-mail address" autocomplete="off" spellcheck=false value=address error=filled.problem("staff_manager")/>
            <Button button_type="submit" kind=if again { ButtonKind::Secondary } else { ButtonKind::Primary } prevent_double_click=true>{button}</Button>
        </PostForm>
    }
    .into_any()
}

/// What came otherwise than through ContactPoint: in a case from whoever was heard, before from the staff manager.
fn record(shown: &InvestigationShown, id: Uuid, filled: Filled) -> AnyView {
    let of_staff = shown
        .asked
        .is_some_and(|(asked, _)| asked == Asked::StaffManager);
    let case = shown.listed.stage == Stage::Case;
    if shown.explained.is_some() || !(case || of_staff) {
        return ().into_any();
    }
    let keep = ServerAction::<KeepExplanation>::new();
    let title = if case {
        "Record an explanation that came otherwise"
    } else {
        "What the staff manager answered"
    };
    let by = if case {
        let choices = Asked::ALL
            .iter()
            .map(|asked| Choice::new(asked.code(), asked.title()))
            .collect::<Vec<_>>();
        view! {
            <p class="govuk-body">"A user whose account is suspended cannot explain in ContactPoint: ask them by telephone or letter, or through their staff manager."</p>
            <Radios name="by" legend="Who explained it?" legend_class="govuk-fieldset__legend--s" inline=true choices=choices value=filled.value("by") error=filled.problem("by")/>
        }
        .into_any()
    } else {
        view! { <input type="hidden" name="by" value=Asked::StaffManager.code()/> }.into_any()
    };
    let choices = Explanation::ALL
        .iter()
        .map(|explanation| Choice::new(explanation.code(), explanation.title()))
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        <PostForm action=keep>
            <input type="hidden" name="investigation" value=id.to_string()/>
            {by}
            <Radios name="explanation" legend="What explains it best?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("explanation") error=filled.problem("explanation")/>
            <Button button_type="submit" prevent_double_click=true>"Record the explanation"</Button>
        </PostForm>
    }
    .into_any()
}

fn close_form(id: Uuid, title: &'static str, button: &'static str) -> AnyView {
    let close = ServerAction::<Close>::new();
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        <PostForm action=close>
            <input type="hidden" name="investigation" value=id.to_string()/>
            <Button button_type="submit" prevent_double_click=true>{button}</Button>
        </PostForm>
    }
    .into_any()
}

fn case(id: Uuid, filled: Filled) -> AnyView {
    let open = ServerAction::<OpenACase>::new();
    let choices = vec![
        Choice::new("no", "No, it stays in use"),
        Choice::new("yes", "Yes, and whoever is signed in is signed out"),
    ];
    view! {
        <h2 class="govuk-heading-m">"Open a case"</h2>
        <p class="govuk-body">
            "If there is no explanation, or it is not satisfactory. The manager decides about a case; what you enter here stays in its file."
        </p>
        <PostForm action=open>
            <input type="hidden" name="investigation" value=id.to_string()/>
            <Radios name="suspend" legend="Is the account suspended meanwhile?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("suspend") error=filled.problem("suspend")/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Open a case"</Button>
        </PostForm>
    }
    .into_any()
}

fn decide(unanswered: bool, id: Uuid, filled: Filled) -> AnyView {
    let decide = ServerAction::<Decide>::new();
    let choices = Outcome::OF_A_CASE
        .iter()
        .map(|outcome| Choice::new(outcome.code(), outcome.title()))
        .collect::<Vec<_>>();
    let waits = unanswered.then(|| {
        view! {
            <p class="govuk-body">"A case is decided once there is an explanation, or when the day by which it was asked for is over."</p>
        }
    });
    let chosen = filled.value("outcomes").unwrap_or_default();
    let chosen: Vec<String> = chosen.split_whitespace().map(str::to_owned).collect();
    view! {
        <h2 class="govuk-heading-m">"Decide the case"</h2>
        {waits}
        <PostForm action=decide>
            <input type="hidden" name="investigation" value=id.to_string()/>
            <Checkboxes name="outcomes[]" id="outcomes" legend="What came of it?" legend_class="govuk-fieldset__legend--s" hint="Unless the account is closed for good, a suspended account comes back into use" choices=choices values=chosen error=filled.problem("outcomes")/>
            <Button button_type="submit" prevent_double_click=true>"Record the decision"</Button>
        </PostForm>
    }
    .into_any()
}

/// What was done in those days: numbers of records, and nothing of what they hold (AUD-05).
fn activity(shown: &InvestigationShown) -> AnyView {
    let lines = match &shown.activity {
        Activity::Reported => return ().into_any(),
        Activity::Withheld => {
            return view! {
                <p class="govuk-body">"Which numbers were looked for is not shown here."</p>
            }
            .into_any();
        }
        Activity::Lines(lines) => lines,
    };
    let head = Vec::from(["When", "What", "Record", "Reason"].map(Cell::text));
    let rows = lines.iter().map(line).collect::<Vec<_>>();
    view! {
        <Details summary="Searches and records opened in those days">
            <Scrollable label="Searches and records opened, latest first">
                <Table caption="Searches and records opened" caption_class="govuk-visually-hidden" head=head rows=rows/>
            </Scrollable>
        </Details>
    }
    .into_any()
}

fn line(line: &ActivityLine) -> Vec<Cell> {
    let reason = line
        .reason
        .as_deref()
        .and_then(ReasonCode::from_code)
        .map(ReasonCode::label);
    vec![
        Cell::text(written(line.at)),
        Cell::text(line.words()),
        Cell::text(line.child.clone().unwrap_or_default()),
        Cell::text(reason.unwrap_or_default()),
    ]
}
