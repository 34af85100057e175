//! The form for one detail: what stands now, what is right, and how it was made sure of (UPD-01).

use components::{
    BackLink, Button, Checkboxes, Choice, DateInput, InsetText, Radios, Select, TextInput,
};
use domain::best_view::{Item, Value};
use domain::child_record::{Document, Verified};
use domain::updating::{Choices, Part, Subject};
use leptos::prelude::*;

use super::details::done_banner;
use super::server::{Change, ChangeForm, load_form};
use super::{id_of, stacked};
use crate::form::{Filled, PostForm};
use crate::form_parts::{address, gender, text, warning};
use crate::page::{Heading, NotFound, loaded, param, query};

/// The page.
#[component]
pub(crate) fn ChangePage() -> impl IntoView {
    let (opening, subject, returned) = (param("opening"), param("subject"), query("form"));
    let done = query("done");
    let form = Resource::new_blocking(
        move || (opening(), subject(), returned()),
        |(opening, subject, returned)| load_form(opening, subject, returned),
    );
    loaded(form, move |form| match Subject::parse(&subject()) {
        Some(subject) => view! {
            {done_banner(done().as_deref())}
            {page(&form, subject, opening())}
        }
        .into_any(),
        None => view! { <NotFound/> }.into_any(),
    })
}

fn page(form: &ChangeForm, subject: Subject, opening: String) -> AnyView {
    let change = ServerAction::<Change>::new();
    let Some(detail) = form.detail() else {
        return view! { <NotFound/> }.into_any();
    };
    let filled = &form.filled;
    let stands = if detail.lines.is_empty() {
        vec!["Not recorded".to_owned()]
    } else {
        detail.lines.clone()
    };
    let seen = detail.version.as_str().to_owned();
    let asked = asked(subject, detail.value.as_ref(), &form.shown.choices, filled);
    let how = how(filled);
    view! {
        <BackLink href=format!("/updating/{opening}")/>
        {filled.summary(id_of)}
        <Heading title=title(subject) caption=form.shown.name.to_string() error=filled.has_problems()/>
        {warning(form.shown.shielded)}
        <div id="stands" tabindex="-1">
            <InsetText>
                <strong>"The record shows now:"</strong>
                {stacked(&stands)}
            </InsetText>
        </div>
        <PostForm action=change>
            <input type="hidden" name="opening" value=opening/>
            <input type="hidden" name="subject" value=subject.to_string()/>
            <input type="hidden" name="seen" value=seen/>
            {asked}
            {how}
            <Button button_type="submit" prevent_double_click=true>"Send"</Button>
        </PostForm>
    }
    .into_any()
}

fn title(subject: Subject) -> &'static str {
    match (subject.item, subject.part) {
        (Item::Name, _) => "Change the name",
        (Item::KnownAs, Part::New) => "Add another name in use",
        (Item::KnownAs, _) => "Change another name in use",
        (Item::DateOfBirth, _) => "Change the date of birth",
        (Item::Gender, _) => "Change the gender",
        (Item::Whereabouts, _) => "Change the address",
        (Item::Carers, Part::New) => "Add a parent or carer",
        (Item::Carers, _) => "Change a parent or carer",
        (Item::Service(_), Part::New) => "Add a school or other setting",
        (Item::Service(domain::child_record::UniversalKind::GpPractice), _) => {
            "Change the GP practice"
        }
        _ => "Change a school or other setting",
    }
}

/// What is asked of a detail.
fn asked(subject: Subject, value: Option<&Value>, choices: &Choices, filled: &Filled) -> AnyView {
    match subject.item {
        Item::Name => name(filled),
        Item::KnownAs => view! {
            {remove(subject, "This name is no longer used", filled)}
            {name(filled)}
        }
        .into_any(),
        Item::DateOfBirth => born(filled),
        Item::Gender => gender(filled),
        Item::Whereabouts => whereabouts(value, filled),
        Item::Carers => view! {
            {remove(subject, "They are no longer a parent or carer of the child", filled)}
            {carer(choices, filled)}
        }
        .into_any(),
        _ => service(subject, value, choices, filled),
    }
}

fn name(filled: &Filled) -> AnyView {
    view! {
        {text(filled, "given", "Given names")}
        {text(filled, "family", "Family name")}
    }
    .into_any()
}

/// The box by which a part of a list is left out.
fn remove(subject: Subject, words: &'static str, filled: &Filled) -> AnyView {
    if subject.part == Part::New {
        return ().into_any();
    }
    let values = filled.value("remove").into_iter().collect::<Vec<_>>();
    view! {
        <Checkboxes name="remove" choices=vec![Choice::new("yes", words)] values=values/>
    }
    .into_any()
}

fn born(filled: &Filled) -> AnyView {
    let values = filled.value("estimated").into_iter().collect::<Vec<_>>();
    let estimated = vec![Choice::new("yes", "The day is estimated")];
    view! {
        <DateInput id="born" name_prefix="born_" legend="Date of birth" legend_class="govuk-fieldset__legend--s" day=filled.value("born_day") month=filled.value("born_month") year=filled.value("born_year") error=filled.problem("born")/>
        <Checkboxes name="estimated" choices=estimated values=values/>
    }
    .into_any()
}

fn whereabouts(value: Option<&Value>, filled: &Filled) -> AnyView {
    let known = matches!(value, Some(Value::Whereabouts(place)) if place.address().is_some());
    let mut choices = vec![Choice::new("address", "At this address").hint("Fill it in below")];
    if known {
        choices.push(Choice::new(
            "last-known",
            "No longer where the record says, and nobody knows where",
        ));
    }
    choices.push(Choice::new("none", "There is no known address"));
    view! {
        <Radios name="whereabouts" legend="Where does the child live?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("whereabouts") error=filled.problem("whereabouts")/>
        {address(filled)}
    }
    .into_any()
}

/// A person or an authority, what they are to the child, and how to reach them (REC-04, D-44).
fn carer(choices: &Choices, filled: &Filled) -> AnyView {
    let kinds = vec![
        Choice::new("person", "A person"),
        Choice::new(
            "authority",
            "A local authority that has parental responsibility",
        ),
    ];
    let relations = vec![
        Choice::new("parental-responsibility", "Has parental responsibility"),
        Choice::new("care", "Has care of the child"),
    ];
    let named = choices.authorities.iter();
    let named = named.map(|(code, name)| Choice::new(code.0.clone(), name.clone()));
    let authorities = std::iter::once(Choice::new("", "Choose a local authority"));
    let authorities = authorities.chain(named).collect::<Vec<_>>();
    view! {
        <Radios name="kind" legend="Who is it?" legend_class="govuk-fieldset__legend--s" choices=kinds value=filled.value("kind") error=filled.problem("kind")/>
        <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">"Of a person"</legend>
            {name(filled)}
            <Radios name="relation" legend="What are they to the child?" legend_class="govuk-fieldset__legend--s" choices=relations value=filled.value("relation") error=filled.problem("relation")/>
        </fieldset>
        <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">"Of a local authority"</legend>
            <Select name="authority" label="Which local authority?" choices=authorities value=filled.value("authority") error=filled.problem("authority")/>
        </fieldset>
        <TextInput name="telephone" label="Telephone (optional)" hint="Home, mobile or business" class="govuk-input--width-20" autocomplete="off" value=filled.value("telephone") error=filled.problem("telephone")/>
        <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">"Address, if they live elsewhere than the child (optional)"</legend>
            {address(filled)}
        </fieldset>
    }
    .into_any()
}

fn service(subject: Subject, value: Option<&Value>, choices: &Choices, filled: &Filled) -> AnyView {
    let gp = subject.item == Item::Service(domain::child_record::UniversalKind::GpPractice);
    let (label, words) = if gp {
        ("GP practice", "The child is no longer registered there")
    } else {
        ("School or other setting", "The child no longer goes there")
    };
    let named = choices.organisations.iter();
    let named = named.map(|(id, name)| Choice::new(id.to_string(), name.clone()));
    let offered = std::iter::once(Choice::new("", "Choose one")).chain(named);
    let offered = offered.collect::<Vec<_>>();
    let services = match value {
        Some(Value::Services(_, services)) => services.as_slice(),
        _ => &[],
    };
    let meant = match subject.part {
        Part::New => None,
        Part::Whole => services.iter().find(|one| one.until.is_none()),
        Part::At(place) => services.get(place),
    };
    let last = meant.map(|meant| {
        let left = meant.until.is_none().then(|| remove(subject, words, filled));
        view! {
            {left}
            <DateInput id="until" name_prefix="until_" legend="Last day there, if it has ended" legend_class="govuk-fieldset__legend--s" day=filled.value("until_day") month=filled.value("until_month") year=filled.value("until_year") error=filled.problem("until")/>
        }
    });
    view! {
        <Select name="organisation" label=label label_class="govuk-label--s" hint="Those of the local authority’s area" choices=offered value=filled.value("organisation") error=filled.problem("organisation")/>
        <DateInput id="since" name_prefix="since_" legend="First day there (optional)" legend_class="govuk-fieldset__legend--s" day=filled.value("since_day") month=filled.value("since_month") year=filled.value("since_year") error=filled.problem("since")/>
        {last}
    }
    .into_any()
}

/// How it was made sure of.
fn how(filled: &Filled) -> AnyView {
    let ways = Verified::ALL
        .iter()
        .map(|way| Choice::new(way.code(), way.title()))
        .collect::<Vec<_>>();
    let kinds = Document::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), kind.title()));
    let kinds = std::iter::once(Choice::new("", "Choose a document")).chain(kinds);
    let kinds = kinds.collect::<Vec<_>>();
    view! {
        <Radios name="verified" legend="How do you know?" legend_class="govuk-fieldset__legend--s" choices=ways value=filled.value("verified") error=filled.problem("verified")/>
        <Select name="document" label="Which kind of document, if you have seen one?" choices=kinds value=filled.value("document") error=filled.problem("document")/>
    }
    .into_any()
}
