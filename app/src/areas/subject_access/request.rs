//! One request: what is known of it, what is to be looked at, and the next step.

use components::{
    BackLink, Button, ButtonKind, Choice, DateInput, InsetText, NotificationBanner, Radios,
    SummaryList, SummaryRow, TextInput, WarningText,
};
use domain::clock::written_date;
use domain::subject_access::{
    Applicant, Check, CheckShown, Decision, Extension, Held, Means, Next, RequestShown, SignedBy,
    Stage, Statement,
};
use leptos::prelude::*;

use super::id_of;
use super::server::{
    Decide, Deliver, Extend, Open, Produce, RecordAdded, RecordFound, RequestForms, Signed,
    load_request,
};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn RequestPage() -> impl IntoView {
    let (request, returned, done) = (param("request"), query("form"), query("done"));
    let forms = Resource::new_blocking(
        move || (request(), returned(), done()),
        |(request, returned, _)| load_request(request, returned),
    );
    loaded(forms, move |forms| {
        let RequestForms { shown, filled } = forms;
        let words = banner(done().as_deref());
        let looked_at = filled.value("check").unwrap_or_default();
        let at = |field: &str| match field {
            "finding" => format!("finding-{looked_at}"),
            field => id_of(field),
        };
        view! {
            <BackLink href="/subject-access"/>
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(at)}
            <Heading title="Request for what is held" caption=shown.listed.stage.title() error=filled.has_problems()/>
            {shown.listed.shielded.then(|| view! { <WarningText>"This record is shielded. You and the data protection officer sign off together what is released."</WarningText> })}
            <SummaryList rows=facts(&shown)/>
            {open(&shown)}
            {next_step(&shown, &filled)}
            {checks(&shown, &filled)}
            {records(&shown, &filled)}
            {more_time(&shown, &filled)}
        }
        .into_any()
    })
}

/// What was just done, by a code.
fn banner(done: Option<&str>) -> Option<&'static str> {
    Some(match done? {
        "logged" => "The request is logged",
        "checked" => "What was found is recorded",
        "extended" => "There are two months more. Tell the applicant why",
        "signed" => "The signature is recorded",
        "decided" => "The decision is recorded",
        "delivered" => "The delivery is recorded",
        "added" => "The record is added",
        _ => return None,
    })
}

fn facts(shown: &RequestShown) -> Vec<SummaryRow> {
    let listed = &shown.listed;
    let another = match listed.by_another {
        true => ", through somebody else",
        false => "",
    };
    let asks = format!("{}{another}", listed.applicant.title());
    let mut rows = vec![SummaryRow::new("Who asks", asks)];
    let name = shown.name.clone();
    rows.extend(name.map(|name| SummaryRow::new("Name", name)));
    let number = listed.number.map(|number| number.to_string());
    rows.extend(number.map(|number| SummaryRow::new("ContactPoint number", number)));
    rows.extend(shown.child.as_ref().map(|(name, born)| {
        let words = format!("{name}, born on {}", written_date(*born));
        SummaryRow::new("Child", words)
    }));
    rows.push(SummaryRow::new("Held", shown.held.title()));
    rows.push(SummaryRow::new("Came as", shown.writing.title()));
    let by = shown.forwarded_by;
    rows.extend(by.map(|by| SummaryRow::new("Sent on by", by.title())));
    let received = written_date(listed.received_on);
    rows.push(SummaryRow::new("Received", received));
    if !listed.stage.is_over() {
        let due = match listed.due_on {
            Some(day) => written_date(day),
            None => "The clock stands still until identity is proved".to_owned(),
        };
        rows.push(SummaryRow::new("Answer by", due));
    }
    let extended = shown.extended;
    rows.extend(extended.map(|why| SummaryRow::new("Two months more", why.title())));
    for (who, on) in SignedBy::ALL.iter().zip(shown.signed_on) {
        let title = format!("Signed off: {}", who.title());
        rows.extend(on.map(|on| SummaryRow::new(title, written_date(on))));
    }
    if shown.signed_on.iter().any(Option::is_some) {
        let words = match shown.shows_whereabouts {
            true => "Shown",
            false => "Taken out",
        };
        rows.push(SummaryRow::new("Where the child can be found", words));
    }
    rows.extend(shown.decided.map(|(decision, on)| {
        let words = format!("{}, {}", decision.title(), written_date(on));
        SummaryRow::new("Decision", words)
    }));
    let made = shown.produced_on;
    rows.extend(made.map(|on| SummaryRow::new("Report made", written_date(on))));
    rows.extend(shown.delivered.map(|(means, on)| {
        let words = format!("{}, {}", means.title(), written_date(on));
        SummaryRow::new("Delivered", words)
    }));
    rows
}

/// The way to the live record: documents are compared with it, and what proves wrong is put right there.
fn open(shown: &RequestShown) -> AnyView {
    if shown.held == Held::Archived {
        return view! {
            <p class="govuk-body">
                "The record is archived. To compare documents with it, "
                <a class="govuk-link" href="/archive">"look for it in the archive"</a>
                "."
            </p>
        }
        .into_any();
    }
    if shown.held != Held::Live {
        return ().into_any();
    }
    let open = ServerAction::<Open>::new();
    let id = shown.listed.id.to_string();
    let afterwards = (shown.listed.stage == Stage::Delivered).then(|| {
        view! {
            <InsetText>
                "If the applicant says that something is wrong, make sure of it. What is wrong is changed on the record, and its sources are told. What cannot be settled is marked there as disputed."
            </InsetText>
        }
    });
    view! {
        {afterwards}
        <PostForm action=open>
            <input type="hidden" name="request" value=id/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Open the record"</Button>
        </PostForm>
    }
    .into_any()
}

/// What is to be done now.
fn next_step(shown: &RequestShown, filled: &Filled) -> AnyView {
    let words = match (&shown.next, shown.listed.stage) {
        (_, Stage::Delivered) => return ().into_any(),
        (_, Stage::Refused) => return refused(shown.statement),
        (Next::AwaitIdentity, _) => {
            "Wait for proof of who asks. The clock stands still until you record it."
        }
        (Next::Look(_), _) => "Record what you found of each of these:",
        (Next::ProveHome, _) => {
            "The applicant’s address is not the recorded one. Ask for proof that the child lives with them."
        }
        (Next::AskLawyers, _) => {
            "It is not proved that the child lives with the applicant. Ask your authority’s lawyers."
        }
        (Next::Refuse(statement), _) => statement.title(),
        (Next::Disclose, Stage::SigningOff) => {
            "Nothing forbids disclosure. You and the data protection officer sign off together; where the child can be found is taken out unless both of you show it."
        }
        (Next::Disclose, Stage::Deciding) => {
            "Nothing forbids disclosure. The data protection officer decides; record the decision."
        }
        (Next::Disclose, Stage::Released) => {
            "The report is released. Make it, print it and deliver it."
        }
        (Next::Disclose, _) => "The report is made. Deliver it securely, and record it here.",
    };
    let form = match (shown.decides, shown.listed.stage) {
        (true, Stage::Refusing | Stage::Deciding) => decide(shown, filled),
        (true, Stage::SigningOff) => {
            view! { {sign_off(shown, filled)}{decide(shown, filled)} }.into_any()
        }
        (true, Stage::Released) => produce(shown),
        (decides, Stage::Produced) => {
            view! { {decides.then(|| to_report(shown))}{deliver(shown, filled)} }.into_any()
        }
        (false, Stage::Refusing | Stage::SigningOff | Stage::Deciding | Stage::Released) => {
            view! { <p class="govuk-body">"Your authority’s ContactPoint manager does this."</p> }
                .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <h2 class="govuk-heading-m">"What to do next"</h2>
        <p class="govuk-body">{words}</p>
        {form}
    }
    .into_any()
}

/// What the reply says.
fn refused(statement: Option<Statement>) -> AnyView {
    let Some(statement) = statement else {
        return ().into_any();
    };
    view! {
        <h2 class="govuk-heading-m">"What the reply says"</h2>
        <InsetText>
            <p class="govuk-body">{statement.title()}</p>
            <p class="govuk-body">{Statement::AND_THEN}</p>
        </InsetText>
    }
    .into_any()
}

fn hidden(shown: &RequestShown) -> AnyView {
    let id = shown.listed.id.to_string();
    view! { <input type="hidden" name="request" value=id/> }.into_any()
}

fn decide(shown: &RequestShown, filled: &Filled) -> AnyView {
    let decide = ServerAction::<Decide>::new();
    let choices = Decision::ALL
        .iter()
        .copied()
        .filter(|decision| shown.listed.stage == Stage::Deciding || *decision == Decision::Refuse)
        .map(|decision| Choice::new(decision.code(), decision.title()))
        .collect::<Vec<_>>();
    let (request, filled) = (hidden(shown), filled.clone());
    view! {
        <PostForm action=decide>
            {request}
            <Radios name="decision" legend="What was decided?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("decision") error=filled.problem("decision")/>
            <DateInput id="decided" name_prefix="decided_" legend="When was it decided?" legend_class="govuk-fieldset__legend--s" day=filled.value("decided_day") month=filled.value("decided_month") year=filled.value("decided_year") error=filled.problem("decided")/>
            <Button button_type="submit" prevent_double_click=true>"Record the decision"</Button>
        </PostForm>
    }
    .into_any()
}

/// A day, for a form of which there is one on the page.
fn day(filled: &Filled, legend: &'static str) -> AnyView {
    view! {
        <DateInput id="on" name_prefix="on_" legend=legend legend_class="govuk-fieldset__legend--s" day=filled.value("on_day") month=filled.value("on_month") year=filled.value("on_year") error=filled.problem("on")/>
    }
    .into_any()
}

fn sign_off(shown: &RequestShown, filled: &Filled) -> AnyView {
    let sign = ServerAction::<Signed>::new();
    let choices = SignedBy::ALL
        .iter()
        .zip(shown.signed_on)
        .filter(|(_, on)| on.is_none())
        .map(|(who, _)| Choice::new(who.code(), who.title()))
        .collect::<Vec<_>>();
    let whereabouts = vec![
        Choice::new("take-out", "Taken out of the report"),
        Choice::new("show", "Shown in the report"),
    ];
    let value = filled.value("whereabouts");
    let value = value.unwrap_or_else(|| "take-out".to_owned());
    let (request, filled) = (hidden(shown), filled.clone());
    view! {
        <PostForm action=sign>
            {request}
            <Radios name="by" legend="Who signs off?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("by") error=filled.problem("by")/>
            <Radios name="whereabouts" legend="Where the child can be found is" legend_class="govuk-fieldset__legend--s" choices=whereabouts value=value/>
            {day(&filled, "When was it signed off?")}
            <Button button_type="submit" prevent_double_click=true>"Record the signature"</Button>
        </PostForm>
    }
    .into_any()
}

fn produce(shown: &RequestShown) -> AnyView {
    let produce = ServerAction::<Produce>::new();
    let request = hidden(shown);
    view! {
        <PostForm action=produce>
            {request}
            <div id="report">
                <Button button_type="submit" prevent_double_click=true>"Make the report"</Button>
            </div>
        </PostForm>
    }
    .into_any()
}

fn to_report(shown: &RequestShown) -> AnyView {
    let href = format!("/subject-access/{}/report", shown.listed.id);
    view! { <p class="govuk-body"><a class="govuk-link" href=href>"See and print the report"</a></p> }
        .into_any()
}

fn deliver(shown: &RequestShown, filled: &Filled) -> AnyView {
    let deliver = ServerAction::<Deliver>::new();
    let choices = Means::ALL
        .iter()
        .map(|means| Choice::new(means.code(), means.title()))
        .collect::<Vec<_>>();
    let (request, filled) = (hidden(shown), filled.clone());
    view! {
        <PostForm action=deliver>
            {request}
            <Radios name="means" legend="How was it delivered?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("means") error=filled.problem("means")/>
            {day(&filled, "When was it delivered?")}
            <Button button_type="submit" prevent_double_click=true>"Record the delivery"</Button>
        </PostForm>
    }
    .into_any()
}

/// Whether something is looked at now: what is needed, what was found already, and what may be asked of the
/// child besides.
fn is_looked_at(shown: &RequestShown, check: &CheckShown) -> bool {
    check.found.is_some()
        || match (&shown.next, check.check) {
            (Next::ProveHome, Check::Home) | (Next::AskLawyers, Check::Advice) => true,
            (_, Check::SensitiveServices) => true,
            (Next::Look(missing), check) => missing.contains(&check),
            (_, check) => matches!(
                check,
                Check::CourtOrder | Check::Exemption | Check::Identity
            ),
        }
}

fn checks(shown: &RequestShown, filled: &Filled) -> AnyView {
    let over = shown.listed.stage.is_over();
    let looked_at = shown
        .checks
        .iter()
        .filter(|check| is_looked_at(shown, check));
    let forms = looked_at
        .filter(|check| !over || check.found.is_some())
        .map(|check| one_check(shown, check, filled, over))
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"What is looked at"</h2>
        {forms}
    }
    .into_any()
}

fn one_check(shown: &RequestShown, check: &CheckShown, filled: &Filled, over: bool) -> AnyView {
    let CheckShown { check, found } = check;
    let stands = match found {
        Some((finding, on)) => format!("{}, recorded on {}", finding.title(), written_date(*on)),
        None => "Not recorded yet".to_owned(),
    };
    if over {
        let row = vec![SummaryRow::new(check.title(), stands)];
        return view! { <SummaryList rows=row/> }.into_any();
    }
    let record = ServerAction::<RecordFound>::new();
    let mine = filled.value("check").as_deref() == Some(check.code());
    let choices = check
        .findings()
        .iter()
        .map(|finding| Choice::new(finding.code(), finding.title()))
        .collect::<Vec<_>>();
    let typed = filled.value("finding").filter(|_| mine);
    let value = typed.or_else(|| found.map(|(finding, _)| finding.code().to_owned()));
    let error = filled.problem("finding").filter(|_| mine);
    let id = format!("finding-{}", check.code());
    let heard = format!(" {}", check.title());
    let (request, check) = (hidden(shown), *check);
    view! {
        <PostForm action=record>
            {request}
            <input type="hidden" name="check" value=check.code()/>
            <Radios name="finding" id=id legend=check.title() legend_class="govuk-fieldset__legend--s" hint=stands choices=choices value=value error=error small=true/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>
                "Record"<span class="govuk-visually-hidden">{heard}</span>
            </Button>
        </PostForm>
    }
    .into_any()
}

/// Further records on which a parent stands.
fn records(shown: &RequestShown, filled: &Filled) -> AnyView {
    if shown.listed.applicant != Applicant::Parent {
        return ().into_any();
    }
    let numbers = shown
        .others
        .iter()
        .map(|number| view! { <li>{number.to_string()}</li> })
        .collect::<Vec<_>>();
    let add = ServerAction::<RecordAdded>::new();
    let (request, filled) = (hidden(shown), filled.clone());
    let form = (!shown.listed.stage.is_over()).then(|| {
        view! {
            <PostForm action=add>
                {request}
                <TextInput name="number" label="Number of another child’s record" class="govuk-input--width-20" autocomplete="off" spellcheck=false value=filled.value("number") error=filled.problem("number")/>
                <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Add this record"</Button>
            </PostForm>
        }
    });
    view! {
        <h2 class="govuk-heading-m">"Other records on which they stand"</h2>
        <p class="govuk-body">"The report shows what is held about them, and nothing about the children."</p>
        <ul class="govuk-list">{numbers}</ul>
        {form}
    }
    .into_any()
}

/// The form with which two months more are taken.
fn more_time(shown: &RequestShown, filled: &Filled) -> AnyView {
    if !shown.decides || !shown.may_extend {
        return ().into_any();
    }
    let extend = ServerAction::<Extend>::new();
    let choices = Extension::ALL
        .iter()
        .map(|why| Choice::new(why.code(), why.title()))
        .collect::<Vec<_>>();
    let (request, filled) = (hidden(shown), filled.clone());
    view! {
        <h2 class="govuk-heading-m">"More time"</h2>
        <PostForm action=extend>
            {request}
            <Radios name="why" legend="Why are two months more needed?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("why") error=filled.problem("why")/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Take two months more"</Button>
        </PostForm>
    }
    .into_any()
}
