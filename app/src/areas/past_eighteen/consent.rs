//! Recording a young person's consent to keep the record past eighteen (R18-02, R18-06).

use components::{BackLink, Button, Checkboxes, Choice, DateInput, Details, Radios};
use domain::past_eighteen::{Category, ConsentedBy, ELEMENTS, HelpedBy};
use leptos::prelude::*;

use super::server::{Attest, ConsentForm, load_consent_form};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The field that a line of the error summary leads to.
fn id_of(field: &str) -> String {
    match field {
        "given" => "given-day".to_owned(),
        other => other.to_owned(),
    }
}

/// The page.
#[component]
pub(crate) fn ConsentPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_consent_form(opening, returned),
    );
    loaded(form, move |form| {
        let attest = ServerAction::<Attest>::new();
        let ConsentForm { child, filled } = form;
        view! {
            <BackLink href=format!("/child-record/{}", opening())/>
            {filled.summary(id_of)}
            <Heading title="Keep this record past 18" caption=child error=filled.has_problems()/>
            <p class="govuk-body">
                "A record leaves ContactPoint on the 18th birthday. It stays only for young people of these groups, if that helps their move to services for adults and they have said yes before the birthday. For another group later, ask again."
            </p>
            <PostForm action=attest>
                <input type="hidden" name="opening" value=opening()/>
                {why(&filled)}
                {who(&filled)}
                {attested(&filled)}
                <Details summary="What is kept of this">
                    <p class="govuk-body">
                        "The group, who consented, who helped and the date, for the local authority’s management team alone. It does not stand on the record, and nobody is told who recorded it."
                    </p>
                </Details>
                <Button button_type="submit" prevent_double_click=true>"Record consent"</Button>
            </PostForm>
        }
        .into_any()
    })
}

fn why(filled: &Filled) -> AnyView {
    let categories = Category::ALL
        .iter()
        .map(|category| Choice::new(category.code(), category.title()))
        .collect::<Vec<_>>();
    view! {
        <Radios name="category" legend="Why may the record be kept?" legend_class="govuk-fieldset__legend--s" choices=categories value=filled.value("category") error=filled.problem("category")/>
    }
    .into_any()
}

fn who(filled: &Filled) -> AnyView {
    let mut givers = ConsentedBy::ALL
        .iter()
        .map(|giver| Choice::new(giver.code(), giver.title()))
        .collect::<Vec<_>>();
    givers.push(Choice::new(
        ConsentedBy::PARENT_OR_CARER,
        "A parent or carer",
    ));
    let mut helpers = vec![Choice::new(HelpedBy::NOBODY, "Nobody")];
    helpers.extend(
        HelpedBy::ALL
            .iter()
            .map(|helper| Choice::new(helper.code(), helper.title())),
    );
    view! {
        <Radios name="consented_by" legend="Who gave consent?" legend_class="govuk-fieldset__legend--s" choices=givers value=filled.value("consented_by") error=filled.problem("consented_by")/>
        <DateInput id="given" name_prefix="given_" legend="When was it given?" legend_class="govuk-fieldset__legend--s" hint="At the latest on the day before the 18th birthday" day=filled.value("given_day") month=filled.value("given_month") year=filled.value("given_year") error=filled.problem("given")/>
        <Radios name="helped_by" legend="Who helped the young person to understand and decide?" legend_class="govuk-fieldset__legend--s" choices=helpers value=filled.value("helped_by") error=filled.problem("helped_by")/>
    }
    .into_any()
}

fn attested(filled: &Filled) -> AnyView {
    let elements = ELEMENTS
        .iter()
        .map(|(name, words)| Choice::new(*name, *words))
        .collect::<Vec<_>>();
    let ticked = filled
        .value("elements")
        .map(|names| names.split(' ').map(str::to_owned).collect())
        .unwrap_or_default();
    view! {
        <Checkboxes name="elements[]" id="elements" legend="What do you attest?" legend_class="govuk-fieldset__legend--s" hint="Consent counts only if every statement is true" choices=elements values=ticked error=filled.problem("elements")/>
    }
    .into_any()
}
