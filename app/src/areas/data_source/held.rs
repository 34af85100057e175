//! A supply that is held, since it would take away most of what its source said: numbers, and the decision.

use components::{Button, ButtonKind, SummaryList, SummaryRow, WarningText};
use domain::clock::written_date;
use domain::data_source::HeldSupply;
use domain::feed::About;
use domain::id::SourceId;
use leptos::prelude::*;

use super::server::HeldDecided;
use crate::form::PostForm;

/// What the rows are about, in words.
fn words(about: About) -> &'static str {
    match about {
        About::Children => "Children",
        About::Involvements => "Involvements",
        About::Assessments => "Common assessments",
    }
}

/// What is held, and for whoever decides the form.
pub(super) fn held(source: SourceId, held: HeldSupply) -> AnyView {
    let rows = vec![
        SummaryRow::new("Its own name", held.name),
        SummaryRow::new("Came on", written_date(held.received_on)),
        SummaryRow::new("Rows about", words(held.about)),
        SummaryRow::new(
            "Rows that change what the source said",
            held.counts.changing.to_string(),
        ),
        SummaryRow::new(
            "Rows that take something away",
            held.counts.removing.to_string(),
        ),
    ];
    let decide = ServerAction::<HeldDecided>::new();
    let (source, supply) = (source.to_string(), held.supply.to_string());
    let form = held.decides.then(|| {
        view! {
            <p class="govuk-body">
                "Ask the source whether it is meant so. Released, the supply is taken in as it is. Refused, nothing more of it is, and the source sends another."
            </p>
            <PostForm action=decide>
                <input type="hidden" name="source" value=source/>
                <input type="hidden" name="supply" value=supply/>
                <div class="govuk-button-group" id="decision">
                    <Button kind=ButtonKind::Warning button_type="submit" name="decision" value="release" prevent_double_click=true>"Release the supply"</Button>
                    <Button kind=ButtonKind::Secondary button_type="submit" name="decision" value="refuse" prevent_double_click=true>"Refuse the supply"</Button>
                </div>
            </PostForm>
        }
    });
    view! {
        <h2 class="govuk-heading-m">"Supply held"</h2>
        <WarningText>
            "This supply would take away most of what the source said of those it is about: items that the source said before are gone, children have died or left, or involvements have ended. Nothing of it has been taken in but what it shields, and what the source sends afterwards waits."
        </WarningText>
        <SummaryList rows=rows/>
        {form}
    }
    .into_any()
}
