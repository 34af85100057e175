//! Deaths: notified, reversed, confirmed (DTH). Whether one is confirmed is read off the record: it
//! stays without end until the Registrar General has spoken (D-17).

mod certificate;
mod sql;
pub(crate) mod work;

use chrono::Days;
use domain::best_view::Statement;
use domain::death::{
    DeathBearing, Deaths, FIRST_ASKED_AFTER_DAYS, ListDeaths, NotifyDeath, ReverseDeath,
};
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode};
use domain::refusal::{Refusal, Rejection};
use domain::standing::Role;
use domain::task::{Recipient, TaskKind};

pub use certificate::{approve, discard, enter, list_certificates};

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
    let today = access.today();
    let row = sql::bearing(access.connection(), child, today).await?;
    Ok(row.map(|row| DeathBearing {
        local_authority: LocalAuthorityCode(row.local_authority),
        shielded: row.shielded,
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
    let next_ask_on = today + Days::new(FIRST_ASKED_AFTER_DAYS);
    sql::notify(
        access.connection(),
        child,
        today,
        verified,
        Some(account),
        next_ask_on,
    )
    .await?;
    task::close_about(access, &TaskKind::PROMPTS, child).await?;
    tell_everyone(access, child, TaskKind::DeathNotified, Some(account)).await
}

/// States the day of a death through the best view, or takes it back; gives the day shown now.
async fn say<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    hand: Hand,
    died: Option<chrono::NaiveDate>,
) -> Result<Option<chrono::NaiveDate>, Stopped> {
    let statement = died.map(|died| Statement {
        date_of_death: Some(died),
        ..Statement::default()
    });
    let view = by_hand::say(access, child, hand, Item::DateOfDeath, statement).await?;
    Ok(view.date_of_death.map(|date| date.value))
}

/// Tells whoever keeps anything about the child; never whoever told it.
pub(crate) async fn tell_everyone<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    kind: TaskKind,
    but: Option<AccountId>,
) -> Result<(), Stopped> {
    let today = access.today();
    for account in sql::working_with(access.connection(), child, today).await? {
        let account = AccountId(account);
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
    sql::forget(access.connection(), child).await?;
    let told = [TaskKind::DeathNotified, TaskKind::DeathUnconfirmed];
    task::close_about(access, &told, child).await?;
    tell_everyone(access, child, TaskKind::DeathReversed, None).await
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
