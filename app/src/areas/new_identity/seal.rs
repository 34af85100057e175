//! Sealing a record because the child is given a new identity (NEWID-01, NEWID-02).

use components::{BackLink, Button, ButtonKind, Checkboxes, Choice, Radios, WarningText};
use domain::new_identity::AskedBy;
use leptos::prelude::*;

use super::server::{Seal, SealForm, load_seal_form};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn SealPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_seal_form(opening, returned),
    );
    loaded(form, move |form| {
        let seal = ServerAction::<Seal>::new();
        let SealForm { child, filled } = form;
        let asked = AskedBy::ALL
            .iter()
            .map(|by| Choice::new(by.code(), by.title()))
            .collect::<Vec<_>>();
        let verified = vec![Choice::new(
            "yes",
            "I rang them back on a number that I found myself, or saw the court’s order",
        )];
        let sure = vec![Choice::new("yes", "Yes, seal this record now")];
        let checked = filled.value("verified").into_iter().collect::<Vec<_>>();
        let confirmed = filled.value("confirmed").into_iter().collect::<Vec<_>>();
        view! {
            <BackLink href=format!("/child-record/{}", opening())/>
            {filled.summary(str::to_owned)}
            <Heading title="Seal for a new identity" caption=child error=filled.has_problems()/>
            <p class="govuk-body">
                "Only for a child who is given a new identity so that nobody can find who the child was. An adoption, or a change of name, does not need it."
            </p>
            <ol class="govuk-list govuk-list--number">
                <li>"You seal this record. Nobody finds it any more, and nobody is told. It never comes back, and is destroyed after six years."</li>
                <li>"You are shown a code, once. Hand it to whoever arranges the new identity, and to nobody else."</li>
                <li>"Only then can the new record be made, with the code, by the manager of the local authority where the child lives now."</li>
            </ol>
            <WarningText>"Never carry anything over to the new record: no NHS or pupil number, no involvement, no note of who the child was. Do not write the code beside this child’s name. Do not make the new record yourself if somebody else can."</WarningText>
            <PostForm action=seal>
                <input type="hidden" name="opening" value=opening()/>
                <Radios name="asked_by" legend="Who asks for it?" legend_class="govuk-fieldset__legend--s" choices=asked value=filled.value("asked_by") error=filled.problem("asked_by")/>
                <Checkboxes name="verified" legend="How did you make sure that they ask?" legend_class="govuk-fieldset__legend--s" choices=verified values=checked error=filled.problem("verified")/>
                <Checkboxes name="confirmed" legend="Are you sure? This cannot be undone" legend_class="govuk-fieldset__legend--s" choices=sure values=confirmed error=filled.problem("confirmed")/>
                <Button kind=ButtonKind::Warning button_type="submit" prevent_double_click=true>"Seal the record"</Button>
            </PostForm>
        }
        .into_any()
    })
}
