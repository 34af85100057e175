//! One request, whom its facts may mean, and the decision (CRE-03).

use components::{
    BackLink, Button, ButtonKind, Checkboxes, Choice, Radios, SummaryList, SummaryRow, Tag,
    TagColour, TextInput, WarningText,
};
use domain::child_record::{DateOfBirth, Gender};
use domain::clock::written_date;
use domain::creating::{ArchivedCandidate, CreationChecked, Question};
use domain::search::Match;
use leptos::prelude::*;

use super::fields::tick;
use super::server::{CheckForms, Decide, Look, load_check};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn CheckPage() -> impl IntoView {
    let (creation, returned) = (param("creation"), query("form"));
    let forms = Resource::new_blocking(
        move || (creation(), returned()),
        |(creation, returned)| load_check(creation, returned),
    );
    loaded(forms, whole)
}

fn whole(forms: CheckForms) -> AnyView {
    let CheckForms {
        shown,
        decide,
        look,
    } = forms;
    let wrong = decide.has_problems() || look.has_problems();
    let summaries = [decide.summary(str::to_owned), look.summary(str::to_owned)];
    let border = shown.straddles.then(|| {
        view! {
            <WarningText>"This postcode lies on both sides of England’s border. Make sure that the child’s home is in England."</WarningText>
        }
    });
    let id = shown.id.to_string();
    view! {
        <BackLink href="/new-records/to-check"/>
        {summaries.into_iter().collect::<Vec<_>>()}
        <Heading title=shown.asked.name.to_string() caption="Request for a new record" error=wrong/>
        <SummaryList rows=facts(&shown)/>
        {border}
        {found(&shown, &id)}
        {archived(&shown.archived, &id, &look)}
        <DecideForm id=id straddles=shown.straddles filled=decide/>
    }
    .into_any()
}

fn born(born: DateOfBirth) -> String {
    let day = written_date(born.date);
    if born.estimated {
        format!("{day}, an estimate")
    } else {
        day
    }
}

/// What is known of the child, and who asked.
fn facts(shown: &CreationChecked) -> Vec<SummaryRow> {
    let asked = &shown.asked;
    let address = match &asked.address {
        Some(address) => address.to_string(),
        None => "No address is known".to_owned(),
    };
    let carer = match &asked.carer {
        Some(carer) => carer.to_string(),
        None => "Not told".to_owned(),
    };
    let by = shown
        .requesters
        .iter()
        .map(|one| format!("{}, {}", one.organisation, written_date(one.asked_on)))
        .map(|line| view! { <div>{line}</div> })
        .collect::<Vec<_>>();
    let mut rows = vec![
        SummaryRow::new("Date of birth", born(asked.date_of_birth)),
        SummaryRow::new("Gender", asked.gender.title()),
        SummaryRow::new("Address", address),
        SummaryRow::new("Counts as living in England", asked.basis.title()),
        SummaryRow::new("Parent or carer", carer),
        SummaryRow::new("Asked by", by),
    ];
    if let Some(day) = shown.decide_by {
        rows.push(SummaryRow::new("To decide by", written_date(day)));
    }
    rows
}

/// The four facts that there are of every candidate.
fn four(born_on: DateOfBirth, gender: Gender, number: String) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new("Date of birth", born(born_on)),
        SummaryRow::new("Gender", gender.title()),
        SummaryRow::new("ContactPoint number", number),
    ]
}

/// Live records that may be the child's.
fn found(shown: &CreationChecked, id: &str) -> AnyView {
    let cards = shown
        .live
        .iter()
        .map(|one| candidate(one, id))
        .collect::<Vec<_>>();
    let none = cards.is_empty().then(|| {
        view! { <p class="govuk-body">"No record in use is like it."</p> }
    });
    view! {
        <h2 class="govuk-heading-m">"Records in use that may be this child’s"</h2>
        <p class="govuk-body">"You have searched by what is told above, shielded records among them. Whom you were shown is recorded."</p>
        {none}
        <ul class="govuk-list app-matches">{cards}</ul>
    }
    .into_any()
}

fn candidate(one: &Match, id: &str) -> AnyView {
    let (name, tag, rows) = match one {
        Match::Open(open) => {
            let mut rows = four(open.date_of_birth, open.gender, open.number.to_string());
            let place = [open.first_line.clone(), open.postcode.clone()];
            let place = place.into_iter().flatten().collect::<Vec<_>>();
            if !place.is_empty() {
                rows.push(SummaryRow::new("Address", place.join(", ")));
            }
            if !open.why.is_empty() {
                rows.push(SummaryRow::new("Why it matches", open.why.join("; ")));
            }
            (open.name.to_string(), None, rows)
        }
        Match::Shielded(hidden) => {
            let tag = view! { " "<Tag text="Shielded" colour=TagColour::Purple/> };
            let number = hidden.number.to_string();
            let rows = four(hidden.date_of_birth, hidden.gender, number);
            (hidden.name.to_string(), Some(tag), rows)
        }
    };
    let use_it = ServerAction::<Decide>::new();
    let (id, number) = (id.to_owned(), one.number().to_string());
    let of = format!(": the record of {name}, {number}");
    view! {
        <li class="app-match">
            <h3 class="govuk-heading-s">{name}{tag}</h3>
            <SummaryList rows=rows class="app-contact__facts"/>
            <PostForm action=use_it>
                <input type="hidden" name="creation" value=id/>
                <input type="hidden" name="decision" value="exists-use-number"/>
                <input type="hidden" name="number" value=number/>
                <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>
                    "It is this child’s: tell them to use it"
                    <span class="govuk-visually-hidden">{of}</span>
                </Button>
            </PostForm>
        </li>
    }
    .into_any()
}

/// Archived records that may be the child's.
fn archived(list: &[ArchivedCandidate], id: &str, filled: &Filled) -> AnyView {
    if list.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">"Archived records"</h2>
            <p class="govuk-body">"No archived record is like it."</p>
        }
        .into_any();
    }
    let cards = (1..)
        .zip(list)
        .map(|(place, one)| archived_one(place, one, id, filled))
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Archived records that may be this child’s"</h2>
        <p class="govuk-body">
            "If one is this child’s and can come back, restore it: that answers the request, and whoever asked is told to use it."
        </p>
        <ul class="govuk-list app-matches">{cards}</ul>
    }
    .into_any()
}

fn archived_one(place: usize, one: &ArchivedCandidate, id: &str, filled: &Filled) -> AnyView {
    let (name, number) = (one.name.to_string(), one.number.to_string());
    let mut rows = four(one.date_of_birth, one.gender, number.clone());
    let returns = if one.may_return {
        "It can be restored"
    } else {
        "It cannot be restored for a child who returns"
    };
    rows.push(SummaryRow::new("Archived", returns));
    let look = ServerAction::<Look>::new();
    let mine = filled.value("child").as_deref() == Some(number.as_str());
    let error = filled.problem("reference").filter(|_| mine);
    let field = if mine {
        "reference".to_owned()
    } else {
        format!("reference-{place}")
    };
    let (id, of) = (id.to_owned(), format!(" of {name}"));
    let form = one.may_return.then(|| {
        view! {
            <PostForm action=look>
                <input type="hidden" name="creation" value=id/>
                <input type="hidden" name="child" value=number/>
                <TextInput id=field name="reference" label="Case reference" hint="It is kept in the audit trail alone. For example, RET/2026-14" class="govuk-input--width-20" autocomplete="off" error=error/>
                <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>
                    "Look at the archived record"
                    <span class="govuk-visually-hidden">{of}</span>
                </Button>
            </PostForm>
        }
    });
    view! {
        <li class="app-match">
            <h3 class="govuk-heading-s">{name}</h3>
            <SummaryList rows=rows class="app-contact__facts"/>
            {form}
        </li>
    }
    .into_any()
}

/// The decision.
#[component]
fn DecideForm(id: String, straddles: bool, filled: Filled) -> impl IntoView {
    let decide = ServerAction::<Decide>::new();
    let choices = vec![
        Choice::new(
            "created",
            "Make a record: there is none, and the child lives in England",
        ),
        Choice::new(
            "exists-use-number",
            "There is a record in use: tell them its number",
        ),
        Choice::new(
            "refused-not-resident",
            "Make none: the child does not live in England",
        ),
        Choice::new("needs-information", "Ask them to tell more"),
    ];
    let questions = Question::ALL
        .iter()
        .map(|question| Choice::new(question.code(), question.title()))
        .collect::<Vec<_>>();
    let asked = filled
        .value("questions")
        .map(|codes| codes.split(' ').map(str::to_owned).collect())
        .unwrap_or_default();
    let sure = straddles.then(|| {
        tick(
            &filled,
            "sure",
            "I have made sure that the child’s home is in England",
        )
    });
    view! {
        <h2 class="govuk-heading-m">"Your decision"</h2>
        <PostForm action=decide>
            <input type="hidden" name="creation" value=id/>
            <Radios name="decision" legend="What is to be done?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("decision") error=filled.problem("decision")/>
            {sure}
            <TextInput name="number" label="Number of the record that there is" hint="Only where you found it yourself" class="govuk-input--width-20" inputmode="numeric" autocomplete="off" value=filled.value("number") error=filled.problem("number")/>
            <Checkboxes name="questions[]" id="questions" legend="What are they to tell?" legend_class="govuk-fieldset__legend--s" hint="Only where you ask them to tell more" choices=questions values=asked error=filled.problem("questions") small=true/>
            <Button button_type="submit" prevent_double_click=true>"Decide"</Button>
        </PostForm>
    }
    .into_any()
}
