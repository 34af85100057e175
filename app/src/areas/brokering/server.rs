//! Server functions of brokering.

use domain::brokering::{LegToAnswer, MyRequest, QueuedRequest, RequestToHandle};
use domain::reason::ReasonCode;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use crate::opened::nothing;
#[cfg(feature = "ssr")]
use {
    crate::form::server::{filled, form_result, redirect},
    domain::brokering::EnquiryAnswer,
    domain::child_record::Telephone,
    domain::id::{LegId, OpeningId, RequestId},
    domain::refusal::Rejection,
    registry::child_record::Opening,
    registry::{SignedIn, Stopped},
    std::collections::BTreeMap,
};

/// What a page asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Purpose {
    /// That a sensitive service gets in touch (BRK-01).
    Reach,
    /// To be told more about a shielded record (D-02).
    Enquire,
}

#[cfg(feature = "ssr")]
impl Purpose {
    /// The form's name.
    fn form(self) -> &'static str {
        match self {
            Purpose::Reach => "reach-sensitive-service",
            Purpose::Enquire => "enquiry",
        }
    }
}

/// What the page for asking shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct AskForm {
    /// The child's name.
    pub child: String,
    /// Who one is.
    pub name: String,
    /// One's job.
    pub job_title: String,
    /// In whose name one asks.
    pub organisation: String,
    /// Why the record was opened.
    pub reason: ReasonCode,
    /// What stands in the form.
    pub filled: Filled,
}

/// What this session opened under a name.
#[cfg(feature = "ssr")]
async fn opened(user: &SignedIn, opening: &str) -> Result<(OpeningId, Opening), Shown> {
    let opening = opening.parse::<OpeningId>().map_err(|_| nothing())?;
    let opened = user.opening(opening).await?.ok_or_else(nothing)?;
    Ok((opening, opened))
}

/// The form for asking about a child whose record is open, where there is something to ask.
#[server(endpoint = "brokering/form")]
pub(crate) async fn load_ask_form(
    opening: String,
    purpose: Purpose,
    #[server(default)] returned: Option<String>,
) -> Result<AskForm, Shown> {
    use domain::child_record::{ChildRecordView, ViewChildRecord};
    let user = crate::signed_in::signed_in().await?;
    let role = user.person().role;
    let may = match purpose {
        Purpose::Reach => role.asks_for_brokering(),
        Purpose::Enquire => role.asks_about_shielded(),
    };
    if !may {
        return Err(nothing());
    }
    let (_, Opening { child, reason }) = opened(&user, &opening).await?;
    let code = reason.code();
    let act = ViewChildRecord { child, reason };
    let child = match user.access(act, registry::child_record::view).await? {
        ChildRecordView::Open(record) if purpose == Purpose::Reach && record.sensitive_service => {
            record.name.to_string()
        }
        ChildRecordView::Shielded(record) if purpose == Purpose::Enquire => record.name.to_string(),
        _ => return Err(nothing()),
    };
    let own = user.own_contact().await?;
    let telephone = own.telephone.map(String::from).unwrap_or_default();
    let fresh = Filled::with([("telephone", telephone)]);
    let filled = filled(&user, purpose.form(), returned.as_deref(), fresh).await?;
    Ok(AskForm {
        child,
        name: own.name,
        job_title: own.job_title,
        organisation: own.organisation,
        reason: code,
        filled,
    })
}

/// A number to ring.
#[cfg(feature = "ssr")]
fn telephone_of(typed: &str) -> Result<Telephone, Rejection> {
    Telephone::parse(typed)
        .map_err(|_| Rejection::of("telephone", "Enter a telephone number, like 01632 960 001"))
}

/// Leads to one's own list, or the form back to its page.
#[cfg(feature = "ssr")]
async fn asked(
    user: &SignedIn,
    purpose: Purpose,
    opening: OpeningId,
    telephone: String,
    result: Result<RequestId, Stopped>,
) -> Result<(), Shown> {
    let page = match purpose {
        Purpose::Reach => format!("/child-record/{opening}/reach-sensitive-service"),
        Purpose::Enquire => format!("/child-record/{opening}/enquiry"),
    };
    let typed = BTreeMap::from([("telephone".to_owned(), telephone)]);
    if form_result(user, purpose.form(), &page, typed, result)
        .await?
        .is_some()
    {
        redirect("/brokering?done=sent");
    }
    Ok(())
}

/// Asks that a sensitive service gets in touch, for the reason for which the record was opened.
#[server(endpoint = "brokering/request")]
pub(crate) async fn request(
    #[server(default)] opening: String,
    #[server(default)] telephone: String,
) -> Result<(), Shown> {
    use domain::brokering::RequestBrokering;
    let user = crate::signed_in::signed_in().await?;
    let (opening, Opening { child, reason }) = opened(&user, &opening).await?;
    let result = match telephone_of(&telephone) {
        Ok(telephone) => {
            let act = RequestBrokering {
                child,
                reason,
                telephone,
            };
            user.access(act, registry::brokering::request).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    asked(&user, Purpose::Reach, opening, telephone, result).await
}

/// Asks a question about a shielded record.
#[server(endpoint = "brokering/enquire")]
pub(crate) async fn enquire(
    #[server(default)] opening: String,
    #[server(default)] telephone: String,
) -> Result<(), Shown> {
    use domain::brokering::AskAboutShielded;
    let user = crate::signed_in::signed_in().await?;
    let (opening, Opening { child, reason }) = opened(&user, &opening).await?;
    let result = match telephone_of(&telephone) {
        Ok(telephone) => {
            let act = AskAboutShielded {
                child,
                reason,
                telephone,
            };
            user.access(act, registry::brokering::enquire).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    asked(&user, Purpose::Enquire, opening, telephone, result).await
}

/// The requests one has made.
#[server(endpoint = "brokering/mine")]
pub(crate) async fn mine() -> Result<Vec<MyRequest>, Shown> {
    use domain::brokering::ListMyRequests;
    let user = crate::signed_in::signed_in().await?;
    Ok(user
        .access(ListMyRequests, registry::brokering::list_mine)
        .await?)
}

/// Takes a request back.
#[server(endpoint = "brokering/withdraw")]
pub(crate) async fn withdraw(#[server(default)] request: String) -> Result<(), Shown> {
    use domain::brokering::WithdrawRequest;
    let user = crate::signed_in::signed_in().await?;
    let request = request.parse::<RequestId>().map_err(|_| nothing())?;
    user.access(WithdrawRequest { request }, registry::brokering::withdraw)
        .await?;
    redirect(&format!("/brokering?done=withdrawn&of={request}"));
    Ok(())
}

/// The requests that one's authority has.
#[server(endpoint = "brokering/queue")]
pub(crate) async fn queue(
    #[server(default)] show: Option<String>,
) -> Result<Vec<QueuedRequest>, Shown> {
    use domain::brokering::ListRequests;
    let user = crate::signed_in::signed_in().await?;
    let listed = user.access(ListRequests, registry::brokering::queue);
    let mut requests = listed.await?;
    crate::picked::server::keep_picked(&user, show.as_deref(), &mut requests);
    Ok(requests)
}

/// A request that one's authority has, and what came back of its forms.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct RequestShown {
    /// The request.
    pub request: RequestToHandle,
    /// What is to be mended.
    pub filled: Filled,
}

/// The name of the forms that handle a request.
#[cfg(feature = "ssr")]
const HANDLE: &str = "handle-request";

/// A request that one's authority has.
#[server(endpoint = "brokering/view")]
pub(crate) async fn load_request(
    request: String,
    #[server(default)] returned: Option<String>,
) -> Result<RequestShown, Shown> {
    use domain::brokering::ViewRequest;
    let user = crate::signed_in::signed_in().await?;
    let request = request.parse::<RequestId>().map_err(|_| nothing())?;
    let request = user
        .access(ViewRequest { request }, registry::brokering::view)
        .await?;
    let filled = filled(&user, HANDLE, returned.as_deref(), Filled::default()).await?;
    Ok(RequestShown { request, filled })
}

/// Leads back to the request's page, with word of what was done or what stands in its way.
#[cfg(feature = "ssr")]
async fn handled(
    user: &SignedIn,
    request: RequestId,
    done: &str,
    result: Result<(), Stopped>,
) -> Result<(), Shown> {
    let page = format!("/brokering/requests/{request}");
    if form_result(user, HANDLE, &page, BTreeMap::new(), result)
        .await?
        .is_some()
    {
        redirect(&format!("{page}?done={done}"));
    }
    Ok(())
}

/// Sends a request on to the responsible authority, whichever that is.
#[server(endpoint = "brokering/send-on")]
pub(crate) async fn send_on(#[server(default)] request: String) -> Result<(), Shown> {
    use domain::brokering::SendOn;
    let user = crate::signed_in::signed_in().await?;
    let request = request.parse::<RequestId>().map_err(|_| nothing())?;
    user.access(SendOn { request }, registry::brokering::send_on)
        .await?;
    redirect("/brokering/requests?done=sent-on");
    Ok(())
}

/// Passes a request on to the services of the record.
#[server(endpoint = "brokering/pass-on")]
pub(crate) async fn pass_on(#[server(default)] request: String) -> Result<(), Shown> {
    use domain::brokering::PassOn;
    let user = crate::signed_in::signed_in().await?;
    let request = request.parse::<RequestId>().map_err(|_| nothing())?;
    let result = user
        .access(PassOn { request }, registry::brokering::pass_on)
        .await;
    handled(&user, request, "passed-on", result).await
}

/// Decides what an enquirer is told.
#[server(endpoint = "brokering/answer-enquiry")]
pub(crate) async fn answer_enquiry(
    #[server(default)] request: String,
    #[server(default)] answer: String,
) -> Result<(), Shown> {
    use domain::brokering::AnswerEnquiry;
    let user = crate::signed_in::signed_in().await?;
    let request = request.parse::<RequestId>().map_err(|_| nothing())?;
    let result = match EnquiryAnswer::from_code(&answer) {
        Some(answer) => {
            let act = AnswerEnquiry { request, answer };
            user.access(act, registry::brokering::answer_enquiry).await
        }
        None => Err(Rejection::of("answer", "Select what the enquirer is told").into()),
    };
    handled(&user, request, "answered", result).await
}

/// Records that a service was told outside the system, or what it said.
#[server(endpoint = "brokering/outside")]
pub(crate) async fn outside(
    #[server(default)] request: String,
    #[server(default)] leg: String,
    #[server(default)] what: String,
) -> Result<(), Shown> {
    use domain::brokering::RecordOutside;
    let user = crate::signed_in::signed_in().await?;
    let request = request.parse::<RequestId>().map_err(|_| nothing())?;
    let leg = leg.parse::<LegId>().map_err(|_| nothing())?;
    let what = domain::brokering::Outside::from_code(&what).ok_or_else(nothing)?;
    let result = user
        .access(
            RecordOutside { leg, what },
            registry::brokering::record_outside,
        )
        .await;
    let done = format!("{}&of={leg}", what.code());
    handled(&user, request, &done, result).await
}

/// What one's own service is asked, and what came back of its form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct LegShown {
    /// What is asked.
    pub leg: LegToAnswer,
    /// What is to be mended.
    pub filled: Filled,
}

/// The name of the form by which a service answers.
#[cfg(feature = "ssr")]
const ANSWER: &str = "answer-request";

/// What one's own service is asked.
#[server(endpoint = "brokering/question")]
pub(crate) async fn load_leg(
    leg: String,
    #[server(default)] returned: Option<String>,
) -> Result<LegShown, Shown> {
    use domain::brokering::ViewLeg;
    let user = crate::signed_in::signed_in().await?;
    let leg = leg.parse::<LegId>().map_err(|_| nothing())?;
    let leg = user
        .access(ViewLeg { leg }, registry::brokering::view_leg)
        .await?;
    let filled = filled(&user, ANSWER, returned.as_deref(), Filled::default()).await?;
    Ok(LegShown { leg, filled })
}

/// Says whether one's own service gets in touch.
#[server(endpoint = "brokering/answer")]
pub(crate) async fn answer(
    #[server(default)] leg: String,
    #[server(default)] answer: String,
) -> Result<(), Shown> {
    use domain::brokering::AnswerRequest;
    let user = crate::signed_in::signed_in().await?;
    let leg = leg.parse::<LegId>().map_err(|_| nothing())?;
    let answer = domain::brokering::Answer::from_code(&answer).ok_or_else(nothing)?;
    let result = user
        .access(AnswerRequest { leg, answer }, registry::brokering::answer)
        .await;
    let page = format!("/brokering/answers/{leg}");
    if form_result(&user, ANSWER, &page, BTreeMap::new(), result)
        .await?
        .is_some()
    {
        redirect(&format!("{page}?done=answered"));
    }
    Ok(())
}
