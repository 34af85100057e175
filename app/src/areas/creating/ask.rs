//! Asking for a record, after a search that found nobody (CRE-02).

use components::{BackLink, Button};
use leptos::prelude::*;

use super::fields::{id_of, questions};
use super::server::{Ask, load_ask};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn AskPage() -> impl IntoView {
    let (search, returned) = (param("search"), query("form"));
    let form = Resource::new_blocking(
        move || (search(), returned()),
        |(search, returned)| load_ask(search, returned),
    );
    loaded(form, move |filled| {
        let ask = ServerAction::<Ask>::new();
        let results = format!("/search/results/{}", search());
        view! {
            <BackLink href=results/>
            {filled.summary(id_of)}
            <Heading title="Ask for a new record" error=filled.has_problems()/>
            <p class="govuk-body">
                "Only if you have searched and no record is this child’s. The ContactPoint team of the local authority where the child lives checks whether there is a record already, and then makes one or tells you which to use."
            </p>
            <p class="govuk-body">
                "Until then nobody finds the child here. You see under ‘My tasks’ when your request has been answered."
            </p>
            <PostForm action=ask>
                <input type="hidden" name="search" value=search()/>
                {questions(&filled)}
                <Button button_type="submit" prevent_double_click=true>"Ask for a record"</Button>
            </PostForm>
        }
        .into_any()
    })
}
