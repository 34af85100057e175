//! The disputes of a record, and marking another item as disputed (DISP-01).

use components::{
    BackLink, Button, Cell, Choice, InsetText, NotificationBanner, Scrollable, Table,
};
use domain::clock::written_date;
use domain::dispute::{DisputedItem, Mark as Marked, RecordDisputes};
use leptos::prelude::*;

use super::server::{Mark, MarkForm, load_record};
use super::{asked, id_of};
use crate::form::{Filled, PostForm};
use crate::form_parts::warning;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn RecordPage() -> impl IntoView {
    let (opening, returned, done) = (param("opening"), query("form"), query("done"));
    let shown = Resource::new_blocking(
        move || (opening(), returned(), done()),
        |(opening, returned, _)| load_record(opening, returned),
    );
    loaded(shown, move |MarkForm { shown, filled }| {
        let opening = opening();
        let marked = (done().as_deref() == Some("marked")).then_some(
            "The detail is marked as disputed. Everyone who looks at the record sees that",
        );
        view! {
            <BackLink href=format!("/child-record/{opening}")/>
            {marked.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {filled.summary(id_of)}
            <Heading title="Disputed details" caption=shown.name.to_string() error=filled.has_problems()/>
            {warning(shown.shielded)}
            {marks(&shown.marks)}
            {form(&shown, &filled, opening)}
        }
        .into_any()
    })
}

fn marks(marks: &[Marked]) -> AnyView {
    if marks.is_empty() {
        return view! { <p class="govuk-body">"Nothing of this record is disputed."</p> }
            .into_any();
    }
    let head = Vec::from(["Detail", "Disputed since", "Settled"].map(Cell::text));
    let rows = marks.iter().map(row).collect::<Vec<_>>();
    view! {
        <Scrollable label="Disputes of this record">
            <Table caption="Disputes of this record" caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn row(mark: &Marked) -> Vec<Cell> {
    let settled = match mark.settled {
        Some(settled) => {
            let how = settled.how.map(|how| format!(". {}", how.title()));
            let words = format!("{}{}", written_date(settled.on), how.unwrap_or_default());
            Cell::text(words)
        }
        None => {
            let href = format!("/disputes/{}", mark.id);
            let of = format!(" the dispute: {}", mark.item.title());
            Cell::view(view! {
                <a class="govuk-link" href=href>
                    "Settle"<span class="govuk-visually-hidden">{of}</span>
                </a>
            })
        }
    };
    vec![
        Cell::text(mark.item.title()),
        Cell::text(written_date(mark.opened)),
        settled,
    ]
}

/// What can be disputed: of each item one dispute is open at a time.
fn choices(marks: &[Marked]) -> Vec<Choice> {
    let open = |item: DisputedItem| {
        let mut open = marks.iter().filter(|mark| mark.settled.is_none());
        open.any(|mark| mark.item == item)
    };
    let items = DisputedItem::ALL.iter().filter(|item| !open(**item));
    items
        .map(|item| Choice::new(item.code(), item.title()))
        .collect()
}

fn form(shown: &RecordDisputes, filled: &Filled, opening: String) -> AnyView {
    let mark = ServerAction::<Mark>::new();
    let change = format!("/updating/{opening}");
    let choices = choices(&shown.marks);
    if choices.is_empty() {
        return ().into_any();
    }
    let hint = "When we were told, for example 27 3 2026";
    let asked = asked(
        filled,
        ["item", "What is disputed?"],
        choices,
        ["opened", "Date of the dispute", hint],
    );
    view! {
        <h2 class="govuk-heading-m">"Mark a detail as disputed"</h2>
        <p class="govuk-body">
            "If you have made sure that a detail is wrong, "
            <a class="govuk-link" href=change>"change it"</a>
            ". If somebody says so and you are not satisfied that it is, mark it here. It stays as it is until the dispute is settled, and what sources say of it meanwhile waits for your decision."
        </p>
        <PostForm action=mark>
            <input type="hidden" name="opening" value=opening/>
            {asked}
            <InsetText>
                "Keep what the dispute is about in your own files: there is no place for it here."
            </InsetText>
            <Button button_type="submit" prevent_double_click=true>"Mark as disputed"</Button>
        </PostForm>
    }
    .into_any()
}
