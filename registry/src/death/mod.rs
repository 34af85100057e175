//! Deaths: notified, reversed, confirmed (DTH). Whether one is confirmed is read off the record: it
//! stays without end until the Registrar General has spoken (D-17).

mod certificate;
mod sql;
pub(crate) mod work;

use chrono::{Days, NaiveDate};
use domain::audit::Event;
use domain::best_view::Statement;
use domain::child_record::Verified;
use domain::death::{
    DeathBearing, Deaths, FIRST_ASKED_AFTER_DAYS, ListDeaths, NotifyDeath, ReverseDeath,
};
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode};
use domain::refusal::{Refusal, Rejection};
use domain::standing::Role;
use domain::task::{Recipient, TaskKind};
use serde_json::json;

pub use certificate::{approve, discard, enter, list_certificates};

use crate::child_record;
use crate::data_source::by_hand::{self, Hand, Item};
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::task::{self, NewTask};

impl sealed::Sealed for NotifyDeath {}

impl KnownAct for NotifyDeath {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<DeathBearing>, Stopped> {
        let child = access.act().child;
        bearing(access, child).await
    }
}

impl sealed::Sealed for ReverseDeath {}

impl KnownAct for ReverseDeath {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<DeathBearing>, Stopped> {
        let child = access.act().child;
        bearing(access, child).await
    }
}

async fn bearing<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<DeathBearing>, Stopped> {
    let record = child_record::locked(access, child).await?;
    Ok(record.map(|record| DeathBearing {
        local_authority: record.local_authority,
        shielded: record.shielded,
    }))
}

/// Notes a death. The record shows it at once; everyone who works with the child is told, and
/// nothing is asked of anyone any more (DTH-01, DTH-04). The same form sent twice is no mistake.
pub async fn notify(access: &mut Access<NotifyDeath>) -> Result<(), Stopped> {
    let today = access.today();
    let (child, died, verified) = (access.act().child, access.act().died, access.act().verified);
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let known = sql::known(access.connection(), child).await?;
    access.act().check(known.date_of_birth, today)?;
    match known.date_of_death {
        Some(before) if before == died => return Ok(()),
        Some(_) => {
            return Err(Rejection::of(
                "died",
                "Another date of death is recorded already. If it is wrong, ring the responsible local authority’s ContactPoint team",
            )
            .into());
        }
        None => {}
    }
    say(access, child, Hand::User, Some(died)).await?;
    noted(access, child, verified, Some(account)).await?;
    tell_of_death(access, child, Some(account)).await
}

/// Notes a death that a source brings to a record which did not show it, in the act that takes its
/// row in: whoever works with the child is told as if a user had notified it (DTH-01, DTH-04). Of a
/// record that begins with a death there is nobody to tell: the worker notes it.
pub(crate) async fn notify_supplied<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    died: NaiveDate,
) -> Result<(), Stopped> {
    noted(access, child, Verified::SourceSystem, None).await?;
    tell_supplied(access, child, died).await
}

/// Tells of a death that came to a record with its notice, as if a user had notified it (DTH-04).
pub(crate) async fn tell_supplied<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    died: NaiveDate,
) -> Result<(), Stopped> {
    tell_of_death(access, child, None).await?;
    let event = Event::on_child("death.notified", child)
        .detail(json!({ "verified": Verified::SourceSystem.code() }))
        .restricted(json!({ "died": died }));
    access.consequence(event);
    Ok(())
}

/// Undoes what a source brought, when no source says it any more (DTH-03).
pub(crate) async fn reverse_supplied<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    undone(access, child).await?;
    let way = json!({ "verified": Verified::SourceSystem.code() });
    access.consequence(Event::on_child("death.reversed", child).detail(way));
    Ok(())
}

/// Notes that a death was notified, and when it is first asked whether it is confirmed (T-19).
async fn noted<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    verified: Verified,
    by: Option<AccountId>,
) -> Result<(), Stopped> {
    let today = access.today();
    let first = today + Days::new(FIRST_ASKED_AFTER_DAYS);
    sql::notify(access.connection(), child, today, verified, by, first).await?;
    Ok(())
}

/// Tells whoever works with the child and the responsible authority, but never whoever told it, and
/// silences every prompt (DTH-04).
async fn tell_of_death<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    but: Option<AccountId>,
) -> Result<(), Stopped> {
    task::close_about(access, &TaskKind::PROMPTS, &[child]).await?;
    tell_everyone(access, &[child], TaskKind::DeathNotified, but).await?;
    let Some(record) = bearing(access, child).await? else {
        return Ok(());
    };
    let authority = &record.local_authority;
    let told_it = access.standing().hat();
    if told_it.is_some_and(|hat| hat.role.manages_records() && hat.manages_records_of(authority)) {
        return Ok(());
    }
    let notice = NewTask {
        kind: TaskKind::DeathNotified,
        to: answering_for(authority, record.shielded),
        child: Some(child),
        object: None,
        due_on: None,
    };
    task::open(access, notice).await?;
    Ok(())
}

/// Who answers for a record towards the Registrar General: of a shielded one the manager alone, who
/// alone knows whose it is (D-32).
pub(crate) fn answering_for(authority: &LocalAuthorityCode, shielded: bool) -> Recipient {
    if shielded {
        Recipient::managers_of(authority)
    } else {
        Recipient::data_administrators_of(authority)
    }
}

/// States the day of a death through the best view, or takes it back; gives the day shown now.
async fn say<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    hand: Hand,
    died: Option<NaiveDate>,
) -> Result<Option<NaiveDate>, Stopped> {
    let statement = died.map(|died| Statement {
        date_of_death: Some(died),
        ..Statement::default()
    });
    let view = by_hand::say(access, child, hand, Item::DateOfDeath, statement).await?;
    Ok(view.date_of_death.map(|date| date.value))
}

/// Whoever keeps anything about the child that has not ended.
pub(crate) async fn everyone<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<AccountId>, Stopped> {
    let today = access.today();
    let working = sql::working_with(access.connection(), &[child], today).await?;
    Ok(working.into_iter().map(|(_, account)| account).collect())
}

/// Tells whoever keeps anything about children, of each; never whoever told it.
pub(crate) async fn tell_everyone<A: domain::act::Act>(
    access: &mut Access<A>,
    children: &[ChildNumber],
    kind: TaskKind,
    but: Option<AccountId>,
) -> Result<(), Stopped> {
    let today = access.today();
    for (child, account) in sql::working_with(access.connection(), children, today).await? {
        if Some(account) == but {
            continue;
        }
        let notice = NewTask {
            kind,
            to: Recipient::Account(account),
            child: Some(child),
            object: None,
            due_on: None,
        };
        task::open(access, notice).await?;
    }
    Ok(())
}

/// Undoes a mistaken notification that has not been confirmed: the record is as it was, with its
/// eighteenth birthday before it (DTH-03). What a source says, the source must correct.
pub async fn reverse(access: &mut Access<ReverseDeath>) -> Result<(), Stopped> {
    let child = access.act().child;
    let known = sql::known(access.connection(), child).await?;
    if known.date_of_death.is_none() {
        // Undone before: a form sent twice is no mistake.
        return Ok(());
    }
    if known.confirmed {
        return Err(Rejection::of(
            "reference",
            "The Registrar General has confirmed this death: it cannot be corrected here",
        )
        .into());
    }
    if !known.by_hand || say(access, child, Hand::User, None).await?.is_some() {
        return Err(Rejection::of(
            "reference",
            "A source of data says so: ask that source to correct it",
        )
        .into());
    }
    undone(access, child).await
}

/// Forgets that a death was notified, and tells whoever was told that it was a mistake.
async fn undone<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    sql::forget(access.connection(), child).await?;
    let told = [TaskKind::DeathNotified, TaskKind::DeathUnconfirmed];
    task::close_about(access, &told, &[child]).await?;
    tell_everyone(access, &[child], TaskKind::DeathReversed, None).await
}

admit!(ListDeaths);

/// Deaths of one's authority's records that wait for their confirmation; those of shielded records
/// for the manager alone (D-32).
pub async fn list(access: &mut Access<ListDeaths>) -> Result<Deaths, Stopped> {
    let hat = access.hat()?.clone();
    let authority = hat.local_authority.ok_or(Refusal::Role)?;
    let manager = hat.role == Role::LocalAuthorityManager;
    let deaths = sql::unconfirmed(access.connection(), &authority, manager).await?;
    Ok(Deaths::Unconfirmed(deaths))
}
