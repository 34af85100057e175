//! One shield, as the manager works on it who answers for the record: who asks, reviews, others at
//! the address, and its end (SHLD-07, SHLD-09, SHLD-11, SHLD-13).

use components::{
    BackLink, Button, ButtonKind, Choice, InsetText, NotificationBanner, Radios, SummaryList,
    SummaryRow, Tag, TagColour,
};
use domain::clock::written_date;
use domain::shielding::{
    Informed, Nearby, NotInformed, NoticeShown, Recommended, ReviewShown, ShieldShown, ShieldState,
};
use leptos::prelude::*;

use super::child_rows;
use super::server::{Lift, OpenRecord, OpenedShield, Review, Withdraw, load_shield};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};
use crate::review::questions;

/// The page.
#[component]
pub(crate) fn ShieldPage() -> impl IntoView {
    let shield = param("shield");
    let (returned, done, of) = (query("form"), query("done"), query("of"));
    let shown = Resource::new_blocking(
        move || (shield(), returned(), done(), of()),
        |(shield, returned, _, _)| load_shield(shield, returned),
    );
    loaded(shown, move |shown| {
        let words = match done().as_deref() {
            Some("reviewed") => Some("Your review has been recorded"),
            Some("withdrawn") => Some("The notice no longer stands"),
            _ => None,
        };
        view! {
            <BackLink href="/shields"/>
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {whole(shown)}
        }
        .into_any()
    })
}

fn whole(shown: OpenedShield) -> AnyView {
    let OpenedShield {
        shield,
        review,
        lift,
    } = shown;
    let open = ServerAction::<OpenRecord>::new();
    let number = shield.child.number.to_string();
    let name = shield.child.name.to_string();
    let problems = review.has_problems() || lift.has_problems();
    let decisions = if shield.decides {
        view! {
            {review_form(&shield, &review)}
            {end(&shield, &lift)}
        }
        .into_any()
    } else {
        view! { <InsetText>"Your authority’s ContactPoint manager reviews this shield and decides when it ends."</InsetText> }
            .into_any()
    };
    view! {
        {review.summary(str::to_owned)}
        {lift.summary(str::to_owned)}
        <Heading title=name caption="Shielded record" error=problems/>
        <SummaryList rows=facts(&shield)/>
        <PostForm action=open>
            <input type="hidden" name="child" value=number/>
            <input type="hidden" name="whole" value="yes"/>
            <Button kind=ButtonKind::Secondary button_type="submit">"See the whole record"</Button>
        </PostForm>
        {notices(&shield)}
        {nearby(shield.nearby.clone(), open)}
        {reviews(&shield.reviews)}
        {recommended(&shield.recommended)}
        {decisions}
    }
    .into_any()
}

fn facts(shield: &ShieldShown) -> Vec<SummaryRow> {
    let mut rows = child_rows(&shield.child);
    let due = written_date(shield.due_on);
    let due = if shield.overdue {
        view! { {due}" "<Tag text="Overdue" colour=TagColour::Red/> }.into_any()
    } else {
        due.into_any()
    };
    rows.push(SummaryRow::new(
        "Shielded since",
        written_date(shield.shielded_on),
    ));
    rows.push(SummaryRow::new("Next review due", due));
    rows.push(SummaryRow::new("State", shield.state.title()));
    rows
}

fn notices(shield: &ShieldShown) -> AnyView {
    let withdraw = ServerAction::<Withdraw>::new();
    let id = shield.id.to_string();
    let (stand, over): (Vec<_>, Vec<_>) = shield
        .notices
        .iter()
        .partition(|notice| notice.withdrawn_on.is_none());
    let none = stand.is_empty();
    let cards = stand.into_iter().chain(over);
    let cards = cards
        .map(|notice| card(notice, &id, shield.decides, withdraw))
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Who asks for it"</h2>
        {none.then(|| view! { <p class="govuk-body">"Nobody asks for it any more."</p> })}
        {cards}
    }
    .into_any()
}

fn card(
    notice: &NoticeShown,
    shield: &str,
    decides: bool,
    withdraw: ServerAction<Withdraw>,
) -> AnyView {
    let yes_or_no = |yes| if yes { "Yes" } else { "No" };
    let ground = notice.ground.map_or("Not given", |ground| ground.title());
    let mut rows = Vec::new();
    if notice.origin.on_behalf() {
        rows.push(SummaryRow::new("Entered by", notice.by.clone()));
        let tag = view! { <Tag text="Urgent" colour=TagColour::Orange/> };
        rows.push(SummaryRow::new("Urgency", tag));
    }
    rows.push(SummaryRow::new("Ground", ground));
    rows.push(SummaryRow::new("Since", written_date(notice.raised_on)));
    if let Some(until) = notice.until {
        rows.push(SummaryRow::new("Needed until", written_date(until)));
    }
    if notice.origin != domain::shielding::Origin::Source {
        let family = yes_or_no(notice.discussed_with_family);
        rows.push(SummaryRow::new("Talked over with the family", family));
        let manager = yes_or_no(notice.discussed_with_manager);
        rows.push(SummaryRow::new("Talked over with their manager", manager));
    }
    if let Some(withdrawn) = notice.withdrawn_on {
        rows.push(SummaryRow::new(
            "No longer needed since",
            written_date(withdrawn),
        ));
    }
    let title = if notice.origin.on_behalf() {
        notice.origin.title().to_owned()
    } else {
        notice.by.clone()
    };
    let (notice_id, shield) = (notice.id.to_string(), shield.to_owned());
    let button = (notice.managers && decides).then(|| {
        view! {
            <PostForm action=withdraw>
                <input type="hidden" name="notice" value=notice_id/>
                <input type="hidden" name="shield" value=shield/>
                <Button kind=ButtonKind::Secondary button_type="submit" prevent_double_click=true>
                    "They say that it is no longer needed"
                </Button>
            </PostForm>
        }
    });
    view! {
        <SummaryList card_title=title card_heading_level=3 rows=rows/>
        {button}
    }
    .into_any()
}

/// Others at the address, who may have to be shielded too (SHLD-13).
fn nearby(nearby: Vec<Nearby>, open: ServerAction<OpenRecord>) -> AnyView {
    if nearby.is_empty() {
        return ().into_any();
    }
    let items = nearby
        .into_iter()
        .map(|other| {
            let name = other.name.to_string();
            let born = format!(", born {}", written_date(other.date_of_birth.date));
            view! {
                <li>
                    <PostForm action=open>
                        <input type="hidden" name="child" value=other.number.to_string()/>
                        <button class="app-link-button" type="submit">{name}</button>
                        {born}
                    </PostForm>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Others at the same address"</h2>
        <p class="govuk-body">"They are not shielded, and could lead to this child. Consider whether they must be."</p>
        <ul class="govuk-list">{items}</ul>
    }
    .into_any()
}

fn reviews(reviews: &[ReviewShown]) -> AnyView {
    if reviews.is_empty() {
        return ().into_any();
    }
    let rows = reviews
        .iter()
        .map(|done| SummaryRow::new(written_date(done.on), done.review.words()))
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Reviews so far"</h2>
        <SummaryList rows=rows/>
    }
    .into_any()
}

/// What the panel recommended: the manager decides (SHLD-08, D-05).
fn recommended(recommended: &[Recommended]) -> AnyView {
    if recommended.is_empty() {
        return ().into_any();
    }
    let rows = recommended
        .iter()
        .map(|one| SummaryRow::new(written_date(one.on), one.outcome.title()))
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"What the panel recommends"</h2>
        <SummaryList rows=rows/>
    }
    .into_any()
}

fn review_form(shield: &ShieldShown, filled: &Filled) -> AnyView {
    let review = ServerAction::<Review>::new();
    let id = shield.id.to_string();
    let questions = questions(filled, "What did the review come to?");
    view! {
        <h2 class="govuk-heading-m">"Review"</h2>
        <PostForm action=review>
            <input type="hidden" name="shield" value=id/>
            {questions}
            <Button button_type="submit" prevent_double_click=true>"Record the review"</Button>
        </PostForm>
    }
    .into_any()
}

/// The end of the shield, where there is nothing left that speaks for it.
fn end(shield: &ShieldShown, filled: &Filled) -> AnyView {
    if shield.state != ShieldState::EndProposed {
        let words = if shield.end_recommended {
            "A review recommends that this shield should end. Users who asked for it are told so, and that they can complain; tell those yourself for whom you entered a request. It can be lifted once nobody asks for it any more."
        } else {
            "It can be lifted once nobody asks for it any more and a review recommends it."
        };
        return view! {
            <h2 class="govuk-heading-m">"Lift the shield"</h2>
            <InsetText>{words}</InsetText>
        }
        .into_any();
    }
    let lift = ServerAction::<Lift>::new();
    let told = Choice::new(Informed::TOLD, "They have been told");
    let reasons = NotInformed::ALL.map(|why| Choice::new(why.code(), why.title()));
    let choices = std::iter::once(told).chain(reasons).collect::<Vec<_>>();
    let id = shield.id.to_string();
    let (chosen, problem) = (filled.value("informed"), filled.problem("informed"));
    view! {
        <h2 class="govuk-heading-m">"Lift the shield"</h2>
        <p class="govuk-body">
            "Everyone who may see a record sees this one in full again. Those who asked for the shield and those who work with the child are told no more than that."
        </p>
        <PostForm action=lift>
            <input type="hidden" name="shield" value=id/>
            <Radios name="informed" legend="Has the family been told that the shield ends?" legend_class="govuk-fieldset__legend--s" choices=choices value=chosen error=problem/>
            <Button kind=ButtonKind::Warning button_type="submit" prevent_double_click=true>"Lift the shield"</Button>
        </PostForm>
    }
    .into_any()
}
