//! A request as those see it who broker. There is nothing to approve or to refuse: a request is sent
//! on, or passed on (BRK-02).

use components::{
    BackLink, Button, ButtonKind, Choice, InsetText, NotificationBanner, Radios, SummaryList,
    SummaryRow,
};
use domain::brokering::{Ending, EnquiryAnswer, Handling, LegToHandle, RequestToHandle};
use domain::clock::written_date;
use domain::id::RequestId;
use leptos::prelude::*;

use super::server::{AnswerEnquiry, Outside, PassOn, RequestShown, SendOn, load_request};
use super::{asker_rows, child_rows};
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};

/// The page of a request.
#[component]
pub(crate) fn RequestPage() -> impl IntoView {
    let request = param("request");
    let (returned, done, of) = (query("form"), query("done"), query("of"));
    let shown = Resource::new_blocking(
        move || (request(), returned(), done(), of()),
        |(request, returned, _, _)| load_request(request, returned),
    );
    loaded(shown, move |shown| {
        let RequestShown { request, filled } = shown;
        let words = match done().as_deref() {
            // Passed on to nobody, where no service was left.
            Some("passed-on") if is_nothing_left(&request.handling) => None,
            Some("passed-on") => Some("The request has been passed on"),
            Some("answered") => Some("Your answer has been recorded"),
            Some("told" | "declined" | "will-contact") => Some("What you recorded has been kept"),
            _ => None,
        };
        view! {
            <BackLink href="/brokering/requests"/>
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {whole(request, &filled)}
        }
        .into_any()
    })
}

fn is_nothing_left(handling: &Handling) -> bool {
    matches!(handling, Handling::Closed(Ending::NothingLeft, _))
}

/// The request and what is to be done with it.
fn whole(request: RequestToHandle, filled: &Filled) -> AnyView {
    let RequestToHandle {
        id,
        child,
        asker,
        reason,
        asked_on,
        handling,
    } = request;
    let mut rows = asker_rows(&asker, reason);
    rows.push(SummaryRow::new("Asked", written_date(asked_on)));
    let facts = child_rows(&child);
    let done = handling_of(id, handling, filled);
    view! {
        {filled.summary(str::to_owned)}
        <Heading title=child.name.to_string() caption="Request" error=filled.has_problems()/>
        <SummaryList rows=facts/>
        <h2 class="govuk-heading-m">"Who asks"</h2>
        <SummaryList rows=rows/>
        {done}
    }
    .into_any()
}

fn handling_of(id: RequestId, handling: Handling, filled: &Filled) -> AnyView {
    match handling {
        Handling::SendOn => send_on(id),
        Handling::PassOn => pass_on(id),
        Handling::AnswerEnquiry => answer_enquiry(id, filled),
        Handling::PassedOn(legs) => passed_on(id, legs),
        Handling::Closed(ending, legs) => closed(id, ending, legs),
    }
}

fn send_on(id: RequestId) -> AnyView {
    let send_on = ServerAction::<SendOn>::new();
    view! {
        <p class="govuk-body">
            "Another authority is responsible for this record. The system knows which, and tells nobody."
        </p>
        <PostForm action=send_on>
            <input type="hidden" name="request" value=id.to_string()/>
            <Button button_type="submit" prevent_double_click=true>"Send to the responsible authority"</Button>
        </PostForm>
    }
    .into_any()
}

fn pass_on(id: RequestId) -> AnyView {
    let pass_on = ServerAction::<PassOn>::new();
    view! {
        <p class="govuk-body">
            "You pass the request on, and whoever asked is told nothing but that. The service decides whether to get in touch, and does so itself."
        </p>
        <PostForm action=pass_on>
            <input type="hidden" name="request" value=id.to_string()/>
            <Button button_type="submit" prevent_double_click=true>"Pass on"</Button>
        </PostForm>
    }
    .into_any()
}

/// What an enquirer is told, decided for this one case (SHLD-10).
fn answer_enquiry(id: RequestId, filled: &Filled) -> AnyView {
    let answer = ServerAction::<AnswerEnquiry>::new();
    let problem = filled.problem("answer");
    let choices = EnquiryAnswer::ALL
        .map(|answer| Choice::new(answer.code(), answer.title()))
        .to_vec();
    view! {
        <p class="govuk-body">
            "This is a question about a shielded record. Decide for this case alone. Whoever asked learns whether they will be rung, and neither your name nor your authority’s."
        </p>
        <PostForm action=answer>
            <input type="hidden" name="request" value=id.to_string()/>
            <Radios name="answer" legend="What is the enquirer told?" legend_class="govuk-fieldset__legend--m" choices=choices error=problem/>
            <Button button_type="submit" prevent_double_click=true>"Record your answer"</Button>
        </PostForm>
    }
    .into_any()
}

fn passed_on(id: RequestId, legs: Vec<LegToHandle>) -> AnyView {
    let legs = services(id, legs);
    view! {
        <h2 class="govuk-heading-m">"Passed on"</h2>
        <p class="govuk-body">"You must find out if a service does not plan to get in touch."</p>
        {legs}
    }
    .into_any()
}

fn closed(id: RequestId, ending: Ending, legs: Vec<LegToHandle>) -> AnyView {
    let words = match ending {
        Ending::ContactExpected => "Contact is expected.",
        Ending::NoContact => "No contact will be made.",
        Ending::Withdrawn => "Whoever asked has taken it back.",
        Ending::NothingLeft => {
            "No sensitive service is left to answer. Whoever asked is told that no contact will be made."
        }
    };
    let legs = services(id, legs);
    view! {
        <h2 class="govuk-heading-m">"Closed"</h2>
        <p class="govuk-body">{words}</p>
        {legs}
    }
    .into_any()
}

/// The services asked, in the order of their entries; their contacts stand on the record's page of
/// sensitive services alone.
fn services(id: RequestId, legs: Vec<LegToHandle>) -> AnyView {
    if legs.is_empty() {
        return ().into_any();
    }
    let outside = legs.iter().any(|leg| leg.off_system && leg.state.is_open());
    let cards = legs
        .into_iter()
        .enumerate()
        .map(|(place, leg)| service(id, place + 1, leg))
        .collect::<Vec<_>>();
    view! {
        {outside.then(|| view! {
            <InsetText>
                "Nobody of a service marked so has an account. Find the child, open the record and its page of sensitive services, ring the number that stands there, and record here what you are told."
            </InsetText>
        })}
        {cards}
    }
    .into_any()
}

fn service(request: RequestId, place: usize, leg: LegToHandle) -> AnyView {
    let title = match &leg.service {
        Some(name) => format!("Service {place}: {name}"),
        None => format!("Service {place}"),
    };
    let mut rows = vec![SummaryRow::new("State", leg.state.title())];
    if leg.state.is_open() {
        let late = if leg.late { " (late)" } else { "" };
        let due = format!("{}{late}", written_date(leg.due_on));
        rows.push(SummaryRow::new("Answer due", due));
    }
    if leg.off_system {
        let told = match leg.told_on {
            Some(day) => format!("You told it on {}", written_date(day)),
            None => "Not told yet".to_owned(),
        };
        rows.push(SummaryRow::new("Without an account", told));
    }
    let open = leg.state.is_open();
    let to_tell = leg.off_system && leg.told_on.is_none();
    let of = format!(" of service {place}");
    view! {
        <SummaryList card_title=title card_heading_level=3 rows=rows/>
        {open.then(|| outside(request, leg, to_tell, of))}
    }
    .into_any()
}

/// Recording what was said outside the system (BRK-06).
fn outside(request: RequestId, leg: LegToHandle, to_tell: bool, of: String) -> AnyView {
    let record = ServerAction::<Outside>::new();
    let button = |code: &'static str, words: &'static str| {
        let of = of.clone();
        view! {
            <Button kind=ButtonKind::Secondary button_type="submit" name="what" value=code>
                {words}
                <span class="govuk-visually-hidden">{of}</span>
            </Button>
        }
    };
    let tell = to_tell.then(|| button("told", "I have told the service"));
    let will = button("will-contact", "It says it will get in touch");
    let declined = button("declined", "It says it will not get in touch");
    view! {
        <PostForm action=record>
            <input type="hidden" name="request" value=request.to_string()/>
            <input type="hidden" name="leg" value=leg.id.to_string()/>
            <div class="govuk-button-group">{tell}{will}{declined}</div>
        </PostForm>
    }
    .into_any()
}
