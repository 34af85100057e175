//! The page on which a manager sees who is responsible for an open record, proposes a transfer, or has
//! the record stay (TRF-02, TRF-03, TRF-05, D-44).

use components::{
    BackLink, Button, ButtonKind, Choice, InsetText, Radios, Select, SummaryList, SummaryRow,
};
use domain::transfer::{Kept, Responsibility};
use leptos::prelude::*;

use super::server::{Keep, Propose, ResponsibilityForm, load_responsibility};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn ResponsibilityPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_responsibility(opening, returned),
    );
    loaded(form, move |form| {
        let ResponsibilityForm {
            responsibility,
            propose,
            keep,
        } = form;
        let name = responsibility.name.to_string();
        let error = propose.has_problems() || keep.has_problems();
        let rows = vec![SummaryRow::new(
            "Responsible authority",
            responsibility.responsible.clone(),
        )];
        view! {
            <BackLink href=format!("/child-record/{}", opening())/>
            {propose.summary(|field| if responsibility.own { field.to_owned() } else { "main-content".to_owned() })}
            {keep.summary(str::to_owned)}
            <Heading title="Responsibility for this record" caption=name error=error/>
            <SummaryList rows=rows/>
            {transfer(&responsibility, &propose, opening())}
            {responsibility.own.then(|| stays(&responsibility, &keep, opening()))}
        }
        .into_any()
    })
}

fn transfer(responsibility: &Responsibility, filled: &Filled, opening: String) -> AnyView {
    if let Some(waiting) = responsibility.waiting {
        let href = format!("/transfers/{waiting}");
        return view! {
            <p class="govuk-body">
                "A transfer has been proposed. "
                <a class="govuk-link" href=href>"See where it stands"</a>
            </p>
        }
        .into_any();
    }
    let propose = ServerAction::<Propose>::new();
    let field = match responsibility.authorities.as_slice() {
        [(code, _)] if !responsibility.own => {
            view! { <input type="hidden" name="to" value=code.to_string()/> }.into_any()
        }
        authorities => {
            let choices = std::iter::once(Choice::new("", "Choose an authority"))
                .chain(
                    authorities
                        .iter()
                        .map(|(code, name)| Choice::new(code.to_string(), name.clone())),
                )
                .collect::<Vec<_>>();
            view! {
                <Select name="to" label="Which authority should become responsible?" label_class="govuk-label--s" choices=choices value=filled.value("to") error=filled.problem("to")/>
            }
            .into_any()
        }
    };
    let words = if responsibility.own {
        "Propose the transfer"
    } else {
        "Propose that your authority becomes responsible"
    };
    view! {
        <h2 class="govuk-heading-m">"Propose a transfer"</h2>
        <InsetText>"The record stays where it is until the other authority agrees."</InsetText>
        <PostForm action=propose>
            <input type="hidden" name="opening" value=opening/>
            {field}
            <Button button_type="submit" prevent_double_click=true>{words}</Button>
        </PostForm>
    }
    .into_any()
}

fn stays(responsibility: &Responsibility, filled: &Filled, opening: String) -> AnyView {
    let keep = ServerAction::<Keep>::new();
    let now = responsibility.kept.map(|kept| {
        view! { <p class="govuk-body">"The record stays now: " {kept.title()} "."</p> }
    });
    let lift = responsibility.kept.map(|_| {
        view! {
            <Button kind=ButtonKind::Secondary button_type="submit" name="because" value="lift">"Let it follow the address"</Button>
        }
    });
    let choices = Kept::ALL
        .into_iter()
        .map(|kept| Choice::new(kept.code(), kept.title()))
        .collect::<Vec<_>>();
    let chosen = filled
        .value("because")
        .or_else(|| responsibility.kept.map(|kept| kept.code().to_owned()));
    let error = filled.problem("because");
    let again = opening.clone();
    view! {
        <h2 class="govuk-heading-m">"Keep the record whatever the address"</h2>
        <p class="govuk-body">
            "Where only universal services are on a record, it follows the child’s address by itself. It does not while it is kept."
        </p>
        {now}
        <PostForm action=keep>
            <input type="hidden" name="opening" value=again/>
            <Radios name="because" legend="Why does the record stay?" legend_class="govuk-fieldset__legend--s" choices=choices value=chosen error=error/>
            <Button kind=ButtonKind::Secondary button_type="submit">"Keep it"</Button>
        </PostForm>
        {lift.map(|lift| view! {
            <PostForm action=keep>
                <input type="hidden" name="opening" value=opening/>
                {lift}
            </PostForm>
        })}
    }
    .into_any()
}
