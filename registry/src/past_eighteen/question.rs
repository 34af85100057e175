//! The question put each year to whoever recorded the consent (R18-04). It waits for them alone, so that
//! nobody learns who they are (SENS-04).

use domain::act::Act;
use domain::id::AccountId;
use domain::past_eighteen::{
    AnswerPastEighteen, PastEighteenQuestion, QuestionBearing, ViewPastEighteenQuestion,
};
use domain::refusal::Refusal;
use domain::task::TaskKind;
use uuid::Uuid;

use super::sql;
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::task;

impl sealed::Sealed for ViewPastEighteenQuestion {}

impl KnownAct for ViewPastEighteenQuestion {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<QuestionBearing>, Stopped> {
        let question = access.act().question;
        bearing(access, question).await
    }
}

impl sealed::Sealed for AnswerPastEighteen {}

impl KnownAct for AnswerPastEighteen {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<QuestionBearing>, Stopped> {
        let question = access.act().question;
        bearing(access, question).await
    }
}

async fn bearing<A: Act>(
    access: &mut Access<A>,
    question: Uuid,
) -> Result<Option<QuestionBearing>, Stopped> {
    let today = access.today();
    let asked = sql::asked_whom(access.connection(), question, today).await?;
    Ok(asked.map(|account| QuestionBearing {
        attested_by: AccountId(account),
    }))
}

/// The question.
pub async fn view_question(
    access: &mut Access<ViewPastEighteenQuestion>,
) -> Result<PastEighteenQuestion, Stopped> {
    let question = access.act().question;
    let shown = sql::question(access.connection(), question).await?;
    shown.ok_or_else(|| Refusal::NoSuchRecord.into())
}

/// Notes the answer, for the management team to confirm.
pub async fn answer(access: &mut Access<AnswerPastEighteen>) -> Result<(), Stopped> {
    let (question, answer) = (access.act().question, access.act().answer);
    sql::answer(access.connection(), question, answer).await?;
    task::close(access, &[TaskKind::AnswerPastEighteen], question).await
}
