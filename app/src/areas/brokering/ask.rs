//! Asking: who one is, where one can be reached, and why, which is why the record was opened.

use components::{BackLink, Button, SummaryList, SummaryRow, TextInput};
use leptos::prelude::*;

use super::server::{AskForm, Enquire, Purpose, Request, load_ask_form};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page on which one asks to be contacted by a sensitive service (BRK-01).
#[component]
pub(crate) fn ReachPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_ask_form(opening, Purpose::Reach, returned),
    );
    loaded(form, move |form| {
        let request = ServerAction::<Request>::new();
        let opening = opening();
        let (head, telephone) = about(&form, "Ask to be contacted", &opening);
        view! {
            {head}
            <p class="govuk-body">
                "Ask only where you need to. Your request is passed on, and what you write here is told to the service. It decides whether to get in touch with you, and will do so itself."
            </p>
            {asker(&form)}
            <PostForm action=request>
                <input type="hidden" name="opening" value=opening/>
                {telephone}
                <Button button_type="submit" prevent_double_click=true>"Send request"</Button>
            </PostForm>
        }
        .into_any()
    })
}

/// The page on which one asks a question about a shielded record (D-02).
#[component]
pub(crate) fn EnquiryPage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_ask_form(opening, Purpose::Enquire, returned),
    );
    loaded(form, move |form| {
        let enquire = ServerAction::<Enquire>::new();
        let opening = opening();
        let (head, telephone) = about(&form, "Ask a question about this record", &opening);
        view! {
            {head}
            <p class="govuk-body">
                "Your question goes to whoever answers for this record. They decide what can be said, and ring you if there is something to say. You are not told who they are unless they ring."
            </p>
            {asker(&form)}
            <PostForm action=enquire>
                <input type="hidden" name="opening" value=opening/>
                {telephone}
                <Button button_type="submit" prevent_double_click=true>"Send question"</Button>
            </PostForm>
        }
        .into_any()
    })
}

/// The top of the page, and the one field of its form.
fn about(form: &AskForm, title: &'static str, opening: &str) -> (AnyView, AnyView) {
    let filled: &Filled = &form.filled;
    let back = format!("/child-record/{opening}");
    let head = view! {
        <BackLink href=back/>
        {filled.summary(str::to_owned)}
        <Heading title=title caption=form.child.clone() error=filled.has_problems()/>
    }
    .into_any();
    let telephone = view! {
        <TextInput name="telephone" label="Telephone number on which you can be reached" label_class="govuk-label--s" class="govuk-input--width-20" input_type="tel" autocomplete="off" value=filled.value("telephone") error=filled.problem("telephone")/>
    }
    .into_any();
    (head, telephone)
}

/// Who one is, as it is told.
fn asker(form: &AskForm) -> AnyView {
    let rows = vec![
        SummaryRow::new("Your name", form.name.clone()),
        SummaryRow::new("Your job", form.job_title.clone()),
        SummaryRow::new("Your organisation", form.organisation.clone()),
        SummaryRow::new("Your reason", form.reason.label()),
    ];
    view! { <SummaryList rows=rows/> }.into_any()
}
