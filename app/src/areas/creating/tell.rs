//! Telling more about a record that one asked for (CRE-03).

use components::{BackLink, Button, InsetText};
use leptos::prelude::*;

use super::fields::{id_of, questions};
use super::server::{Tell, TellForm, load_tell};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn TellPage() -> impl IntoView {
    let (creation, returned) = (param("creation"), query("form"));
    let form = Resource::new_blocking(
        move || (creation(), returned()),
        |(creation, returned)| load_tell(creation, returned),
    );
    loaded(form, move |form| {
        let tell = ServerAction::<Tell>::new();
        let TellForm { asked, filled } = form;
        let asked = asked
            .into_iter()
            .map(|question| view! { <li>{question.title()}</li> })
            .collect::<Vec<_>>();
        view! {
            <BackLink href="/new-records"/>
            {filled.summary(id_of)}
            <Heading title="Tell more about the child" error=filled.has_problems()/>
            <InsetText>
                <p class="govuk-body">"The local authority needs to know, or to be sure of:"</p>
                <ul class="govuk-list govuk-list--bullet">{asked}</ul>
            </InsetText>
            <p class="govuk-body">
                "Correct and complete what you told. If you know no more, send it as it is. After 30 days without an answer the request ends."
            </p>
            <PostForm action=tell>
                <input type="hidden" name="creation" value=creation()/>
                {questions(&filled)}
                <Button button_type="submit" prevent_double_click=true>"Send"</Button>
            </PostForm>
        }
        .into_any()
    })
}
