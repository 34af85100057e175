//! Recording who holds a common assessment (CAF-01, CAF-03).

use components::{BackLink, Button, ButtonKind, DateInput};
use domain::child_record::CafShown;
use domain::clock::written_date;
use leptos::prelude::*;

use super::server::{CafForm, Clear, Record, load_caf_form};
use crate::form::PostForm;
use crate::holder::{id_of, organisation, questions, replaces_no_duty};
use crate::page::{Heading, loaded, param, query};

/// The page on which it is recorded who holds an assessment.
#[component]
pub(crate) fn RecordCafPage() -> impl IntoView {
    let opening = param("opening");
    let (chosen, returned) = (query("organisation"), query("form"));
    let form = Resource::new_blocking(
        move || (opening(), chosen(), returned()),
        |(opening, chosen, returned)| load_caf_form(opening, chosen, returned),
    );
    loaded(form, move |form| {
        view! { <RecordCaf form=form opening=opening()/> }.into_any()
    })
}

#[component]
fn RecordCaf(form: CafForm, opening: String) -> impl IntoView {
    let CafForm {
        child,
        shielded,
        caf,
        choices,
        filled,
    } = form;
    let back = format!("/child-record/{opening}");
    let page = format!("{back}/record-caf");
    let asks = !choices.services.is_empty();
    let none = (!asks && choices.organisation.is_some()).then(|| {
        view! {
            <p class="govuk-body">
                "The organisation has not registered a service that can be recorded."
            </p>
        }
    });
    let (asked, id) = (
        questions(&choices, &filled, "Who holds the assessment?"),
        opening.clone(),
    );
    let date = filled.clone();
    let form = asks.then(|| {
        let record = ServerAction::<Record>::new();
        view! {
            <PostForm action=record>
                <input type="hidden" name="opening" value=id/>
                {asked}
                <DateInput id="undertaken" name_prefix="undertaken_" legend="When was it agreed or undertaken?" legend_class="govuk-fieldset__legend--s" day=date.value("undertaken_day") month=date.value("undertaken_month") year=date.value("undertaken_year") error=date.problem("undertaken")/>
                {replaces_no_duty()}
                <Button button_type="submit" prevent_double_click=true>"Record assessment"</Button>
            </PostForm>
        }
    });
    view! {
        <BackLink href=back/>
        {filled.summary(id_of)}
        <Heading title="Record a common assessment (CAF)" caption=child error=filled.has_problems()/>
        {check_first(caf.as_ref(), shielded)}
        <p class="govuk-body">
            "Only who holds it and its date are recorded. The assessment itself is neither kept nor linked here."
        </p>
        {organisation(&choices, &page)}
        {none}
        {form}
        {caf.filter(|caf| caf.own).map(|caf| take_off(&caf, opening))}
    }
    .into_any()
}

/// Before one is started, people are asked to look whether there is one (CAF-03).
fn check_first(caf: Option<&CafShown>, shielded: bool) -> AnyView {
    let words = match caf {
        Some(caf) => format!(
            "The record shows one: {} holds it, dated {}. Ring them first.",
            caf.contact.name,
            written_date(caf.undertaken)
        ),
        None if shielded => "A shielded record does not say whether there is one.".to_owned(),
        None => "The record shows none.".to_owned(),
    };
    view! {
        <h2 class="govuk-heading-s">"Check whether somebody has already started one"</h2>
        <p class="govuk-body">{words}</p>
    }
    .into_any()
}

/// Taking the entry off the record, for those who keep it.
fn take_off(caf: &CafShown, opening: String) -> AnyView {
    let id = caf.id.to_string();
    let clear = ServerAction::<Clear>::new();
    view! {
        <h2 class="govuk-heading-m">"Take the assessment off the record"</h2>
        <p class="govuk-body">
            "Do this if it was recorded by mistake, or if consent to show it was withdrawn. A newer assessment takes its place by itself."
        </p>
        <PostForm action=clear>
            <input type="hidden" name="opening" value=opening/>
            <input type="hidden" name="caf" value=id/>
            <Button button_type="submit" kind=ButtonKind::Warning prevent_double_click=true>"Take it off the record"</Button>
        </PostForm>
    }
    .into_any()
}
