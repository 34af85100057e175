//! The steps of an investigation (section 4.11): asking, explaining, closing, a case and what came of it. Each is
//! recorded with its day, and by a code in the trail.

use domain::act::Act;
use domain::clock::working_days_after;
use domain::misuse::{
    ANSWERED_WITHIN, AskForExplanation, Asked, CloseInvestigation, DecideCase, ExplainUse,
    Explanation, OpenCase, Outcome, RecordExplanation, StaffFact, Stage, Step,
};
use domain::refusal::{Refusal, Rejection};
use domain::task::{Recipient, TaskKind};
use serde_json::json;
use uuid::Uuid;

use super::sql::{self, Answer};
use super::{WORDS, not_now, permitted, tell_office, whoever_answers};
use crate::account::{self, Because};
use crate::bank_holiday;
use crate::door::{Access, Stopped};
use crate::mail;
use crate::task::{self, NewTask};

/// What waits about an investigation until it is closed.
const TASKS: [TaskKind; 3] = [
    TaskKind::UseToExplain,
    TaskKind::ExplanationOverdue,
    TaskKind::UseCaseToDecide,
];

/// Asks the user, or their staff manager; both learn of it, and the user can answer in either case (MIS-07). The time
/// runs from when somebody was asked first.
pub async fn ask(access: &mut Access<AskForExplanation>) -> Result<(), Stopped> {
    let AskForExplanation {
        investigation: id,
        of,
        ref staff_manager,
    } = *access.act();
    let staff_manager = staff_manager.clone();
    let today = access.today();
    let investigation = permitted(access, id).await?;
    let again = investigation.asked == Some((of, today));
    let subject = investigation
        .subject
        .filter(|_| investigation.progress.may(Step::Ask, today));
    let subject = subject.ok_or_else(|| not_now("of"))?;
    let due_on = match investigation.due_on {
        Some(day) => day,
        None => {
            let holidays = bank_holiday::after(access.connection(), today).await?;
            working_days_after(today, ANSWERED_WITHIN, &holidays)
        }
    };
    sql::ask(
        access.connection(),
        id,
        of,
        staff_manager.address(),
        today,
        due_on,
    )
    .await?;
    if again {
        access.note(json!({ "again": true }));
        return Ok(());
    }
    task::close(
        access,
        &[TaskKind::UseToExplain, TaskKind::ExplanationOverdue],
        id,
    )
    .await?;
    let task = NewTask {
        kind: TaskKind::UseToExplain,
        to: Recipient::Account(subject),
        child: None,
        object: Some(id),
        due_on: Some(due_on),
    };
    task::open(access, task).await?;
    let fact = match of {
        Asked::User => StaffFact::UserAsked,
        Asked::StaffManager => StaffFact::AskedOfYou,
    };
    mail::tell_staff_manager(access, id, fact).await
}

/// Keeps an explanation, and tells those who look into it.
async fn answered<A: Act>(
    access: &mut Access<A>,
    id: Uuid,
    by: Asked,
    explanation: Explanation,
    sealed_words: Option<Vec<u8>>,
) -> Result<(), Stopped> {
    let answer = Answer {
        by,
        explanation,
        sealed_words,
        on: access.today(),
    };
    sql::answer(access.connection(), id, &answer).await?;
    task::close(
        access,
        &[TaskKind::UseToExplain, TaskKind::ExplanationOverdue],
        id,
    )
    .await?;
    tell_office(access, id).await
}

/// The user explains. What they write lies sealed in the file.
pub async fn explain(access: &mut Access<ExplainUse>) -> Result<(), Stopped> {
    let id = access.act().investigation;
    let investigation = permitted(access, id).await?;
    if !investigation.progress.may(Step::Explain, access.today()) {
        return Err(not_now("explanation").into());
    }
    let explained = access.act().explained.clone();
    let (keys, chance) = (access.keys(), access.chance());
    let sealed = explained
        .words
        .as_deref()
        .map(|words| keys.seal(WORDS, id.as_bytes(), words.as_bytes(), chance));
    answered(access, id, Asked::User, explained.explanation, sealed).await
}

/// Records an explanation that came otherwise than through ContactPoint: a staff manager's, or in a case the user's.
pub async fn record_explanation(access: &mut Access<RecordExplanation>) -> Result<(), Stopped> {
    let RecordExplanation {
        investigation: id,
        by,
        explanation,
    } = *access.act();
    let investigation = permitted(access, id).await?;
    if !investigation.progress.may(Step::Record(by), access.today()) {
        return Err(not_now("explanation").into());
    }
    answered(access, id, by, explanation, None).await
}

/// Closes it without a case: the explanation was satisfactory, or nobody was found. Which of them follows from how
/// far it has come.
pub async fn close(access: &mut Access<CloseInvestigation>) -> Result<(), Stopped> {
    let id = access.act().investigation;
    let investigation = permitted(access, id).await?;
    let today = access.today();
    let outcome = if investigation.progress.may(Step::CloseExplained, today) {
        Outcome::Explained
    } else if investigation.progress.may(Step::CloseNobody, today) {
        Outcome::NobodyFound
    } else {
        return Err(not_now("close").into());
    };
    access.note(json!({ "outcome": outcome.code() }));
    closed(access, id, &[outcome]).await?;
    mail::tell_staff_manager(access, id, StaffFact::Over).await
}

async fn closed<A: Act>(
    access: &mut Access<A>,
    id: Uuid,
    outcomes: &[Outcome],
) -> Result<(), Stopped> {
    let today = access.today();
    sql::close(access.connection(), id, outcomes, today).await?;
    task::close(access, &TASKS, id).await
}

/// Opens a case, which is the manager's from then on; suspends the account where that is necessary.
pub async fn open_case(access: &mut Access<OpenCase>) -> Result<(), Stopped> {
    let OpenCase {
        investigation: id,
        suspend,
    } = *access.act();
    let today = access.today();
    let investigation = permitted(access, id).await?;
    if !investigation.progress.may(Step::OpenCase, today) {
        return Err(not_now("suspend").into());
    }
    sql::open_case(access.connection(), id, today).await?;
    if let Some(to) = whoever_answers(&investigation.office) {
        let task = NewTask {
            kind: TaskKind::UseCaseToDecide,
            to,
            child: None,
            object: Some(id),
            due_on: None,
        };
        task::open(access, task).await?;
    }
    if suspend {
        let subject = investigation.subject.ok_or(Refusal::State)?;
        account::suspend(access, &[subject], Because::Investigation(id)).await?;
        mail::tell_staff_manager(access, id, StaffFact::Suspended).await?;
    }
    Ok(())
}

/// Records what came of a case, and whether anybody had explained it. The account is closed for good, or comes back
/// into use unless something else keeps it from that (ACCT-08).
pub async fn decide(access: &mut Access<DecideCase>) -> Result<(), Stopped> {
    let id = access.act().investigation;
    let outcomes = access.act().outcomes.clone();
    let investigation = permitted(access, id).await?;
    if !investigation.progress.may(Step::Decide, access.today()) {
        let waits = "Record the explanation first, or wait until the time for it is over";
        return Err(match investigation.progress.stage() {
            Stage::Case => Rejection::of("outcomes", waits),
            _ => not_now("outcomes"),
        }
        .into());
    }
    access.note(json!({ "answered": investigation.explained.is_some() }));
    let subject = investigation.subject.ok_or(Refusal::State)?;
    let because = Because::Investigation(id);
    let fact = if outcomes.closes_the_account() {
        account::close_for_cause(access, subject, because).await?;
        StaffFact::AccountClosed
    } else if sql::suspended(access.connection(), id).await? {
        match account::let_back(access, because).await? {
            0 => StaffFact::Over,
            _ => StaffFact::InUseAgain,
        }
    } else {
        StaffFact::Over
    };
    let outcomes: Vec<Outcome> = outcomes.iter().collect();
    closed(access, id, &outcomes).await?;
    mail::tell_staff_manager(access, id, fact).await
}
