//! Checking, deciding and delivering (SAR-04 … SAR-11, section 4.8).

use domain::act::Act;
use domain::id::OpeningId;
use domain::refusal::{Refusal, Rejection};
use domain::subject_access::{
    AddRecord, Applicant, Check, DecideRequest, Decision, ExtendRequest, Finding, Findings, Held,
    OpenRequested, RecordCheck, RecordDelivery, SignOff, SignedBy, Stage, done_on,
};
use serde_json::json;
use uuid::Uuid;

use super::log::{own_record, to_answer};
use super::{Request, TASKS, findings, found, permitted, sql};
use crate::bank_holiday;
use crate::child_record;
use crate::door::{Access, Stopped};
use crate::task;

/// A request that an act was permitted on, and what was found of it.
pub(super) async fn existing<A: Act>(
    access: &mut Access<A>,
    id: Uuid,
) -> Result<(Request, Findings), Stopped> {
    let request = permitted(access, id).await?;
    let found = found(access, &[id]).await?.remove(&id).unwrap_or_default();
    Ok((request, findings(&found)))
}

/// What is answered where something does not follow from how a request stands.
pub(super) fn not_now(field: &'static str) -> Rejection {
    Rejection::of(
        field,
        "This request has moved on, or is not so far yet. Look at where it stands now",
    )
}

/// Keeps a request, and has what waits for its answer follow its clock.
async fn save<A: Act>(access: &mut Access<A>, mut request: Request) -> Result<(), Stopped> {
    if request.ended_on.is_some() {
        sql::save(access.connection(), &request).await?;
        return task::close(access, &TASKS, request.id).await;
    }
    let received_on = request.clock.received_on;
    let holidays = bank_holiday::after(access.connection(), received_on).await?;
    let before = request.due_on;
    request.due_on = request.clock.due_on(&holidays);
    sql::save(access.connection(), &request).await?;
    if request.due_on != before {
        task::close(access, &TASKS, request.id).await?;
        let authority = &request.local_authority;
        to_answer(access, request.id, authority, request.due_on).await?;
    }
    Ok(())
}

/// Records what was found. Whatever was signed, decided and made on other findings is done anew.
pub async fn check(access: &mut Access<RecordCheck>) -> Result<(), Stopped> {
    let RecordCheck {
        request: id,
        check,
        finding,
    } = *access.act();
    let today = access.today();
    let (mut request, mut known) = existing(access, id).await?;
    if request.progress(&known).stage().is_over() {
        return Err(not_now("finding").into());
    }
    let fits = check.belongs_to(request.applicant, request.by_another)
        && check.findings().contains(&finding);
    if !fits {
        return Err(Rejection::of("finding", "Select what was found").into());
    }
    let found = sql::Found {
        request: id,
        check,
        finding,
        on: today,
    };
    sql::keep_finding(access.connection(), &found).await?;
    if known.insert(check, finding) != Some(finding) {
        request.decide_anew();
    }
    let waits = known.get(&Check::Identity) == Some(&Finding::Awaited);
    request.clock = request.clock.waiting(waits, today);
    save(access, request).await
}

/// Takes two months more, while there is time (D-41).
pub async fn extend(access: &mut Access<ExtendRequest>) -> Result<(), Stopped> {
    let (id, why, today) = (access.act().request, access.act().why, access.today());
    let (mut request, known) = existing(access, id).await?;
    if request.progress(&known).stage().is_over() {
        return Err(not_now("why").into());
    }
    if request.clock.extended == Some(why) {
        return Ok(());
    }
    let holidays = bank_holiday::after(access.connection(), request.clock.received_on).await?;
    if !request.clock.may_extend() || !request.clock.in_time(today, &holidays) {
        let message =
            "Two months more can be taken once, before the month is over. Answer the request now";
        return Err(Rejection::of("why", message).into());
    }
    request.clock.extended = Some(why);
    save(access, request).await
}

/// Signs off what is released of a shielded record. The whereabouts are shown only if both say so (SAR-07).
pub async fn sign_off(access: &mut Access<SignOff>) -> Result<(), Stopped> {
    let SignOff {
        request: id,
        by,
        on,
        shows_whereabouts,
    } = *access.act();
    let today = access.today();
    let (mut request, known) = existing(access, id).await?;
    if request.progress(&known).stage() != Stage::SigningOff {
        return Err(not_now("by").into());
    }
    let on = done_on("on", on, request.clock.received_on, today)?;
    let (own, other) = match by {
        SignedBy::Manager => (0, 1),
        SignedBy::Officer => (1, 0),
    };
    let other_shows = request.signed_on[other].is_none_or(|_| request.shows_whereabouts);
    request.shows_whereabouts = shows_whereabouts && other_shows;
    request.signed_on[own] = Some(on);
    save(access, request).await
}

/// Records what was decided: a refusal with the statement to which findings came, and the request is over.
pub async fn decide(access: &mut Access<DecideRequest>) -> Result<(), Stopped> {
    let DecideRequest {
        request: id,
        decision,
        on,
    } = *access.act();
    let today = access.today();
    let (mut request, known) = existing(access, id).await?;
    let decided = request.progress(&known).decided(decision);
    let statement = decided.ok_or_else(|| not_now("decision"))?;
    let on = done_on("decided", on, request.clock.received_on, today)?;
    access.note_restricted(json!({ "statement": statement.map(|statement| statement.code()) }));
    if decision == Decision::Refuse {
        request.produced_on = None;
        request.ended_on = Some(today);
    }
    request.decided = Some((decision, on));
    request.statement = statement;
    save(access, request).await
}

/// Records how and when the report was delivered; the request is over.
pub async fn deliver(access: &mut Access<RecordDelivery>) -> Result<(), Stopped> {
    let RecordDelivery {
        request: id,
        means,
        on,
    } = *access.act();
    let today = access.today();
    let (mut request, known) = existing(access, id).await?;
    if request.progress(&known).stage() != Stage::Produced {
        return Err(not_now("means").into());
    }
    let since = request.produced_on.unwrap_or(request.clock.received_on);
    request.delivered = Some((means, done_on("on", on, since, today)?));
    request.ended_on = Some(today);
    save(access, request).await
}

/// Adds a record on which a parent stands whose own data are asked for (SAR-08): whether they are the carer who
/// stands there is looked at anew.
pub async fn add_record(access: &mut Access<AddRecord>) -> Result<(), Stopped> {
    let (id, child) = (access.act().request, access.act().child);
    let (mut request, known) = existing(access, id).await?;
    let over = request.progress(&known).stage().is_over();
    if over || request.applicant != Applicant::Parent {
        return Err(not_now("number").into());
    }
    if own_record(access, child).await?.is_none() {
        let message = "We cannot find a record of that number for which your authority answers. Check each digit";
        return Err(Rejection::of("number", message).into());
    }
    if request.child != Some(child) && sql::add_record(access.connection(), id, child).await? {
        sql::forget_finding(access.connection(), id, Check::Relation).await?;
        request.decide_anew();
        save(access, request).await?;
    }
    Ok(())
}

/// Opens the live record for this session: to compare documents with it, and to put right what proves wrong
/// (SAR-04, SAR-09).
pub async fn open(access: &mut Access<OpenRequested>) -> Result<OpeningId, Stopped> {
    let id = access.act().request;
    let (request, _) = existing(access, id).await?;
    let child = request.child.filter(|_| request.held == Held::Live);
    let child = child.ok_or(Refusal::NoSuchRecord)?;
    child_record::open_to_manage(access, child).await
}
