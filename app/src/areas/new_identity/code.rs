//! The code, shown once.

use components::{InsetText, Panel};
use leptos::prelude::*;

use super::server::load_code;
use crate::page::{Heading, loaded, param};

/// The page. Its address holds a name that leads to the code once, and then to nothing.
#[component]
pub(crate) fn CodePage() -> impl IntoView {
    let code = Resource::new_blocking(param("kept"), load_code);
    loaded(code, |code| {
        match code {
        Some(code) => view! {
            <Heading title="The record is sealed: write the code down now"/>
            <Panel title="Code" heading_level=2><strong>{code}</strong></Panel>
            <p class="govuk-body">
                "It is not shown again, and nobody can look it up. Whoever has it can have one new record made."
            </p>
            <p class="govuk-body">
                "Hand it to whoever arranges the new identity, by a way that only they read. Do not put it on the child’s file."
            </p>
            <InsetText>
                "The manager of the local authority where the child lives now enters it under “New identity”. The new record can be found some working days later."
            </InsetText>
        }
        .into_any(),
        None => view! {
            <Heading title="The code is not shown again"/>
            <p class="govuk-body">
                "A code is shown once, to whoever sealed the record. If it was lost, a record comes into being when a source supplies the child under the new identity."
            </p>
        }
        .into_any(),
    }
    })
}
