//! The complaints of an authority, what is due first first.

use components::{Button, ButtonKind, Cell, Checkboxes, Choice, NotificationBanner, TextInput};
use domain::clock::written_date;
use domain::complaint::{ComplaintListed, Stage};
use leptos::prelude::*;

use super::server::{ListForms, PublishOffice, load_complaints};
use crate::form::{Filled, PostForm};
use crate::lists::plain_table;
use crate::page::{Heading, loaded, query};
use crate::picked::{PickedNote, query_show};

/// The page.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let (done, show, returned) = (query("done"), query_show(), query("form"));
    let forms = Resource::new_blocking(
        move || (done(), show(), returned()),
        |(_, show, returned)| load_complaints(show, returned),
    );
    loaded(forms, move |forms| {
        let ListForms { list, filled } = forms;
        let words =
            (done().as_deref() == Some("set")).then_some("What you set is published from now on");
        let over = (!list.over.is_empty() && show().is_none()).then(|| {
            view! {
                <h2 class="govuk-heading-m">"Over in the past three years"</h2>
                {table("Complaints that are over", &list.over)}
            }
        });
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(str::to_owned)}
            <Heading title="Complaints" error=filled.has_problems()/>
            <PickedNote/>
            <p class="govuk-body">
                "Complaints about what ContactPoint holds, or about how it was used. The written answer is sent within 20 working days. "
                <a class="govuk-link" href="/how-to-complain">"What people are told about complaining"</a>
            </p>
            <Button href="/complaints/log">"Log a complaint"</Button>
            {table("Open complaints", &list.open)}
            {over}
            {office(&filled)}
        }
        .into_any()
    })
}

/// Complaints in a table.
pub(super) fn table(caption: &'static str, list: &[ComplaintListed]) -> AnyView {
    let head = ["Complaint", "Received", "Answer by", "Where it stands"];
    let rows = list.iter().map(row).collect();
    plain_table(caption, &head, rows, "There are no open complaints.")
}

fn row(complaint: &ComplaintListed) -> Vec<Cell> {
    let href = format!("/complaints/{}", complaint.id);
    let reference = complaint.reference.clone();
    let about = format!(
        "{}: {}",
        complaint.complainant.title(),
        complaint.about.title()
    );
    let answer_by = match complaint.stage {
        stage if stage.awaits_answer() => written_date(complaint.due_on),
        Stage::InReview => "Answered".to_owned(),
        _ => String::new(),
    };
    vec![
        Cell::view(view! { <a class="govuk-link" href=href>{reference}</a><br/>{about} }),
        Cell::text(written_date(complaint.received_on)),
        Cell::text(answer_by),
        Cell::text(complaint.stage.title()),
    ]
}

/// The form with which it is set how complaints are received.
fn office(filled: &Filled) -> AnyView {
    let publish = ServerAction::<PublishOffice>::new();
    let choices = vec![Choice::new(
        "yes",
        "We look at an answer again when the complainant asks for it",
    )];
    let values = filled.value("review").into_iter().collect::<Vec<_>>();
    let filled = filled.clone();
    view! {
        <h2 class="govuk-heading-m">"How people reach your complaints manager"</h2>
        <p class="govuk-body">"Everyone can read this. What you leave empty is that of your ContactPoint team."</p>
        <PostForm action=publish>
            <TextInput name="telephone" label="Telephone number" class="govuk-input--width-20" autocomplete="off" value=filled.value("telephone") error=filled.problem("telephone")/>
            <TextInput name="email" label="E-mail address" input_type="email" autocomplete="off" spellcheck=false value=filled.value("email") error=filled.problem("email")/>
            <Checkboxes name="review" legend="Internal review" legend_class="govuk-fieldset__legend--s" choices=choices values=values/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Save"</Button>
        </PostForm>
    }
    .into_any()
}
