//! The authority's check and its decision (CRE-03), and what rules of other areas decide about a request.

use domain::act::Act;
use domain::archive::{AccessReason, Searched};
use domain::audit::Event;
use domain::clock::working_days_between;
use domain::creating::{
    CheckCreation, CreationChecked, CreationQueued, DecideCreation, Decision, ListCreations,
    LookAtArchived, RequesterShown, State, Step,
};
use domain::id::{ChildNumber, SourceId};
use domain::quarantine::Settlement;
use domain::refusal::{Refusal, Rejection};
use domain::standing::Role;
use domain::task::TaskKind;
use serde_json::json;
use uuid::Uuid;

use super::ask::lapses_on;
use super::content::Content;
use super::{WAITING, end, find, request, sql, stepped, tell};
use crate::archive;
use crate::bank_holiday;
use crate::child_record;
use crate::data_source::{self, by_hand};
use crate::door::{Access, Stopped, admit};
use crate::task;

admit!(ListCreations);

/// The requests on which an authority decides, oldest first, and those of which it asked for more.
pub async fn list(access: &mut Access<ListCreations>) -> Result<Vec<CreationQueued>, Stopped> {
    let authority = access.hat()?.local_authority.clone().ok_or(Refusal::Role)?;
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let today = access.today();
    let rows = sql::queue(access.connection(), &authority, account, today).await?;
    let free = bank_holiday::until(access.connection(), today).await?;
    let queued = rows.into_iter().map(|row| {
        let content = Content::open(access.keys(), row.id, &row.sealed)?;
        Ok(CreationQueued {
            id: row.id,
            name: content.name,
            since: row.since,
            age: working_days_between(row.since, today, &free),
            decide_by: row.decide_by,
            straddles: row.straddles,
            own: row.own,
        })
    });
    queued.collect()
}

/// Searches by a request's facts. Whoever is found is noted with the act, and shown to the degree to which
/// whoever decides may see it.
pub async fn check(access: &mut Access<CheckCreation>) -> Result<CreationChecked, Stopped> {
    let id = access.act().request;
    let (row, content) = request(access, id).await?;
    let asked = content.asked()?.clone();
    let live = find::live(access, &asked).await?;
    let archived = find::archived(access, &asked).await?;
    let numbers = |found: &mut dyn Iterator<Item = ChildNumber>| -> Vec<String> {
        found.map(|number| number.to_string()).collect()
    };
    access.note(json!({
        "live": numbers(&mut live.iter().map(|one| one.number())),
        "archived": numbers(&mut archived.iter().map(|one| one.number)),
    }));
    let state = stepped(row.state, Step::Check)?;
    sql::step(access.connection(), id, state).await?;
    let requesters = sql::requesters(access.connection(), id).await?;
    let requesters = requesters.into_iter().map(|one| RequesterShown {
        organisation: one.organisation,
        asked_on: one.asked_on,
    });
    Ok(CreationChecked {
        id,
        asked,
        requesters: requesters.collect(),
        decide_by: row.decide_by,
        straddles: row.straddles,
        live,
        archived,
    })
}

/// Opens a window on an archived record that the check finds; gives the window. Restoring the record
/// through it, by the rules of restoring, ends the request.
pub async fn look(access: &mut Access<LookAtArchived>) -> Result<Uuid, Stopped> {
    let (id, child) = (access.act().request, access.act().child);
    let (_, content) = request(access, id).await?;
    let found = find::archived(access, content.asked()?).await?;
    if !found.iter().any(|one| one.number == child) {
        return Err(Refusal::NoSuchRecord.into());
    }
    let back = AccessReason::ReturnedToEngland;
    match archive::open_window_on(access, child, back).await? {
        Searched::Open(window) => {
            sql::found(access.connection(), id, window).await?;
            Ok(window)
        }
        Searched::Asked => Err(Refusal::NoSuchRecord.into()),
    }
}

/// Does what was decided.
pub async fn decide(access: &mut Access<DecideCreation>) -> Result<(), Stopped> {
    let (id, decision) = (access.act().request, access.act().decision.clone());
    let (row, content) = request(access, id).await?;
    if row.state != State::Checked {
        let message = "What is known of the child has changed. Look at it again, then decide";
        return Err(Rejection::of("decision", message).into());
    }
    match decision {
        Decision::Create { sure } => create(access, &row, content, sure).await,
        Decision::Exists(number) => exists(access, &row, number).await,
        Decision::NotResident => end(access, &row, Step::Refuse, None).await,
        Decision::AskMore(questions) => {
            let state = stepped(row.state, Step::AskMore)?;
            let today = access.today();
            let content = Content {
                questions,
                ..content
            };
            let sealed = content.seal(access, id)?;
            let lapses = lapses_on(today);
            sql::ask_more(access.connection(), id, state, &sealed, today, lapses).await?;
            task::close(access, &WAITING, id).await?;
            tell(access, id, TaskKind::CreationToAnswer).await
        }
    }
}

/// Makes a record of the facts, as any other is made, by a statement by hand; the authority of the place
/// answers for it (TRF-01). Where it may be about a shielded child it waits unseen for that child's manager
/// (D-34): neither whoever decides nor whoever asked is told, and the request goes on being checked.
async fn create(
    access: &mut Access<DecideCreation>,
    row: &sql::RequestRow,
    content: Content,
    sure: bool,
) -> Result<(), Stopped> {
    let (id, asked) = (row.id, content.asked()?.clone());
    if row.straddles && !sure {
        let message = "Confirm that you have made sure that the child’s home is in England";
        return Err(Rejection::of("sure", message).into());
    }
    // Who finds a record that comes back, born on the very day, brings it back; that it is another child's is the manager's to say.
    if access.standing().role() == Some(Role::DataAdministrator)
        && find::archived(access, &asked)
            .await?
            .iter()
            .any(|one| one.may_return && one.date_of_birth.date == asked.date_of_birth.date)
    {
        let message = "There is an archived record that can be restored: look at it and restore it. If it is another child’s, your manager must decide";
        return Err(Rejection::of("decision", message).into());
    }
    let authority = &row.local_authority;
    let made = by_hand::make_record(access, authority, id, asked.statement()).await?;
    match made {
        Some(child) => {
            access.note(json!({ "child": child.to_string() }));
            end(access, row, Step::Create, Some(child)).await
        }
        None => {
            let state = stepped(row.state, Step::Hold)?;
            let today = access.today();
            let lapses = lapses_on(today);
            sql::hold(access.connection(), id, state, today, lapses).await?;
            task::close(access, &WAITING, id).await
        }
    }
}

/// Points those who asked to a live record.
async fn exists(
    access: &mut Access<DecideCreation>,
    row: &sql::RequestRow,
    number: ChildNumber,
) -> Result<(), Stopped> {
    if child_record::bearing(access, number).await?.is_none() {
        let message = "No record with this number is in use. Check the number";
        return Err(Rejection::of("number", message).into());
    }
    end(access, row, Step::SayExists, Some(number)).await
}

/// Ends the request of which a row in quarantine was made, now that the manager of the shielded child has
/// settled whom it is about.
pub(crate) async fn settled<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    reference: &str,
    settlement: Settlement,
) -> Result<(), Stopped> {
    let Ok(id) = reference.parse::<Uuid>() else {
        return Ok(());
    };
    let today = access.today();
    let held = sql::locked(access.connection(), id, today).await?;
    let child = data_source::whose(access, source, reference).await?;
    let (Some(row), Some(child)) = (held.filter(|row| row.state == State::Held), child) else {
        return Ok(());
    };
    let step = match settlement {
        Settlement::SameChild => Step::SayExists,
        Settlement::AnotherChild => Step::Create,
        // Not offered of what may be about a shielded child, and nothing else waits here.
        Settlement::NotUsable => return Ok(()),
    };
    end_by_rule(access, &row, step, child).await
}

/// Ends the requests for which an archived record was looked at that is live again. To be called while the
/// windows on it are known.
pub(crate) async fn restored<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let today = access.today();
    for id in sql::looked_at(access.connection(), child).await? {
        let Some(row) = sql::locked(access.connection(), id, today).await? else {
            continue;
        };
        if row.state.after(Step::Restore).is_some() {
            end_by_rule(access, &row, Step::Restore, child).await?;
        }
    }
    Ok(())
}

/// Ends a request by what a rule draws from another act, with a line of its own in the trail.
async fn end_by_rule<A: Act>(
    access: &mut Access<A>,
    row: &sql::RequestRow,
    step: Step,
    child: ChildNumber,
) -> Result<(), Stopped> {
    end(access, row, step, Some(child)).await?;
    let decision = stepped(row.state, step)?.code();
    let event = Event::of("create.decided").about("creation-request", row.id);
    access.consequence(event.detail(json!({ "decision": decision, "child": child.to_string() })));
    Ok(())
}
