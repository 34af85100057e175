//! Opening the record of a child with whom one is involved: the reason is asked for, as it is
//! wherever a record is opened from (SRCH-01).

use components::{BackLink, Button, CharacterCount, Choice, Radios};
use domain::involvement::Purpose;
use domain::reason::Reason;
use leptos::prelude::*;

use super::entry::id_of;
use super::server::{EntryForm, Open, load_entry_form};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page on which the reason is asked for.
#[component]
pub(crate) fn OpenPage() -> impl IntoView {
    let involvement = param("involvement");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (involvement(), returned()),
        |(involvement, returned)| load_entry_form(involvement, Purpose::Open, returned),
    );
    loaded(form, |form| {
        let open = ServerAction::<Open>::new();
        let EntryForm {
            involvement,
            filled,
            reasons,
            ..
        } = form;
        let reasons = reasons
            .into_iter()
            .map(|reason| Choice::new(reason.code(), reason.label()))
            .collect::<Vec<_>>();
        view! {
            <BackLink href="/involvements"/>
            {filled.summary(id_of)}
            <Heading title="Why do you need this record?" caption=involvement.child.name.to_string() error=filled.has_problems()/>
            <PostForm action=open>
                <input type="hidden" name="involvement" value=involvement.id.to_string()/>
                <input type="hidden" name="child" value=involvement.child.number.to_string()/>
                <Radios name="reason" legend="Reason" legend_class="govuk-visually-hidden" choices=reasons small=true value=filled.value("reason") error=filled.problem("reason")/>
                <CharacterCount name="words" label="Explain your reason" hint="Needed for ‘Another reason’" maxlength=Reason::LONGEST_WORDS rows=2 value=filled.value("words").unwrap_or_default() error=filled.problem("words")/>
                <Button button_type="submit">"Open record"</Button>
            </PostForm>
        }
        .into_any()
    })
}
