//! The questions of a review of a shield, which its manager and members of the panel answer alike
//! (SHLD-07, SHLD-08).

use components::{Choice, Radios};
use domain::shielding::{Outcome, ViewTaken};
use leptos::prelude::*;

use crate::form::Filled;

/// Whose views were taken, and what it comes to.
pub(crate) fn questions(filled: &Filled, outcome: &'static str) -> AnyView {
    let outcomes = Outcome::ALL
        .map(|outcome| Choice::new(outcome.code(), outcome.title()))
        .to_vec();
    let taken = |field: &'static str, legend: &'static str| {
        let choices = ViewTaken::ALL
            .map(|view| Choice::new(view.code(), view.title()))
            .to_vec();
        let (value, problem) = (filled.value(field), filled.problem(field));
        view! { <Radios name=field legend=legend legend_class="govuk-fieldset__legend--s" choices=choices inline=true small=true value=value error=problem/> }
            .into_any()
    };
    let views = [
        taken("child_view", "The child’s view"),
        taken("family_view", "The parents’ or carers’ view"),
        taken(
            "practitioners_view",
            "The view of the practitioners involved",
        ),
    ];
    let (chosen, problem) = (filled.value("outcome"), filled.problem("outcome"));
    view! {
        {Vec::from(views)}
        <Radios name="outcome" legend=outcome legend_class="govuk-fieldset__legend--s" choices=outcomes value=chosen error=problem/>
    }
    .into_any()
}
