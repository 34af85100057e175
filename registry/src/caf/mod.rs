//! Recording who holds a common assessment, and taking it off the record (CAF).

mod sql;
pub(crate) mod work;

use domain::act::Act;
use domain::archive::{ItemKind, WhyArchived};
use domain::caf::{ClearCaf, RecordCaf, Recorded, takes_the_place};
use domain::holder::{EntryBearing, HolderBearing};
use domain::id::{CafId, ChildNumber, PractitionerId};
use domain::task::TaskKind;

use crate::archive::{self, Item};
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::holder::{self, Columns, Identity};
use crate::task;

/// The column in which a holder of a sensitive service is sealed.
const SEALED: &str = "live.caf.sealed";

impl sealed::Sealed for RecordCaf {}

impl KnownAct for RecordCaf {
    async fn bearing(access: &mut Access<Self>) -> Result<HolderBearing, Stopped> {
        let (child, holder) = (access.act().child, access.act().holder.clone());
        holder::bearing(access, child, &holder).await
    }
}

/// Records who holds the most recent assessment. One with a newer date, or of the same day, takes
/// the place of the one that stands; an older one that comes later never does, and goes to the
/// archive at once (CAF-08).
pub async fn record(access: &mut Access<RecordCaf>) -> Result<Recorded, Stopped> {
    let (child, today) = (access.act().child, access.today());
    let holder = access.act().holder.clone();
    let born = holder::date_of_birth(access, child).await?;
    access.act().check(born, today)?;
    holder::lock_child(access, child).await?;
    let practitioner = holder::practitioner(access, &holder).await?;
    let standing = standing(access, child).await?;
    let older = place(access, standing, practitioner).await?;
    // Of a shielded record nobody learns whether an assessment stands on it (D-01).
    let shielded = crate::child_record::bearing(access, child)
        .await?
        .is_none_or(|record| record.shielded);
    Ok(Recorded {
        older: older && !shielded,
        without_account: holder::is_without_account(access, practitioner).await?,
    })
}

/// The entry that stands on the record. One whose consent ran out no longer does, whether or not a
/// job has seen it (G-CLOCK).
async fn standing(
    access: &mut Access<RecordCaf>,
    child: ChildNumber,
) -> Result<Option<sql::WholeRow>, Stopped> {
    let today = access.today();
    let Some(row) = sql::standing(access.connection(), child).await? else {
        return Ok(None);
    };
    if row.visible_until.is_none_or(|day| day > today) {
        return Ok(Some(row));
    }
    sql::remove(access.connection(), CafId(row.id), child).await?;
    lapse(access, &row).await?;
    Ok(None)
}

/// Puts the new entry in its place; gives whether it was older than what stands.
async fn place(
    access: &mut Access<RecordCaf>,
    standing: Option<sql::WholeRow>,
    practitioner: PractitionerId,
) -> Result<bool, Stopped> {
    let undertaken = access.act().undertaken;
    let Some(before) = standing else {
        let row = new_row(access, CafId::random(access.chance()), practitioner)?;
        sql::insert(access.connection(), &row).await?;
        return Ok(false);
    };
    if !takes_the_place(Some(before.undertaken), undertaken) {
        let row = new_row(access, CafId::random(access.chance()), practitioner)?;
        put(access, &row, WhyArchived::Superseded).await?;
        access.note(serde_json::json!({ "older": true }));
        return Ok(true);
    }
    let held = before.who.identity(access.keys(), SEALED, before.id)?;
    let named = Identity {
        service: access.act().holder.service,
        practitioner: Some(practitioner),
    };
    // The same once more: a form sent twice, or a consent renewed.
    if held == named && before.undertaken == undertaken {
        let row = new_row(access, CafId(before.id), practitioner)?;
        sql::renew(access.connection(), &row).await?;
        task::close(access, &[TaskKind::RenewConsentToShow], row.id).await?;
        return Ok(false);
    }
    supersede(access, &before, held, practitioner).await?;
    Ok(false)
}

/// Puts the new entry in the place of the one that stands, which goes to the archive the same day.
async fn supersede(
    access: &mut Access<RecordCaf>,
    before: &sql::WholeRow,
    held: Identity,
    practitioner: PractitionerId,
) -> Result<(), Stopped> {
    let child = access.act().child;
    sql::remove(access.connection(), CafId(before.id), child).await?;
    put(access, before, WhyArchived::Superseded).await?;
    let row = new_row(access, CafId::random(access.chance()), practitioner)?;
    sql::insert(access.connection(), &row).await?;
    access.note(serde_json::json!({ "superseded": before.id }));
    if held.practitioner != Some(practitioner) {
        let kind = TaskKind::CafSuperseded;
        holder::tell(access, kind, held.practitioner, child, before.id).await?;
    }
    Ok(())
}

/// The row of what is being recorded.
fn new_row(
    access: &Access<RecordCaf>,
    id: CafId,
    practitioner: PractitionerId,
) -> Result<sql::WholeRow, Stopped> {
    let act = access.act();
    Ok(sql::WholeRow {
        id: id.0,
        child: act.child.stored(),
        who: Columns::of(access, SEALED, id.0, &act.holder, practitioner)?,
        owner: access.standing().account().map(|account| account.0),
        undertaken: act.undertaken,
        visible_until: holder::consent_until(&act.holder),
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
        child: holder::number(row.child)?,
        kind: ItemKind::Caf,
        why,
        content: row,
    };
    task::close(access, &[TaskKind::RenewConsentToShow], row.id).await?;
    archive::put(access, item).await
}

/// Archives an entry whose consent ran out, and says so (SENS-05).
async fn lapse<A: Act>(access: &mut Access<A>, row: &sql::WholeRow) -> Result<(), Stopped> {
    put(access, row, WhyArchived::ConsentLapsed).await?;
    let child = holder::number(row.child)?;
    holder::tell_of_lapse(access, row.owner, child, row.id).await
}

impl sealed::Sealed for ClearCaf {}

impl KnownAct for ClearCaf {
    async fn bearing(access: &mut Access<Self>) -> Result<EntryBearing, Stopped> {
        let (child, caf) = (access.act().child, access.act().caf);
        let today = access.today();
        let entry = sql::entry(access.connection(), caf, child, today).await?;
        holder::entry_bearing(access, child, entry).await
    }
}

/// Takes an entry off the record into the archive. Where it is off already, nothing is done.
pub async fn clear(access: &mut Access<ClearCaf>) -> Result<(), Stopped> {
    let (child, caf) = (access.act().child, access.act().caf);
    let Some(row) = sql::remove(access.connection(), caf, child).await? else {
        return Ok(());
    };
    let why = if row.who.sealed.is_some() {
        WhyArchived::ConsentWithdrawn
    } else {
        WhyArchived::EnteredInError
    };
    put(access, &row, why).await
}
