//! A pack: what the panel needs for a recommendation about one shield, and no more (SHLD-08).

use components::{BackLink, Button, InsetText, SummaryList, SummaryRow, WarningText};
use domain::clock::written_date;
use domain::panel::{PackNotice, PackShown};
use leptos::prelude::*;

use super::server::{OpenedPack, Opinion, load_pack};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};
use crate::review::questions;

/// The page.
#[component]
pub(crate) fn PackPage() -> impl IntoView {
    let (pack, returned) = (param("pack"), query("form"));
    let shown = Resource::new_blocking(
        move || (pack(), returned()),
        |(pack, returned)| load_pack(pack, returned),
    );
    loaded(shown, move |shown| {
        let OpenedPack { pack, filled } = shown;
        let back = format!("/panel/{}", pack.meeting);
        let caption = format!("For the meeting on {}", written_date(pack.on));
        let notices = pack.notices.iter().map(notice).collect::<Vec<_>>();
        view! {
            <BackLink href=back/>
            {filled.summary(str::to_owned)}
            <Heading title=pack.child.to_string() caption=caption error=filled.has_problems()/>
            <WarningText>"This record is shielded. Tell nobody outside the panel what stands here."</WarningText>
            <SummaryList rows=facts(&pack)/>
            <h2 class="govuk-heading-m">"Why it is shielded"</h2>
            {notices}
            {so_far(&pack)}
            {opinion(&pack, &filled)}
        }
        .into_any()
    })
}

/// How many children, in words.
fn children(count: usize) -> String {
    match count {
        0 => "None".to_owned(),
        1 => "1 child".to_owned(),
        many => format!("{many} children"),
    }
}

/// What is told of the child.
fn facts(pack: &PackShown) -> Vec<SummaryRow> {
    let age = match pack.age {
        1 => "1 year".to_owned(),
        age => format!("{age} years"),
    };
    let others = pack.co_residents;
    vec![
        SummaryRow::new("Age", age),
        SummaryRow::new(
            "Others in the home whose records are shielded",
            children(others.shielded),
        ),
        SummaryRow::new(
            "Others in the home whose records are not",
            children(others.open),
        ),
    ]
}

/// One notice.
fn notice(notice: &PackNotice) -> AnyView {
    let yes_or_no = |yes| if yes { "Yes" } else { "No" };
    let ground = notice.ground.map_or("Not given", |ground| ground.title());
    let state = match notice.withdrawn_on {
        Some(day) => format!("No longer needed since {}", written_date(day)),
        None => "Still asked for".to_owned(),
    };
    let family = yes_or_no(notice.discussed_with_family);
    let manager = yes_or_no(notice.discussed_with_manager);
    let rows = vec![
        SummaryRow::new("Ground", ground),
        SummaryRow::new("Since", written_date(notice.raised_on)),
        SummaryRow::new("State", state),
        SummaryRow::new("Talked over with the family", family),
        SummaryRow::new("Talked over with their manager", manager),
    ];
    view! { <SummaryList card_title=notice.origin.title() card_heading_level=3 rows=rows/> }
        .into_any()
}

/// Reviews and recommendations so far.
fn so_far(pack: &PackShown) -> AnyView {
    let reviews = pack
        .reviews
        .iter()
        .map(|done| SummaryRow::new(written_date(done.on), done.review.words()));
    let recommended = pack.recommended.iter().map(|one| {
        let words = format!("The panel: {}", one.outcome.title().to_lowercase());
        SummaryRow::new(written_date(one.on), words)
    });
    let rows = reviews.chain(recommended).collect::<Vec<_>>();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <h2 class="govuk-heading-m">"Reviews and views so far"</h2>
        <SummaryList rows=rows/>
    }
    .into_any()
}

/// To a member: the form for an opinion, from the day of the meeting on.
fn opinion(pack: &PackShown, filled: &Filled) -> AnyView {
    if !pack.gives_opinion {
        return ().into_any();
    }
    if !pack.begun {
        return view! { <InsetText>"You give your recommendation from the day of the meeting on."</InsetText> }
            .into_any();
    }
    let give = ServerAction::<Opinion>::new();
    let (meeting, id) = (pack.meeting.to_string(), pack.id.to_string());
    let questions = questions(filled, "What do you recommend?");
    view! {
        <h2 class="govuk-heading-m">"Your recommendation"</h2>
        <PostForm action=give>
            <input type="hidden" name="meeting" value=meeting/>
            <input type="hidden" name="pack" value=id/>
            {questions}
            <Button button_type="submit" prevent_double_click=true>"Record my recommendation"</Button>
        </PostForm>
    }
    .into_any()
}
