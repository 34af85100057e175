//! Telling that a child has left England (LVE-01). The record stays as it is until it is made sure.

use components::{BackLink, Button, Choice, InsetText, Radios};
use domain::child_record::Verified;
use leptos::prelude::*;

use super::server::{LeftForm, ReportLeft, load_left_form};
use super::{departure_fields, id_of};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn LeftPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_left_form(opening, returned),
    );
    loaded(form, move |form| {
        let report = ServerAction::<ReportLeft>::new();
        let LeftForm { child, filled } = form;
        let ways = Verified::ALL
            .iter()
            .map(|way| Choice::new(way.code(), way.title()))
            .collect::<Vec<_>>();
        view! {
            <BackLink href=format!("/child-record/{}", opening())/>
            {filled.summary(id_of)}
            <Heading title="Tell us that this child has left England" caption=child error=filled.has_problems()/>
            <p class="govuk-body">
                "Only for a child who no longer lives in England. A holiday, a visit or boarding at a school elsewhere is no reason."
            </p>
            <PostForm action=report>
                <input type="hidden" name="opening" value=opening()/>
                {departure_fields(&filled)}
                <Radios name="verified" legend="How do you know?" legend_class="govuk-fieldset__legend--s" choices=ways value=filled.value("verified") error=filled.problem("verified")/>
                <InsetText>
                    "The responsible local authority’s ContactPoint team makes sure before anything changes. Where a family means to return within three years, or nobody knows, the record stays. Of a family that has moved to Scotland or Wales it does not, even if services in England are still used."
                </InsetText>
                <Button button_type="submit" prevent_double_click=true>"Send"</Button>
            </PostForm>
        }
        .into_any()
    })
}
