//! Naming who leads, and ending it (CAF-05).

mod sql;
pub(crate) mod work;

use domain::act::Act;
use domain::archive::{ItemKind, WhyArchived};
use domain::holder::{EntryBearing, HolderBearing};
use domain::id::{ChildNumber, LeadProfessionalId, PractitionerId};
use domain::lead_professional::{
    EndLeadProfessional, NameLeadProfessional, Named, last_day, visible_until,
};
use domain::refusal::Rejection;
use domain::task::TaskKind;

use crate::archive::{self, Item};
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::holder::{self, Columns, Identity};
use crate::stored::number;
use crate::task;

/// The column in which a lead of a sensitive service is sealed.
const SEALED: &str = "live.lead_professional.sealed";

impl sealed::Sealed for NameLeadProfessional {}

impl KnownAct for NameLeadProfessional {
    async fn bearing(access: &mut Access<Self>) -> Result<HolderBearing, Stopped> {
        let (child, holder) = (access.act().child, access.act().holder.clone());
        holder::bearing(access, child, &holder).await
    }
}

/// Names who leads. Whoever led until then no longer does, and is told (CAF-05).
pub async fn name(access: &mut Access<NameLeadProfessional>) -> Result<Named, Stopped> {
    let (child, today) = (access.act().child, access.today());
    let holder = access.act().holder.clone();
    let born = holder::date_of_birth(access, child).await?;
    access.act().check(born, today)?;
    holder::lock_child(access, child).await?;
    let practitioner = holder::practitioner(access, &holder).await?;
    let standing = standing(access, child).await?;
    place(access, standing, practitioner).await?;
    Ok(Named {
        without_account: holder::is_without_account(access, practitioner).await?,
    })
}

/// The entry that stands on the record. One whose consent ran out no longer does, whether or not a
/// job has seen it (G-CLOCK).
async fn standing(
    access: &mut Access<NameLeadProfessional>,
    child: ChildNumber,
) -> Result<Option<sql::WholeRow>, Stopped> {
    let today = access.today();
    let Some(row) = sql::standing(access.connection(), child).await? else {
        return Ok(None);
    };
    if row.visible_until.is_none_or(|day| day > today) {
        return Ok(Some(row));
    }
    let id = LeadProfessionalId(row.id);
    sql::remove(access.connection(), id, child).await?;
    lapse(access, &row).await?;
    Ok(None)
}

/// Puts the new lead in the place of the one before.
async fn place(
    access: &mut Access<NameLeadProfessional>,
    standing: Option<sql::WholeRow>,
    practitioner: PractitionerId,
) -> Result<(), Stopped> {
    if let Some(before) = standing {
        let led = before.who.identity(access.keys(), SEALED, before.id)?;
        let named = Identity {
            service: access.act().holder.service,
            practitioner: Some(practitioner),
        };
        // The same once more: a form sent twice, a date put right, or a consent renewed.
        if led == named {
            let id = LeadProfessionalId(before.id);
            let row = new_row(access, id, practitioner)?;
            sql::renew(access.connection(), &row).await?;
            task::close(access, &[TaskKind::RenewConsentToShow], row.id).await?;
            return Ok(());
        }
        let (child, since) = (access.act().child, access.act().since);
        let ended = last_day(before.since, since);
        let until = visible_until(ended, before.visible_until);
        sql::end(access.connection(), before.id, ended, until).await?;
        task::close(access, &[TaskKind::RenewConsentToShow], before.id).await?;
        access.note(serde_json::json!({ "ended": before.id }));
        let kind = TaskKind::LeadEnded;
        holder::tell(access, kind, led.practitioner, child, before.id).await?;
    }
    let id = LeadProfessionalId::random(access.chance());
    let row = new_row(access, id, practitioner)?;
    sql::insert(access.connection(), &row).await?;
    Ok(())
}

/// The row of what is being recorded.
fn new_row(
    access: &Access<NameLeadProfessional>,
    id: LeadProfessionalId,
    practitioner: PractitionerId,
) -> Result<sql::WholeRow, Stopped> {
    let act = access.act();
    let who = Identity {
        service: act.holder.service,
        practitioner: Some(practitioner),
    };
    Ok(sql::WholeRow {
        id: id.0,
        child: act.child.stored(),
        who: Columns::of(access, SEALED, id.0, who, act.holder.neutral.as_ref())?,
        owner: access.standing().account().map(|account| account.0),
        since: act.since,
        ended: None,
        visible_until: holder::consent_until(act.holder.neutral.as_ref()),
        before: None,
    })
}

/// Puts an entry into the archive.
async fn put<A: Act>(
    access: &mut Access<A>,
    row: &sql::WholeRow,
    why: WhyArchived,
) -> Result<(), Stopped> {
    let item = Item {
        id: row.id,
        child: number(row.child)?,
        kind: ItemKind::LeadProfessional,
        why,
        content: row,
    };
    task::close(access, &[TaskKind::RenewConsentToShow], row.id).await?;
    archive::put(access, item).await
}

/// Archives an entry whose consent ran out, and says so (SENS-05).
async fn lapse<A: Act>(access: &mut Access<A>, row: &sql::WholeRow) -> Result<(), Stopped> {
    put(access, row, WhyArchived::ConsentLapsed).await?;
    let child = number(row.child)?;
    holder::tell_of_lapse(access, row.owner, child, row.id).await
}

impl sealed::Sealed for EndLeadProfessional {}

impl KnownAct for EndLeadProfessional {
    async fn bearing(access: &mut Access<Self>) -> Result<EntryBearing, Stopped> {
        let (child, lead) = (access.act().child, access.act().lead);
        let today = access.today();
        let entry = sql::entry(access.connection(), lead, child, today).await?;
        holder::entry_bearing(access, child, entry).await
    }
}

/// Ends who leads; it stays to be seen for a year. One of a sensitive service whose consent was
/// withdrawn leaves the record at once (SENS-06). Where it is off already, nothing is done.
pub async fn end(access: &mut Access<EndLeadProfessional>) -> Result<(), Stopped> {
    let (child, lead) = (access.act().child, access.act().lead);
    let (ended, today) = (access.act().ended, access.today());
    let Some(before) = sql::whole(access.connection(), lead, child, today).await? else {
        return Ok(());
    };
    if access.act().withdrawn && before.who.sealed.is_some() {
        sql::remove(access.connection(), lead, child).await?;
        return put(access, &before, WhyArchived::ConsentWithdrawn).await;
    }
    if before.ended == Some(ended) {
        return Ok(());
    }
    if before.ended.is_some() {
        return Err(Rejection::of("ended", "This has already ended").into());
    }
    access.act().check(before.since, today)?;
    let led = before.who.identity(access.keys(), SEALED, before.id)?;
    let until = visible_until(ended, before.visible_until);
    sql::end(access.connection(), before.id, ended, until).await?;
    task::close(access, &[TaskKind::RenewConsentToShow], before.id).await?;
    let kind = TaskKind::LeadEnded;
    holder::tell(access, kind, led.practitioner, child, before.id).await
}
