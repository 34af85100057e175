//! A manager's view of the own team's involvements (INV-09).

use components::{
    Action, Button, ButtonKind, NotificationBanner, SummaryList, SummaryRow, Tag, TagColour,
};
use domain::clock::written_date;
use domain::involvement::TeamInvolvement;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::mine::done_words;
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};
use crate::shown::Shown;

/// A team's involvements.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct TeamShown {
    /// The involvements.
    list: Vec<TeamInvolvement>,
}

/// The involvements of the manager's own team.
#[server(endpoint = "involvement/team")]
pub(crate) async fn team() -> Result<TeamShown, Shown> {
    use domain::involvement::ListTeamInvolvements;
    let user = crate::signed_in::signed_in().await?;
    let list = user
        .access(ListTeamInvolvements, registry::involvement::list_team)
        .await?;
    Ok(TeamShown { list })
}

/// Asks whoever keeps an involvement of the team to check it.
#[server(endpoint = "involvement/ask-to-check")]
pub(crate) async fn ask_to_check(#[server(default)] involvement: String) -> Result<(), Shown> {
    use domain::id::InvolvementId;
    use domain::involvement::AskToCheck;
    let user = crate::signed_in::signed_in().await?;
    let involvement = involvement
        .parse::<InvolvementId>()
        .map_err(|_| super::server::nothing())?;
    user.access(
        AskToCheck { involvement },
        registry::involvement::ask_to_check,
    )
    .await?;
    crate::form::server::redirect(&format!(
        "/team-involvements?done=asked&which={involvement}"
    ));
    Ok(())
}

/// The page of the team's involvements.
#[component]
pub(crate) fn TeamPage() -> impl IntoView {
    let (done, which) = (query("done"), query("which"));
    // What was just done is part of what the page depends on: after it the list is read again.
    let list = Resource::new_blocking(move || (done(), which()), |_| team());
    loaded(list, move |TeamShown { list }| {
        let words = done_words(done().as_deref());
        let (current, ended): (Vec<_>, Vec<_>) = list
            .into_iter()
            .partition(|involvement| involvement.ended.is_none());
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            <Heading title="My team’s involvements"/>
            <p class="govuk-body">"Whoever is named on a record keeps getting calls until the involvement is ended."</p>
            {section("Current", current, "Your team has no current involvement.")}
            {section("Ended", ended, "Your team has no ended involvement that is still on a record.")}
        }
        .into_any()
    })
}

fn section(title: &'static str, list: Vec<TeamInvolvement>, none: &'static str) -> AnyView {
    let cards = list.into_iter().map(card).collect::<Vec<_>>();
    let empty = cards.is_empty();
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        {empty.then(|| view! { <p class="govuk-body">{none}</p> })}
        {cards}
    }
    .into_any()
}

fn card(involvement: TeamInvolvement) -> AnyView {
    let name = involvement.child.name.to_string();
    let action = |path: &str, words: &'static str| {
        let link = format!("/involvements/{}/{path}?from=team", involvement.id);
        Action::new(link, words, "")
    };
    let mut actions = Vec::new();
    if involvement.ended.is_none() && involvement.keeper.is_some() {
        actions.push(action("change", "Change"));
        actions.push(action("end", "End"));
        actions.push(action("hand-over", "Hand over"));
    }
    if involvement.to_confirm {
        actions.push(action("confirm", "Confirm"));
    }
    let from = format!(
        "{} ({})",
        written_date(involvement.started),
        involvement.lasting
    );
    let born = written_date(involvement.child.date_of_birth.date);
    let mut rows = vec![
        SummaryRow::new("Date of birth", born),
        SummaryRow::new("ContactPoint number", involvement.child.number.to_string()),
        SummaryRow::new("Service", involvement.service.clone()),
        SummaryRow::new("From", from),
    ];
    if let Some(ended) = involvement.ended {
        rows.push(SummaryRow::new("Until", written_date(ended)));
    }
    let keeper = involvement.keeper.clone();
    rows.push(SummaryRow::new(
        "Kept by",
        keeper.unwrap_or_else(|| "The source that supplied it".to_owned()),
    ));
    if involvement.child.shielded {
        rows.push(SummaryRow::new(
            "Record",
            view! { <Tag text="Shielded" colour=TagColour::Purple/> },
        ));
    }
    if involvement.keeper.is_some() && involvement.ended.is_none() {
        rows.push(SummaryRow::new("Still right?", check(&involvement)));
    }
    view! { <SummaryList card_title=name card_heading_level=3 card_actions=actions rows=rows/> }
        .into_any()
}

/// The button that asks for a check, or that it was asked for.
fn check(involvement: &TeamInvolvement) -> AnyView {
    if involvement.check_asked {
        return "Asked to check".into_any();
    }
    let ask = ServerAction::<AskToCheck>::new();
    let id = involvement.id.to_string();
    let whose = format!(" {}", involvement.child.name);
    view! {
        <PostForm action=ask>
            <input type="hidden" name="involvement" value=id/>
            <Button kind=ButtonKind::Secondary button_type="submit" class="govuk-!-margin-bottom-0" prevent_double_click=true>
                "Ask to check"
                <span class="govuk-visually-hidden">{whose}</span>
            </Button>
        </PostForm>
    }
    .into_any()
}
