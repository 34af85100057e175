//! The shielded records of one's authority, what is overdue first; to the central team, the
//! authorities that are behind (SHLD-07).

use components::{Cell, NotificationBanner, Scrollable, Table, Tag, TagColour};
use domain::clock::written_date;
use domain::shielding::{OverdueAuthority, QueuedShield, ShieldState};
use leptos::prelude::*;

use super::server::{Shields, list};
use crate::page::{Heading, loaded, query};
use crate::picked::{PickedNote, query_show};

/// The page.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let done = query("done");
    let show = query_show();
    let shown = Resource::new_blocking(move || (done(), show()), |(_, show)| list(show));
    loaded(shown, move |shown| {
        let words = match done().as_deref() {
            Some("lifted") => {
                Some("The shield has been lifted. The record can be seen and found again")
            }
            Some("set") => Some("Your changes hold from now on"),
            _ => None,
        };
        let body = match shown {
            Shields::Own { shields, manager } => own(&shields, manager),
            Shields::Overdue(authorities) => overdue(authorities),
        };
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {body}
        }
        .into_any()
    })
}

fn own(shields: &[QueuedShield], manager: bool) -> AnyView {
    let rows = shields.iter().map(row).collect::<Vec<_>>();
    let body = if rows.is_empty() {
        view! { <p class="govuk-body">"There is none."</p> }.into_any()
    } else {
        let head = Vec::from(["Child", "Review due", "State"].map(Cell::text));
        view! {
            <Scrollable label="Shielded records">
                <Table caption="Shielded records" caption_class="govuk-visually-hidden" head=head rows=rows/>
            </Scrollable>
        }
        .into_any()
    };
    view! {
        <Heading title="Shielded records"/>
        <PickedNote/>
        <p class="govuk-body">
            "A shield never ends by itself. Review each by its day, and lift it only when nobody asks for it any more."
        </p>
        {manager.then(|| view! {
            <ul class="govuk-list">
                <li><a class="govuk-link" href="/quarantine">"What sources have sent that may be about a shielded child"</a></li>
                <li><a class="govuk-link" href="/panel">"Meetings of the shielded record panel"</a></li>
                <li><a class="govuk-link" href="/shields/settings">"Whom late reviews are told to, and how often the panel meets"</a></li>
            </ul>
        })}
        {body}
    }
    .into_any()
}

fn row(shield: &QueuedShield) -> Vec<Cell> {
    let href = format!("/shields/{}", shield.id);
    let name = shield.child.to_string();
    let tag = |words: &'static str, colour| view! { <Tag text=words colour=colour/>" " }.into_any();
    let mut tags = Vec::new();
    if shield.overdue {
        tags.push(tag("Overdue", TagColour::Red));
    }
    if shield.urgent {
        tags.push(tag("Urgent", TagColour::Orange));
    }
    tags.push(match shield.state {
        ShieldState::Shielded => tag("Shielded", TagColour::Purple),
        ShieldState::EndProposed => tag("May be lifted", TagColour::Blue),
    });
    vec![
        Cell::view(view! { <a class="govuk-link" href=href>{name}</a> }),
        Cell::text(written_date(shield.due_on)),
        Cell::view(tags),
    ]
}

fn overdue(authorities: Vec<OverdueAuthority>) -> AnyView {
    let rows = authorities
        .into_iter()
        .map(|authority| {
            let telephone = authority.telephone.map(|number| number.to_string());
            vec![
                Cell::text(authority.name),
                Cell::text(written_date(authority.since)),
                Cell::text(telephone.unwrap_or_default()),
            ]
        })
        .collect::<Vec<_>>();
    let body = if rows.is_empty() {
        view! { <p class="govuk-body">"No authority is behind with a review."</p> }.into_any()
    } else {
        let head = Vec::from(["Authority", "Overdue since", "Telephone"].map(Cell::text));
        view! {
            <Scrollable label="Overdue reviews">
                <Table caption="Overdue reviews" caption_class="govuk-visually-hidden" head=head rows=rows/>
            </Scrollable>
        }
        .into_any()
    };
    view! {
        <Heading title="Reviews of shields that are overdue"/>
        <PickedNote/>
        <p class="govuk-body">
            "Ring the authority. You are told neither of which child nor of how many. The records stay shielded."
        </p>
        {body}
    }
    .into_any()
}
