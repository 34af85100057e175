//! Telling that a record is to be kept past eighteen no longer; ending it, for whoever answers for the
//! record (R18-03).

use components::{BackLink, Button, Choice, Radios};
use domain::past_eighteen::WhyOver;
use leptos::prelude::*;

use super::server::{Over, OverForm, load_over_form};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn OverPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_over_form(opening, returned),
    );
    loaded(form, move |form| {
        let over = ServerAction::<Over>::new();
        let OverForm {
            child,
            ends,
            filled,
        } = form;
        let choices = WhyOver::TOLD
            .iter()
            .map(|why| Choice::new(why.code(), why.title()))
            .collect::<Vec<_>>();
        let words = if ends {
            "The record leaves ContactPoint at once, or on the 18th birthday if that has not come."
        } else {
            "The responsible local authority’s ContactPoint team is told and ends it."
        };
        let send = if ends { "End it" } else { "Send" };
        view! {
            <BackLink href=format!("/child-record/{}", opening())/>
            {filled.summary(str::to_owned)}
            <Heading title="This record is to be kept past 18 no longer" caption=child error=filled.has_problems()/>
            <p class="govuk-body">{words}</p>
            <PostForm action=over>
                <input type="hidden" name="opening" value=opening()/>
                <input type="hidden" name="ends" value=if ends { "yes" } else { "no" }/>
                <Radios name="decision" legend="What has happened?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("decision") error=filled.problem("decision")/>
                <Button button_type="submit" prevent_double_click=true>{send}</Button>
            </PostForm>
        }
        .into_any()
    })
}
