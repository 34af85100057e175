//! Recording that one's own service works with a child (INV-04).

use components::{BackLink, Button, Choice, InsetText, Radios};
use leptos::prelude::*;

use super::entry::{id_of, level, started, telephone};
use super::server::{Start, StartForm, load_start_form};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page on which an involvement is recorded.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_start_form(opening, returned),
    );
    loaded(form, move |form| {
        view! { <StartInvolvement form=form opening=opening()/> }.into_any()
    })
}

#[component]
fn StartInvolvement(form: StartForm, opening: String) -> impl IntoView {
    let start = ServerAction::<Start>::new();
    let StartForm {
        child,
        services,
        required,
        filled,
    } = form;
    let duty = if required {
        "Your organisation is required by law to record every child with whom it works, and to keep what it recorded true."
    } else {
        "Whom your organisation records is for its own guidelines. What it has recorded it must keep true."
    };
    let back = format!("/child-record/{opening}");
    let for_colleague = format!("/child-record/{opening}/record-colleague");
    if services.is_empty() {
        return view! {
            <BackLink href=back/>
            <Heading title="Record your involvement" caption=child/>
            <p class="govuk-body">
                "Your organisation has not registered a service that can be recorded. Ask your manager."
            </p>
        }
        .into_any();
    }
    let services = services
        .into_iter()
        .map(|service| Choice::new(service.id.to_string(), service.name))
        .collect::<Vec<_>>();
    view! {
        <BackLink href=back/>
        {filled.summary(id_of)}
        <Heading title="Record your involvement" caption=child error=filled.has_problems()/>
        <p class="govuk-body">{duty}</p>
        <PostForm action=start>
            <input type="hidden" name="opening" value=opening/>
            <Radios name="service" legend="Which service is working with the child?" legend_class="govuk-fieldset__legend--s" choices=services value=filled.value("service") error=filled.problem("service")/>
            {level(&filled)}
            <p class="govuk-body">
                "Does a colleague work with the child? "
                <a class="govuk-link" href=for_colleague>"Record it for a colleague"</a>
            </p>
            {telephone(&filled)}
            {started(&filled)}
            <InsetText>
                "Recording your contact details replaces none of your other duties, and obliges nobody to share information."
            </InsetText>
            <Button button_type="submit" prevent_double_click=true>"Record involvement"</Button>
        </PostForm>
    }
    .into_any()
}
