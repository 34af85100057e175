//! Telling that a child has moved (CTY-01).

use components::{BackLink, Button, Choice, InsetText, Radios};
use domain::child_record::Verified;
use leptos::prelude::*;

use super::server::{MovedForm, ReportMove, load_moved_form};
use crate::form::{Filled, PostForm};
use crate::form_parts::address;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn MovedPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_moved_form(opening, returned),
    );
    loaded(form, move |form| {
        view! { <Moved form=form opening=opening()/> }.into_any()
    })
}

#[component]
fn Moved(form: MovedForm, opening: String) -> impl IntoView {
    let report = ServerAction::<ReportMove>::new();
    let MovedForm { child, filled } = form;
    view! {
        <BackLink href=format!("/child-record/{opening}")/>
        {filled.summary(str::to_owned)}
        <Heading title="Tell us that this child has moved" caption=child error=filled.has_problems()/>
        <PostForm action=report>
            <input type="hidden" name="opening" value=opening/>
            {where_to(&filled)}
            {address(&filled)}
            {how(&filled)}
            <InsetText>
                "If you no longer work with the child, end your involvement too. If the new address is in another area, responsibility for the record may pass to that local authority. Until it does, the present one keeps it."
            </InsetText>
            <Button button_type="submit" prevent_double_click=true>"Send"</Button>
        </PostForm>
    }
    .into_any()
}

fn where_to(filled: &Filled) -> AnyView {
    let choices = vec![
        Choice::new("address", "I know the new address").hint("Fill it in below"),
        Choice::new("unknown", "Nobody knows where the child lives now"),
    ];
    view! {
        <Radios name="whereabouts" legend="Where does the child live now?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("whereabouts") error=filled.problem("whereabouts")/>
    }
    .into_any()
}

fn how(filled: &Filled) -> AnyView {
    let choices = Verified::ALL
        .iter()
        .map(|way| Choice::new(way.code(), way.title()))
        .collect::<Vec<_>>();
    view! {
        <Radios name="verified" legend="How do you know?" legend_class="govuk-fieldset__legend--s" choices=choices value=filled.value("verified") error=filled.problem("verified")/>
    }
    .into_any()
}
