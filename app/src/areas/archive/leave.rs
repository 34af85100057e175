//! Archiving a record that should never have been: its child never lived here (D-15).

use components::{BackLink, Button, ButtonKind, Checkboxes, Choice, WarningText};
use domain::archive::Step;
use leptos::prelude::*;

use super::id_of;
use super::server::{Leave, LeaveForm, load_leave_form};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn LeavePage() -> impl IntoView {
    let opening = param("opening");
    let returned = query("form");
    let form = Resource::new_blocking(
        move || (opening(), returned()),
        |(opening, returned)| load_leave_form(opening, returned),
    );
    loaded(form, move |form| {
        let leave = ServerAction::<Leave>::new();
        let LeaveForm { child, filled } = form;
        let steps = Step::ALL
            .iter()
            .map(|step| Choice::new(step.code(), step.title()))
            .collect::<Vec<_>>();
        let taken = filled
            .value("steps")
            .map(|codes| codes.split(' ').map(str::to_owned).collect())
            .unwrap_or_default();
        let sure = vec![Choice::new("yes", "Yes, archive this record now")];
        let confirmed = filled.value("confirmed").into_iter().collect::<Vec<_>>();
        view! {
            <BackLink href=format!("/child-record/{}", opening())/>
            {filled.summary(id_of)}
            <Heading title="Archive this record" caption=child error=filled.has_problems()/>
            <p class="govuk-body">
                "Only for a child who never lived in England. If the child has left England, "
                <a class="govuk-link" href=format!("/child-record/{}/left-england", opening())>"record that first"</a>
                "."
            </p>
            <p class="govuk-body">
                "Practitioners no longer find the record, as if it had never been. Whoever works with the child is told that one of their records has been archived. It is kept for six years and then destroyed."
            </p>
            <PostForm action=leave>
                <input type="hidden" name="opening" value=opening()/>
                <Checkboxes name="steps[]" id="steps" legend="What did you do to be sure?" legend_class="govuk-fieldset__legend--s" choices=steps values=taken error=filled.problem("steps")/>
                <WarningText>"All involvements go with the record, those that were kept longer too."</WarningText>
                <Checkboxes name="confirmed" legend="Are you sure?" legend_class="govuk-fieldset__legend--s" choices=sure values=confirmed error=filled.problem("confirmed")/>
                <Button kind=ButtonKind::Warning button_type="submit" prevent_double_click=true>"Archive the record"</Button>
            </PostForm>
        }
        .into_any()
    })
}
