//! An archived record through a window, bringing it back, and holding it (ARC-05, ARC-06, ARC-08).

use components::{
    BackLink, Button, ButtonKind, Choice, DateInput, Radios, SummaryList, SummaryRow, TextInput,
};
use domain::archive::{
    ArchivedShown, HoldReason, InvolvementKept, ItemKept, ItemKind, RecordShown,
};
use domain::child_record::Whereabouts;
use domain::clock::written_date;
use leptos::prelude::*;

use super::id_of;
use super::server::{Hold, Restore, WindowForm, load_hold_form, load_restore_form, look};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page of an archived record. Its address holds the window's name alone.
#[component]
pub(crate) fn LookPage() -> impl IntoView {
    let (window, done) = (param("window"), query("done"));
    let shown = Resource::new_blocking(move || (window(), done()), |(window, _)| look(window));
    loaded(shown, move |shown| record(&window(), shown))
}

/// An archived record.
fn record(window: &str, shown: ArchivedShown) -> AnyView {
    let page = format!("/archive/{window}");
    let held = shown.held_until.map_or("No".to_owned(), |day| {
        format!("Yes, to be reviewed by {}", written_date(day))
    });
    let rows = vec![
        SummaryRow::new("ContactPoint number", shown.number.to_string()),
        SummaryRow::new("Date of birth", written_date(shown.date_of_birth.date)),
        SummaryRow::new("Gender", shown.gender.title()),
        SummaryRow::new("Archived", written_date(shown.archived_on)),
        SummaryRow::new("Why", shown.why.title()),
        SummaryRow::new("To be destroyed", written_date(shown.destroyed_on)),
        SummaryRow::new("Held", held),
    ];
    let restore = shown.may_restore.then(|| {
        let href = format!("{page}/restore");
        view! { <Button kind=ButtonKind::Secondary href=href>"Restore this record"</Button>" " }
    });
    let hold = shown.may_hold.then(|| {
        let href = format!("{page}/hold");
        view! { <Button kind=ButtonKind::Secondary href=href>"Hold this record"</Button> }
    });
    let rest = match shown.record {
        Some(record) => whole(record),
        None => view! {
            <p class="govuk-body">"This record is shielded. Nothing more is shown."</p>
        }
        .into_any(),
    };
    view! {
        <BackLink href="/archive"/>
        <Heading title=shown.name.to_string() caption="Archived record"/>
        <p class="govuk-body">
            {format!("You can look at this record until the end of {}.", written_date(shown.closes_on.pred_opt().unwrap_or(shown.closes_on)))}
        </p>
        <SummaryList rows=rows/>
        {rest}
        <div class="govuk-button-group">{restore}{hold}</div>
    }
    .into_any()
}

/// What a record holds beyond the four facts.
fn whole(record: RecordShown) -> AnyView {
    let names = record.other_names.iter().map(ToString::to_string);
    let names = names.collect::<Vec<_>>().join(", ");
    let place = record.whereabouts.unwrap_or(Whereabouts::NoKnownAddress);
    let mut rows = vec![
        SummaryRow::new("Responsible authority", record.local_authority),
        SummaryRow::new("Address", place.words()),
    ];
    if let Some(died) = record.date_of_death {
        rows.push(SummaryRow::new("Date of death", written_date(died)));
    }
    if !names.is_empty() {
        rows.push(SummaryRow::new("Other names", names));
    }
    rows.extend(
        record
            .carers
            .iter()
            .map(|name| SummaryRow::new("Parent or carer", name.to_string())),
    );
    rows.extend(
        record
            .involvements
            .iter()
            .map(|kept| SummaryRow::new("Involvement", involvement(kept))),
    );
    if record.sensitive_service {
        let words = "An unspecified sensitive service was involved";
        rows.push(SummaryRow::new("Sensitive services", words));
    }
    let items = record.items.iter().map(item).collect::<Vec<_>>();
    let before = (!items.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Archived before by itself"</h2>
            <SummaryList rows=items/>
        }
    });
    view! {
        <h2 class="govuk-heading-m">"When it was archived"</h2>
        <SummaryList rows=rows/>
        {before}
    }
    .into_any()
}

fn involvement(kept: &InvolvementKept) -> String {
    let from = kept
        .started
        .map(|day| format!(", from {}", written_date(day)));
    let to = kept.ended.map(|day| format!(" to {}", written_date(day)));
    format!(
        "{}, {}{}{}",
        kept.service,
        kept.organisation,
        from.unwrap_or_default(),
        to.unwrap_or_default()
    )
}

fn item(kept: &ItemKept) -> SummaryRow {
    let kind = match kept.kind {
        ItemKind::Involvement | ItemKind::SensitiveInvolvement => "Involvement",
        ItemKind::Caf => "Common assessment",
        ItemKind::LeadProfessional => "Lead professional",
    };
    let words = format!(
        "{}. Archived {}, to be destroyed {}",
        involvement(&kept.about),
        written_date(kept.archived_on),
        written_date(kept.destroyed_on)
    );
    SummaryRow::new(kind, words)
}

/// The page on which a record is restored.
#[component]
pub(crate) fn RestorePage() -> impl IntoView {
    let (window, returned) = (param("window"), query("form"));
    let form = Resource::new_blocking(
        move || (window(), returned()),
        |(window, returned)| load_restore_form(window, returned),
    );
    loaded(form, move |form| {
        let restore = ServerAction::<Restore>::new();
        let WindowForm { child, filled } = form;
        view! {
            <BackLink href=format!("/archive/{}", window())/>
            {filled.summary(id_of)}
            <Heading title="Restore this record" caption=child error=filled.has_problems()/>
            <p class="govuk-body">
                "The record is live again at once, under its own number. Involvements that had ended stay archived. A shielded record comes back shielded."
            </p>
            <PostForm action=restore>
                <input type="hidden" name="window" value=window()/>
                <TextInput name="postcode" label="Postcode where the child lives now" label_class="govuk-label--s" hint="It decides which authority is responsible. Leave it empty if it is not known and the child lives in your area" class="govuk-input--width-10" autocomplete="off" value=filled.value("postcode") error=filled.problem("postcode")/>
                <TextInput name="asked_by" label="User name of whoever believed that the child is back" label_class="govuk-label--s" hint="Optional. They are told to use this record and not to ask for a new one" class="govuk-input--width-20" autocomplete="off" value=filled.value("asked_by") error=filled.problem("asked_by")/>
                <Button button_type="submit" prevent_double_click=true>"Restore the record"</Button>
            </PostForm>
        }
        .into_any()
    })
}

/// The page on which a record is held.
#[component]
pub(crate) fn HoldPage() -> impl IntoView {
    let (window, returned) = (param("window"), query("form"));
    let form = Resource::new_blocking(
        move || (window(), returned()),
        |(window, returned)| load_hold_form(window, returned),
    );
    loaded(form, move |form| {
        let hold = ServerAction::<Hold>::new();
        let WindowForm { child, filled } = form;
        let reasons = HoldReason::ALL
            .iter()
            .map(|reason| Choice::new(reason.code(), reason.title()))
            .collect::<Vec<_>>();
        view! {
            <BackLink href=format!("/archive/{}", window())/>
            {filled.summary(id_of)}
            <Heading title="Hold this record" caption=child error=filled.has_problems()/>
            <p class="govuk-body">
                "It is not destroyed while an investigation about this child goes on or is planned. As soon as it is no longer needed it must be released, and what is older than six years is then destroyed within a day."
            </p>
            <PostForm action=hold>
                <input type="hidden" name="window" value=window()/>
                <Radios name="why" legend="For which investigation?" legend_class="govuk-fieldset__legend--s" choices=reasons value=filled.value("why") error=filled.problem("why")/>
                <TextInput name="reference" label="Case reference" label_class="govuk-label--s" hint="It is kept in the audit trail alone. For example, SCR/2026-14" class="govuk-input--width-20" autocomplete="off" value=filled.value("reference") error=filled.problem("reference")/>
                <DateInput id="review" name_prefix="review_" legend="Review it by" legend_class="govuk-fieldset__legend--s" hint="Leave it empty for three months from today" day=filled.value("review_day") month=filled.value("review_month") year=filled.value("review_year") error=filled.problem("review")/>
                <Button button_type="submit" prevent_double_click=true>"Hold the record"</Button>
            </PostForm>
        }
        .into_any()
    })
}
