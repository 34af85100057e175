//! A withdrawn consent, to the manager who confirms it: a number and a day (SENS-06).

use components::{BackLink, Button, NotificationBanner, SummaryList, SummaryRow};
use domain::clock::written_date;
use leptos::prelude::*;

use super::server::{ConfirmWithdrawal, load_withdrawal};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// The page on which a withdrawal is confirmed.
#[component]
pub(crate) fn WithdrawalPage() -> impl IntoView {
    let involvement = param("involvement");
    let done = query("done");
    let withdrawal = Resource::new_blocking(
        move || (involvement(), done()),
        |(involvement, _)| load_withdrawal(involvement),
    );
    loaded(withdrawal, move |withdrawal| {
        let confirm = ServerAction::<ConfirmWithdrawal>::new();
        let rows = vec![
            SummaryRow::new("ContactPoint number", withdrawal.child.to_string()),
            SummaryRow::new("Withdrawn on", written_date(withdrawal.withdrawn_on)),
        ];
        let form = (!withdrawal.confirmed).then(|| {
            view! {
                <PostForm action=confirm>
                    <input type="hidden" name="involvement" value=involvement()/>
                    <Button button_type="submit" prevent_double_click=true>"Confirm"</Button>
                </PostForm>
            }
        });
        view! {
            {withdrawal.confirmed.then(|| view! {
                <NotificationBanner text="The withdrawal has been confirmed" success=true/>
            })}
            <BackLink href="/tasks"/>
            <Heading title="A consent has been withdrawn"/>
            <p class="govuk-body">
                "The entry has left the record and is in the archive. Confirm that you have taken note."
            </p>
            <SummaryList rows=rows/>
            {form}
        }
        .into_any()
    })
}
