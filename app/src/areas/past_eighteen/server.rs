//! Server functions of what is kept past eighteen.

use domain::past_eighteen::{KeptShown, PastEighteenQuestion};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{date, filled, form_result, redirect, typed},
    crate::opened::{name_of_child, nothing, opened},
    domain::id::ChildNumber,
    domain::past_eighteen::WhyOver,
    domain::refusal::Rejection,
    uuid::Uuid,
};

/// The names of forms.
#[cfg(feature = "ssr")]
const CONSENT: &str = "past-eighteen-consent";
#[cfg(feature = "ssr")]
const OVER: &str = "past-eighteen-over";
#[cfg(feature = "ssr")]
const DECIDE: &str = "past-eighteen-decide";
#[cfg(feature = "ssr")]
const ANSWER: &str = "past-eighteen-answer";

/// The form for recording consent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ConsentForm {
    /// The young person's name.
    pub child: String,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form, for a young person whose record is open: the same whatever is recorded.
#[server(endpoint = "past-eighteen/form")]
pub(crate) async fn load_consent_form(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<ConsentForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(ConsentForm {
        child: name_of_child(&user, &opening).await?,
        filled: filled(&user, CONSENT, returned.as_deref(), Filled::default()).await?,
    })
}

/// What is typed of a consent; the list of statements besides.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ConsentFields {
    category: String,
    consented_by: String,
    helped_by: String,
    given_day: String,
    given_month: String,
    given_year: String,
}

impl std::fmt::Debug for ConsentFields {
    /// What was typed is nobody else's (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ConsentFields")
    }
}

#[cfg(feature = "ssr")]
impl ConsentFields {
    /// The consent, or what is missing in the form.
    fn consent(&self, elements: &[String]) -> Result<domain::past_eighteen::Consent, Rejection> {
        let message = "Enter the day on which consent was given, like 27 3 2026";
        let (day, month, year) = (&self.given_day, &self.given_month, &self.given_year);
        domain::past_eighteen::consent(
            &self.category,
            date("given", day, month, year, message),
            &self.consented_by,
            &self.helped_by,
            elements.iter().map(String::as_str),
        )
    }
}

/// Records consent for a young person whose record is open.
#[server(endpoint = "past-eighteen/attest")]
pub(crate) async fn attest(
    #[server(default)] opening: String,
    #[server(flatten)] typed: ConsentFields,
    #[server(default)] elements: Vec<String>,
) -> Result<(), Shown> {
    use domain::past_eighteen::AttestPastEighteen;
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let result = match typed.consent(&elements) {
        Ok(consent) => {
            let act = AttestPastEighteen { child, consent };
            user.access(act, registry::past_eighteen::attest).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let mut fields = crate::form::server::fields(&typed);
    fields.insert("elements".to_owned(), elements.join(" "));
    let page = format!("/child-record/{opening}/past-eighteen");
    if form_result(&user, CONSENT, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!(
            "/child-record/{opening}?done=past-eighteen-recorded"
        ));
    }
    Ok(())
}

/// The form for telling that it is over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct OverForm {
    /// The young person's name.
    pub child: String,
    /// Whether whoever looks answers for the record, and so ends it.
    pub ends: bool,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form, for a young person whose record is open: the same whatever is recorded.
#[server(endpoint = "past-eighteen/over-form")]
pub(crate) async fn load_over_form(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<OverForm, Shown> {
    use domain::child_record::{ChildRecordView, ViewChildRecord};
    let user = crate::signed_in::signed_in().await?;
    let registry::child_record::Opening { child, reason } = opened(&user, &opening).await?;
    let act = ViewChildRecord { child, reason };
    let record = user.access(act, registry::child_record::view).await?;
    let (child, ends) = match record {
        ChildRecordView::Open(record) => (record.name.to_string(), record.answers_for),
        ChildRecordView::Shielded(record) => (record.name.to_string(), false),
    };
    Ok(OverForm {
        child,
        ends,
        filled: filled(&user, OVER, returned.as_deref(), Filled::default()).await?,
    })
}

/// Why it is over, or what to do about that.
#[cfg(feature = "ssr")]
fn why(code: &str) -> Result<WhyOver, Rejection> {
    WhyOver::told(code).ok_or_else(|| Rejection::of("decision", "Select what has happened"))
}

/// Tells that it is over, or ends it.
#[server(endpoint = "past-eighteen/over")]
pub(crate) async fn over(
    #[server(default)] opening: String,
    #[server(default)] ends: String,
    #[server(default)] decision: String,
) -> Result<(), Shown> {
    use domain::past_eighteen::{EndPastEighteen, TellPastEighteenOver};
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let ends = ends == "yes";
    let result = match why(&decision) {
        Ok(why) if ends => {
            let act = EndPastEighteen { child, why };
            user.access(act, registry::past_eighteen::end).await
        }
        Ok(why) => {
            let act = TellPastEighteenOver { child, why };
            user.access(act, registry::past_eighteen::tell_over).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let page = format!("/child-record/{opening}/past-eighteen-over");
    let fields = typed(&[("decision", &decision)]);
    if form_result(&user, OVER, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&if ends {
            "/past-eighteen?done=ended".to_owned()
        } else {
            format!("/child-record/{opening}?done=past-eighteen-told")
        });
    }
    Ok(())
}

/// The records of one's authority that are kept past eighteen, each with its place in the list.
#[server(endpoint = "past-eighteen/list")]
pub(crate) async fn load_list(
    #[server(default)] show: Option<String>,
) -> Result<Vec<(usize, KeptShown)>, Shown> {
    use domain::past_eighteen::ListPastEighteen;
    let user = crate::signed_in::signed_in().await?;
    let listed = user.access(ListPastEighteen, registry::past_eighteen::list);
    let kept = listed.await?;
    Ok(crate::picked::server::placed(&user, show.as_deref(), kept))
}

/// One of the list, and the form that decides about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct DecideForm {
    /// Which.
    pub kept: KeptShown,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form about one of the list, by its place there: no number stands in an address.
#[server(endpoint = "past-eighteen/decide-form")]
pub(crate) async fn load_decide_form(
    place: String,
    #[server(default)] returned: Option<String>,
) -> Result<DecideForm, Shown> {
    use domain::past_eighteen::ListPastEighteen;
    let user = crate::signed_in::signed_in().await?;
    let list = user
        .access(ListPastEighteen, registry::past_eighteen::list)
        .await?;
    let place: usize = place.parse().map_err(|_| nothing())?;
    let filled = filled(&user, DECIDE, returned.as_deref(), Filled::default()).await?;
    // A form that comes back is about the same child, whatever the list has become meanwhile.
    let kept = match filled.value("child") {
        Some(child) => list
            .into_iter()
            .find(|kept| kept.number.to_string() == child),
        None => list.into_iter().nth(place.wrapping_sub(1)),
    };
    Ok(DecideForm {
        kept: kept.ok_or_else(nothing)?,
        filled,
    })
}

/// Confirms one for another year, or ends it.
#[server(endpoint = "past-eighteen/decide")]
pub(crate) async fn decide(
    #[server(default)] child: String,
    #[server(default)] place: String,
    #[server(default)] decision: String,
) -> Result<(), Shown> {
    use domain::past_eighteen::{ConfirmPastEighteen, EndPastEighteen};
    let user = crate::signed_in::signed_in().await?;
    let child = child.parse::<ChildNumber>().map_err(|_| nothing())?;
    let place: usize = place.parse().map_err(|_| nothing())?;
    let confirms = decision == "confirm";
    let result = if confirms {
        let act = ConfirmPastEighteen { child };
        user.access(act, registry::past_eighteen::confirm).await
    } else {
        match why(&decision) {
            Ok(why) => {
                let act = EndPastEighteen { child, why };
                user.access(act, registry::past_eighteen::end).await
            }
            Err(rejection) => Err(rejection.into()),
        }
    };
    let page = format!("/past-eighteen/{place}/decide");
    let fields = typed(&[("child", &child.to_string()), ("decision", &decision)]);
    if form_result(&user, DECIDE, &page, fields, result)
        .await?
        .is_some()
    {
        let done = if confirms { "confirmed" } else { "ended" };
        redirect(&format!("/past-eighteen?done={done}"));
    }
    Ok(())
}

/// The yearly question and the form that answers it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct AnswerForm {
    /// The question.
    pub asked: PastEighteenQuestion,
    /// What stands in the form.
    pub filled: Filled,
}

/// The yearly question, for whoever recorded the consent.
#[server(endpoint = "past-eighteen/question")]
pub(crate) async fn load_question(
    question: String,
    #[server(default)] returned: Option<String>,
) -> Result<AnswerForm, Shown> {
    use domain::past_eighteen::ViewPastEighteenQuestion;
    let user = crate::signed_in::signed_in().await?;
    let question = question.parse::<Uuid>().map_err(|_| nothing())?;
    let act = ViewPastEighteenQuestion { question };
    Ok(AnswerForm {
        asked: user
            .access(act, registry::past_eighteen::view_question)
            .await?,
        filled: filled(&user, ANSWER, returned.as_deref(), Filled::default()).await?,
    })
}

/// Answers the yearly question.
#[server(endpoint = "past-eighteen/answer")]
pub(crate) async fn answer_question(
    #[server(default)] question: String,
    #[server(default)] answer: String,
) -> Result<(), Shown> {
    use domain::past_eighteen::{Answer, AnswerPastEighteen};
    let user = crate::signed_in::signed_in().await?;
    let question = question.parse::<Uuid>().map_err(|_| nothing())?;
    let result = match Answer::from_code(&answer) {
        Some(answer) => {
            let act = AnswerPastEighteen { question, answer };
            user.access(act, registry::past_eighteen::answer).await
        }
        None => Err(Rejection::of("answer", "Select yes or no").into()),
    };
    let page = format!("/past-eighteen/{question}/answer");
    let fields = typed(&[("answer", &answer)]);
    if form_result(&user, ANSWER, &page, fields, result)
        .await?
        .is_some()
    {
        redirect("/tasks");
    }
    Ok(())
}
