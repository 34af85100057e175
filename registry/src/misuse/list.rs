//! What is looked into with an office, and what one is asked oneself.

use chrono::Days;
use domain::misuse::{
    Activity, Concern, InvestigationListed, InvestigationShown, Investigations, ListInvestigations,
    ListMyQuestions, MyQuestion, Progress, SignShown, Stage, Step, ViewInvestigation,
    ViewMyQuestion,
};
use domain::refusal::Refusal;
use domain::standing::Role;
use uuid::Uuid;

use super::sql::{self, Investigation};
use super::{WORDS, bearing, named, permitted, reader};
use crate::door::{Access, Stopped, admit};

admit!(ListInvestigations, ListMyQuestions);

/// For how many days something closed stands in the list.
const SHOWN_AFTER_DAYS: u64 = 92;

/// What is looked into with the reader's office; never what is about themselves, nor what names them while nobody
/// has said whose account it is about (MIS-04).
pub async fn list(access: &mut Access<ListInvestigations>) -> Result<Investigations, Stopped> {
    let (hat, today) = (access.hat()?.clone(), access.today());
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let since = today - Days::new(SHOWN_AFTER_DAYS);
    let listed = sql::list(access.connection(), &hat, account, since).await?;
    let reader = reader(access).await?;
    let mut others = Vec::new();
    for row in listed {
        let named = named(access, row.listed.id, row.sealed_report.as_deref())?;
        if !named.is_some_and(|named| named.is(&reader)) {
            others.push(row);
        }
    }
    let (open, mut closed): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|row| row.listed.stage != Stage::Closed);
    closed.sort_by_key(|row| std::cmp::Reverse(row.closed_on));
    let rows = |rows: Vec<sql::Listed>| rows.into_iter().map(|row| row.listed).collect();
    Ok(Investigations {
        open: rows(open),
        closed: rows(closed),
        stops: hat.role == Role::CentralTeam,
    })
}

/// What was noticed. How much of it is left out where that would tell of a record (NEWID-06).
async fn signs<A: domain::act::Act>(
    access: &mut Access<A>,
    id: Uuid,
) -> Result<Vec<SignShown>, Stopped> {
    let mut signs = sql::signs(access.connection(), id).await?;
    for sign in &mut signs {
        sign.most = sign.most.filter(|_| sign.pattern.tells_how_much());
    }
    Ok(signs)
}

/// One investigation, with what was done in those days: numbers of records and no values (AUD-05).
pub async fn view(access: &mut Access<ViewInvestigation>) -> Result<InvestigationShown, Stopped> {
    let id = access.act().investigation;
    let investigation = permitted(access, id).await?;
    let signs = signs(access, id).await?;
    let activity = activity(access, &investigation, &signs).await?;
    let subject = match investigation.subject {
        Some(subject) => Some(sql::subject(access.connection(), subject).await?),
        None => None,
    };
    let named = named(access, id, investigation.sealed_report.as_deref())?;
    let bearing = bearing(access, &investigation).await?;
    let words = if sees_children(access.hat()?.role) {
        words(access, &investigation)?
    } else {
        None
    };
    let outcomes = sql::outcomes(access.connection(), id).await?;
    Ok(InvestigationShown {
        listed: InvestigationListed {
            id,
            user: subject.as_ref().map(|subject| subject.name.clone()),
            origin: investigation.origin,
            patterns: signs.iter().map(|sign| sign.pattern).collect(),
            concern: investigation.concern,
            opened_on: investigation.opened_on,
            due_on: investigation.due_on,
            stage: investigation.progress.stage(),
        },
        subject,
        named,
        signs,
        activity,
        asked: investigation.asked,
        words,
        explained: investigation.explained,
        explained_by: investigation.progress.explained_by,
        case_opened_on: investigation.progress.case_opened_on,
        staff_manager: investigation.staff_manager,
        outcomes,
        closed_on: investigation.progress.closed_on,
        decides: bearing.is_decided_by(access.standing()),
    })
}

/// Whether somebody who looks into use may see what is a child's: what the user wrote, and which record it is that
/// is shielded or bears a last name. Administrators may not.
fn sees_children(role: Role) -> bool {
    matches!(role, Role::LocalAuthorityManager | Role::CentralTeam)
}

/// What was done in the days on which something was noticed.
async fn activity(
    access: &mut Access<ViewInvestigation>,
    investigation: &Investigation,
    signs: &[SignShown],
) -> Result<Activity, Stopped> {
    if !signs.iter().all(|sign| sign.pattern.tells_how_much()) {
        return Ok(Activity::Withheld);
    }
    let first = signs.iter().map(|sign| sign.first_day).min();
    let last = signs.iter().map(|sign| sign.last_day).max();
    let (Some(first), Some(last), Some(subject)) = (first, last, investigation.subject) else {
        return Ok(Activity::Reported);
    };
    let mut lines = sql::activity(access.connection(), subject, first, last).await?;
    let told = signs.iter().any(|sign| sign.pattern.tells_of_records());
    if told && !sees_children(access.hat()?.role) {
        for line in &mut lines {
            line.child = None;
        }
    }
    Ok(Activity::Lines(lines))
}

/// What the user wrote.
fn words<A: domain::act::Act>(
    access: &Access<A>,
    investigation: &Investigation,
) -> Result<Option<String>, Stopped> {
    let Some(sealed) = &investigation.sealed_words else {
        return Ok(None);
    };
    let plain = access
        .keys()
        .open(WORDS, investigation.id.as_bytes(), sealed)?;
    Ok(String::from_utf8(plain).ok())
}

/// What the reader is or was asked, the latest first.
pub async fn mine(access: &mut Access<ListMyQuestions>) -> Result<Vec<MyQuestion>, Stopped> {
    let account = access.standing().account().ok_or(Refusal::SignedOut)?;
    let mut questions = Vec::new();
    for id in sql::asked_of(access.connection(), account).await? {
        let investigation = permitted(access, id).await?;
        questions.extend(shown(access, investigation).await?);
    }
    Ok(questions)
}

/// One of them. What nobody has asked about is not there for whoever it is about (MIS-03).
pub async fn question(access: &mut Access<ViewMyQuestion>) -> Result<MyQuestion, Stopped> {
    let id = access.act().investigation;
    let investigation = permitted(access, id).await?;
    let shown = shown(access, investigation).await?;
    Ok(shown.ok_or(Refusal::NoSuchRecord)?)
}

async fn shown<A: domain::act::Act>(
    access: &mut Access<A>,
    investigation: Investigation,
) -> Result<Option<MyQuestion>, Stopped> {
    let asked_on = investigation.asked.map(|(_, on)| on);
    let Some((asked_on, due_on)) = asked_on.zip(investigation.due_on) else {
        return Ok(None);
    };
    let mut signs = signs(access, investigation.id).await?;
    // What cannot be told is asked about as what nobody has said anything particular of (NEWID-03).
    signs.retain(|sign| sign.pattern.tells_how_much());
    let Progress {
        closed_on,
        explained_by,
        ..
    } = investigation.progress;
    let today = access.today();
    Ok(Some(MyQuestion {
        id: investigation.id,
        signs,
        concern: investigation.concern.unwrap_or(Concern::Other),
        asked_on,
        due_on,
        words: words(access, &investigation)?,
        explained: investigation.explained,
        explained_by,
        open: investigation.progress.may(Step::Explain, today),
        closed_on,
    }))
}
