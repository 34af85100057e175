//! The page of transfers: a manager's work list, and what the central team sees (TRF-06, TRF-08).

use components::{
    Button, ButtonKind, Cell, NotificationBanner, Scrollable, SummaryList, SummaryRow, Table, Tag,
    TagColour,
};
use domain::clock::written_date;
use domain::desk::Line;
use domain::transfer::{
    Counts, KeptShown, MoveShown, TransferShown, TransferState, Transfers, Unanswered,
};
use leptos::prelude::*;

use super::report::report;
use super::server::{Keep, Propose, TransfersShown, load_transfers};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, query};
use crate::picked::{PickedNote, picked, query_show, shows};

/// The page.
#[component]
pub(crate) fn TransfersPage() -> impl IntoView {
    let (done, returned, show) = (query("done"), query("form"), query_show());
    let list = Resource::new_blocking(
        move || (done(), returned(), show()),
        |(_, returned, show)| load_transfers(returned, show),
    );
    loaded(list, move |shown| {
        let words = match done().as_deref() {
            Some("answered") => Some("Your answer has been sent"),
            Some("withdrawn") => Some("Your proposal has been withdrawn"),
            Some("kept") => Some("The record stays with your authority"),
            Some("lifted") => Some("The record follows the child’s address again"),
            _ => None,
        };
        let body = match shown {
            TransfersShown::Manager(transfers, filled) => manager(*transfers, &filled),
            TransfersShown::Central(unanswered) => central(unanswered),
        };
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {body}
        }
        .into_any()
    })
}

fn central(unanswered: Vec<Unanswered>) -> AnyView {
    let head = Vec::from(["From", "To", "Proposed", "Waits for"].map(Cell::text));
    let rows = unanswered
        .into_iter()
        .map(|row| {
            vec![
                Cell::text(row.from),
                Cell::text(row.to),
                Cell::text(written_date(row.proposed_on)),
                Cell::text(row.waits_for),
            ]
        })
        .collect();
    view! {
        <Heading title="Transfers"/>
        <PickedNote/>
        <p class="govuk-body">
            "Proposals that have not been answered for twenty working days. The records stay where they are until both authorities agree."
        </p>
        {table("Not answered", "not-answered", head, rows)}
    }
    .into_any()
}

fn manager(transfers: Transfers, filled: &Filled) -> AnyView {
    let Transfers {
        hither,
        away,
        report: tallies,
        transfers,
        moves,
        kept,
    } = transfers;
    let (open, ended): (Vec<_>, Vec<_>) = transfers
        .into_iter()
        .partition(|transfer| transfer.state.is_open());
    let (own, others): (Vec<_>, Vec<_>) = open.into_iter().partition(|transfer| transfer.own);
    let picked = picked();
    view! {
        {filled.summary(|_| "agreement-required".to_owned())}
        <Heading title="Transfers" error=filled.has_problems()/>
        <p class="govuk-body">
            "A record stays with its authority until both agree. Not answering never counts as agreement."
        </p>
        <PickedNote/>
        {picked.is_none().then(|| view! {
            {counts(hither, away)}
            {report(&tallies)}
        })}
        {shows(picked, Line::TransfersToAnswer).then(|| waiting("For you to answer", "to-answer", others))}
        {shows(picked, Line::TransfersProposed).then(|| waiting("Waiting for the other authority", "waiting", own))}
        {shows(picked, Line::AgreementRequired).then(|| agreement_required(moves))}
        {picked.is_none().then(|| view! {
            {stays(kept)}
            {done(ended)}
        })}
    }
    .into_any()
}

/// A section's table, or that there is nothing in it.
fn table(title: &'static str, id: &'static str, head: Vec<Cell>, rows: Vec<Vec<Cell>>) -> AnyView {
    let body = if rows.is_empty() {
        view! { <p class="govuk-body">"There is none."</p> }.into_any()
    } else {
        view! {
            <Scrollable label=title>
                <Table caption=title caption_class="govuk-visually-hidden" head=head rows=rows/>
            </Scrollable>
        }
        .into_any()
    };
    view! {
        <h2 class="govuk-heading-m" id=id>{title}</h2>
        {body}
    }
    .into_any()
}

fn counts(hither: Counts, away: Counts) -> AnyView {
    let row = |words: &'static str, counts: Counts| {
        let numbers = [
            counts.waiting,
            counts.chased,
            counts.accepted,
            counts.rejected,
            counts.automatic,
        ];
        std::iter::once(Cell::text(words))
            .chain(numbers.map(|number| Cell::numeric(number.to_string())))
            .collect::<Vec<_>>()
    };
    let head = std::iter::once(Cell::text("In the last four weeks"))
        .chain(
            [
                "Waiting",
                "Of these late",
                "Accepted",
                "Not accepted",
                "Automatic",
            ]
            .map(Cell::numeric),
        )
        .collect::<Vec<_>>();
    let rows = vec![
        row("To your authority", hither),
        row("From your authority", away),
    ];
    view! {
        <Scrollable label="How many transfers there are">
            <Table caption="How many transfers there are" caption_class="govuk-visually-hidden" first_cell_is_header=true head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

/// From where to where, in words.
pub(super) fn direction(hither: bool, other: &str) -> String {
    if hither {
        format!("From {other} to your authority")
    } else {
        format!("From your authority to {other}")
    }
}

/// Where it stands, as a tag.
pub(super) fn tag(state: TransferState) -> AnyView {
    let colour = match state {
        TransferState::Proposed => TagColour::Blue,
        TransferState::Chased | TransferState::Escalated => TagColour::Orange,
        _ => TagColour::Grey,
    };
    view! { <Tag text=state.title() colour=colour/> }.into_any()
}

fn waiting(title: &'static str, id: &'static str, transfers: Vec<TransferShown>) -> AnyView {
    let head =
        Vec::from(["Child", "Responsibility", "Proposed", "Answer by", "State"].map(Cell::text));
    let rows = transfers
        .into_iter()
        .map(|transfer| {
            vec![
                link(&transfer),
                Cell::text(direction(transfer.hither, &transfer.other)),
                Cell::text(written_date(transfer.proposed_on)),
                Cell::text(written_date(transfer.due_on)),
                Cell::view(tag(transfer.state)),
            ]
        })
        .collect();
    table(title, id, head, rows)
}

fn done(transfers: Vec<TransferShown>) -> AnyView {
    let head = Vec::from(["Child", "Responsibility", "Ended", "State"].map(Cell::text));
    let rows = transfers
        .into_iter()
        .map(|transfer| {
            vec![
                link(&transfer),
                Cell::text(direction(transfer.hither, &transfer.other)),
                Cell::text(transfer.ended_on.map(written_date).unwrap_or_default()),
                Cell::view(tag(transfer.state)),
            ]
        })
        .collect();
    table("Ended in the last four weeks", "ended", head, rows)
}

fn link(transfer: &TransferShown) -> Cell {
    let href = format!("/transfers/{}", transfer.id);
    let name = transfer.name.to_string();
    Cell::view(view! { <a class="govuk-link" href=href>{name}</a> })
}

/// Moves on which both authorities must agree. The words are the same for all of them (D-30).
fn agreement_required(moves: Vec<MoveShown>) -> AnyView {
    let propose = ServerAction::<Propose>::new();
    let none = moves.is_empty();
    let cards = moves
        .into_iter()
        .map(|shown| {
            let name = shown.name.to_string();
            let of = format!(" of {name}");
            let rows = vec![
                SummaryRow::new("ContactPoint number", shown.number.to_string()),
                SummaryRow::new("Date of birth", written_date(shown.date_of_birth.date)),
                SummaryRow::new("Move", direction(shown.hither, &shown.other)),
                SummaryRow::new("Known since", written_date(shown.shown_on)),
            ];
            view! {
                <SummaryList card_title=name card_heading_level=3 rows=rows/>
                <PostForm action=propose>
                    <input type="hidden" name="child" value=shown.number.to_string()/>
                    <input type="hidden" name="to" value=shown.to.to_string()/>
                    <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>
                        "Propose the transfer"
                        <span class="govuk-visually-hidden">{of}</span>
                    </Button>
                </PostForm>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m" id="agreement-required">"Children who have moved: agreement required"</h2>
        {none.then(|| view! { <p class="govuk-body">"There is none."</p> })}
        {cards}
    }
    .into_any()
}

/// Records that stay, and the way to let them go.
fn stays(kept: Vec<KeptShown>) -> AnyView {
    let keep = ServerAction::<Keep>::new();
    let none = kept.is_empty();
    let cards = kept
        .into_iter()
        .map(|kept| {
            let name = kept.name.to_string();
            let of = format!(" of {name}");
            let rows = vec![
                SummaryRow::new("ContactPoint number", kept.number.to_string()),
                SummaryRow::new("Date of birth", written_date(kept.date_of_birth.date)),
                SummaryRow::new("Why it stays", kept.because.title()),
                SummaryRow::new("Since", written_date(kept.since)),
            ];
            view! {
                <SummaryList card_title=name card_heading_level=3 rows=rows/>
                <PostForm action=keep>
                    <input type="hidden" name="child" value=kept.number.to_string()/>
                    <Button kind=ButtonKind::Secondary button_type="submit" name="because" value="lift">
                        "Let the record follow the address"
                        <span class="govuk-visually-hidden">{of}</span>
                    </Button>
                </PostForm>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m" id="stays">"Records that stay with your authority"</h2>
        {none.then(|| view! { <p class="govuk-body">"There is none."</p> })}
        {cards}
    }
    .into_any()
}
