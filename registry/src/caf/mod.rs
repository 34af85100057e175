//! Recording who holds a common assessment, and taking it off the record (CAF).

mod sql;
pub(crate) mod work;

use chrono::NaiveDate;
use domain::act::Act;
use domain::archive::{ItemKind, WhyArchived};
use domain::caf::{ClearCaf, RecordCaf, Recorded, takes_the_place};
use domain::holder::{EntryBearing, HolderBearing, Neutral};
use domain::id::{AccountId, CafId, ChildNumber, PractitionerId, ServiceId};
use domain::task::TaskKind;
use serde_json::json;

use crate::archive::{self, Item};
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::holder::{self, Columns, Identity};
use crate::stored::number;
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

/// Who holds an assessment, and by whose word.
pub(crate) struct Holding {
    pub child: ChildNumber,
    pub undertaken: NaiveDate,
    pub service: ServiceId,
    /// None where a source names a service alone.
    pub practitioner: Option<PractitionerId>,
    pub neutral: Option<Neutral>,
    /// Who records it; none where a source supplies it.
    pub owner: Option<AccountId>,
}

/// What became of it.
pub(crate) struct Placed {
    /// The entry that stands for it.
    pub entry: CafId,
    /// Whether a newer one stands on the record.
    pub older: bool,
    /// The entry whose place it took.
    pub superseded: Option<CafId>,
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
    let holding = Holding {
        child,
        undertaken: access.act().undertaken,
        service: holder.service,
        practitioner: Some(practitioner),
        neutral: holder.neutral,
        owner: access.standing().account(),
    };
    let placed = place(access, &holding, None).await?;
    if placed.older {
        access.note(json!({ "older": true }));
    }
    if let Some(superseded) = placed.superseded {
        access.note(json!({ "superseded": superseded }));
    }
    // Of a shielded record nobody learns whether an assessment stands on it (D-01).
    let shielded = crate::child_record::bearing(access, child)
        .await?
        .is_none_or(|record| record.shielded);
    Ok(Recorded {
        older: placed.older && !shielded,
        without_account: holder::is_without_account(access, practitioner).await?,
    })
}

/// The entry that stands on the record. One whose consent ran out no longer does, whether or not a
/// job has seen it (G-CLOCK).
async fn standing<A: Act>(
    access: &mut Access<A>,
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

/// Puts an entry in its place. `own` is the one that the same source's reference stood for: what a
/// source corrects takes its place whatever the date. Whoever calls has locked the child.
pub(crate) async fn place<A: Act>(
    access: &mut Access<A>,
    holding: &Holding,
    own: Option<CafId>,
) -> Result<Placed, Stopped> {
    let placed = |entry| Placed {
        entry,
        older: false,
        superseded: None,
    };
    let fresh = CafId::random(access.chance());
    let Some(before) = standing(access, holding.child).await? else {
        let row = new_row(access, fresh, holding)?;
        sql::insert(access.connection(), &row).await?;
        return Ok(placed(fresh));
    };
    let corrected = own == Some(CafId(before.id));
    if !corrected && !takes_the_place(Some(before.undertaken), holding.undertaken) {
        let older = |entry| Placed {
            older: true,
            ..placed(entry)
        };
        // What a source corrects of an entry that is in the archive changes nothing there.
        if let Some(own) = own {
            return Ok(older(own));
        }
        let row = new_row(access, fresh, holding)?;
        put(access, &row, WhyArchived::Superseded).await?;
        return Ok(older(fresh));
    }
    let held = before.who.identity(access.keys(), SEALED, before.id)?;
    // The same once more: a form sent twice, a consent renewed, or what a person recorded already.
    if held == holding.identity() && before.undertaken == holding.undertaken {
        let kept_by_a_person = holding.owner.is_none() && before.owner.is_some();
        if !kept_by_a_person {
            let row = new_row(access, CafId(before.id), holding)?;
            sql::renew(access.connection(), &row).await?;
            task::close(access, &[TaskKind::RenewConsentToShow], row.id).await?;
        }
        return Ok(placed(CafId(before.id)));
    }
    supersede(access, &before, held, holding, fresh).await?;
    Ok(Placed {
        superseded: Some(CafId(before.id)),
        ..placed(fresh)
    })
}

/// Puts the new entry in the place of the one that stands, which goes to the archive the same day.
async fn supersede<A: Act>(
    access: &mut Access<A>,
    before: &sql::WholeRow,
    held: Identity,
    holding: &Holding,
    fresh: CafId,
) -> Result<(), Stopped> {
    let child = holding.child;
    sql::remove(access.connection(), CafId(before.id), child).await?;
    put(access, before, WhyArchived::Superseded).await?;
    let row = new_row(access, fresh, holding)?;
    sql::insert(access.connection(), &row).await?;
    if held.practitioner != holding.practitioner {
        let kind = TaskKind::CafSuperseded;
        holder::tell(access, kind, held.practitioner, child, before.id).await?;
    }
    Ok(())
}

impl Holding {
    fn identity(&self) -> Identity {
        Identity {
            service: self.service,
            practitioner: self.practitioner,
        }
    }
}

/// The row of what is being recorded.
fn new_row<A: Act>(
    access: &Access<A>,
    id: CafId,
    holding: &Holding,
) -> Result<sql::WholeRow, Stopped> {
    let (who, neutral) = (holding.identity(), holding.neutral.as_ref());
    Ok(sql::WholeRow {
        id: id.0,
        child: holding.child.stored(),
        who: Columns::of(access, SEALED, id.0, who, neutral)?,
        owner: holding.owner.map(|account| account.0),
        undertaken: holding.undertaken,
        visible_until: holder::consent_until(neutral),
        before: None,
    })
}

/// Takes an entry off whose consent its source tells was withdrawn (CAF-04).
pub(crate) async fn withdraw_supplied<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    entry: CafId,
) -> Result<(), Stopped> {
    match sql::remove(access.connection(), entry, child).await? {
        Some(row) => put(access, &row, WhyArchived::ConsentWithdrawn).await,
        None => Ok(()),
    }
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
    let child = number(row.child)?;
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
