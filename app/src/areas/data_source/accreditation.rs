//! The central team's decision about a source (FEED-02), and the renewal of an accreditation (T-31).

use components::{
    BackLink, Button, ButtonKind, Checkboxes, Choice, DateInput, Radios, SummaryList,
};
use domain::data_source::{Confirmed, SourceShown, Step, WhyRejected};
use leptos::prelude::*;

use super::agreement::listed;
use super::page::{agreed, measures};
use super::server::{Decide, OpenedSource, Purpose, load_source};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page.
#[component]
pub(crate) fn AccreditationPage() -> impl IntoView {
    let (source, returned) = (param("source"), query("form"));
    let opened = Resource::new_blocking(
        move || (source(), returned()),
        |(source, returned)| load_source(source, Purpose::Accreditation, returned),
    );
    loaded(opened, |opened| {
        let OpenedSource { source, filled } = opened;
        let title = if source.renews {
            "Renew the accreditation"
        } else {
            "Decide about the accreditation"
        };
        let agreement = source.agreement.as_ref().map(|agreement| {
            view! {
                <h2 class="govuk-heading-m">"Agreement"</h2>
                <SummaryList rows=agreed(agreement)/>
            }
        });
        view! {
            <BackLink href=format!("/sources/{}", source.listed.id) text=source.listed.name.clone()/>
            {filled.summary(id_of)}
            <Heading title=title caption=source.listed.name.clone() error=filled.has_problems()/>
            <p class="govuk-body">"Accreditation says nothing about whether the data are accurate. It says that the source can be connected safely."</p>
            {agreement}
            {measures(&source)}
            {accredit(&source, &filled)}
            {source.steps.contains(&Step::Reject).then(|| reject(&source, &filled))}
        }
        .into_any()
    })
}

/// The field that a line of the error summary leads to.
fn id_of(field: &str) -> String {
    match field {
        "until" => "until-day".to_owned(),
        other => other.to_owned(),
    }
}

fn accredit(source: &SourceShown, filled: &Filled) -> AnyView {
    let decide = ServerAction::<Decide>::new();
    let id = source.listed.id.to_string();
    let confirmed = Confirmed::ALL
        .iter()
        .map(|one| Choice::new(one.code(), one.title()))
        .collect::<Vec<_>>();
    let words = if source.renews {
        "Renew the accreditation"
    } else {
        "Accredit the source"
    };
    let (chosen, none_chosen) = (listed(filled, "confirmed"), filled.problem("confirmed"));
    let (day, month) = (filled.value("until_day"), filled.value("until_month"));
    let (year, no_day) = (filled.value("until_year"), filled.problem("until"));
    view! {
        <PostForm action=decide>
            <input type="hidden" name="source" value=id/>
            <input type="hidden" name="decision" value="accredit"/>
            <Checkboxes name="confirmed[]" id="confirmed" legend="What have you made sure of?" legend_class="govuk-fieldset__legend--s" choices=confirmed values=chosen error=none_chosen/>
            <DateInput id="until" name_prefix="until_" legend="When does the accreditation run out?" legend_class="govuk-fieldset__legend--s" hint="Three years from today at the latest. From that day on the source is paused" day=day month=month year=year error=no_day/>
            <Button button_type="submit" prevent_double_click=true>{words}</Button>
        </PostForm>
    }
    .into_any()
}

fn reject(source: &SourceShown, filled: &Filled) -> AnyView {
    let decide = ServerAction::<Decide>::new();
    let id = source.listed.id.to_string();
    let reasons = WhyRejected::ALL
        .iter()
        .map(|why| Choice::new(why.code(), why.title()))
        .collect::<Vec<_>>();
    let (chosen, none_chosen) = (filled.value("because"), filled.problem("because"));
    view! {
        <h2 class="govuk-heading-m">"Do not accredit it"</h2>
        <p class="govuk-body">"It can be asked for again once that has been mended."</p>
        <PostForm action=decide>
            <input type="hidden" name="source" value=id/>
            <input type="hidden" name="decision" value="reject"/>
            <Radios name="because" legend="Why not?" legend_class="govuk-fieldset__legend--s" choices=reasons value=chosen error=none_chosen/>
            <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>"Do not accredit the source"</Button>
        </PostForm>
    }
    .into_any()
}
