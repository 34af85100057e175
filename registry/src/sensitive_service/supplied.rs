//! Entries of sensitive services that a source keeps, by the same gate and under the same seal as
//! what practitioners record (SENS-02, SENS-04).

use chrono::NaiveDate;
use domain::act::Act;
use domain::id::{ChildNumber, InvolvementId, LocalAuthorityCode};
use domain::sensitive_service::SensitiveEntry;

use super::keep::take_off;
use super::{Opened, ask_again_on, opened, seal_entry, sql};
use crate::door::{Access, Stopped};

/// What is known of an entry that a source supplies.
pub(crate) enum Known {
    /// The source supplied it before.
    Supplied(Box<OpenedEntry>),
    /// A person keeps it.
    Kept(Box<OpenedEntry>),
    /// It stood in the clear until now.
    Unsealed(InvolvementId),
    /// A person keeps it, and it still stands in the clear: it is sealed when the flag is acted on.
    Elsewhere(InvolvementId),
    /// There is none.
    Nowhere,
}

/// An entry, opened for the source that supplies it.
pub(crate) struct OpenedEntry(Opened);

/// Whether an entry stands sealed on its record.
pub(crate) async fn is_sealed<A: Act>(
    access: &mut Access<A>,
    id: InvolvementId,
) -> Result<bool, Stopped> {
    let today = access.today();
    Ok(sql::entry(access.connection(), id, today).await?.is_some())
}

/// Whether an entry's consent was withdrawn, by whomever: it does not come again (SENS-06).
pub(crate) async fn was_withdrawn<A: Act>(
    access: &mut Access<A>,
    id: InvolvementId,
) -> Result<bool, Stopped> {
    let today = access.today();
    let withdrawal = sql::withdrawal(access.connection(), id, today).await?;
    Ok(withdrawal.is_some())
}

/// The entry that a reference stands for so far; else the same involvement as a person keeps it.
pub(crate) async fn known<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    before: Option<InvolvementId>,
    new: &SensitiveEntry,
) -> Result<Known, Stopped> {
    let today = access.today();
    if let Some(id) = before {
        let row = sql::entry(access.connection(), id, today).await?;
        return Ok(match row.map(|row| opened(access, row)).transpose()? {
            None => Known::Nowhere,
            Some(entry) if entry.owner.is_some() => Known::Kept(Box::new(OpenedEntry(entry))),
            Some(entry) => Known::Supplied(Box::new(OpenedEntry(entry))),
        });
    }
    for row in sql::of_child(access.connection(), child, today).await? {
        let kept = opened(access, row)?;
        let same = kept.entry.service == new.service
            && kept.entry.level == new.level
            && kept.entry.practitioner == new.practitioner
            && kept.entry.team.filter(|_| new.team.is_some()) == new.team;
        if kept.owner.is_some() && same && kept.entry.ended.is_none() {
            return Ok(Known::Kept(Box::new(OpenedEntry(kept))));
        }
    }
    Ok(Known::Nowhere)
}

/// Seals an entry as its source says it is. One that a person keeps is left as it is.
pub(crate) async fn supplied<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    known: Known,
    entry: SensitiveEntry,
    date_of_birth: NaiveDate,
) -> Result<InvolvementId, Stopped> {
    let today = access.today();
    let ask_again_on = ask_again_on(date_of_birth, today);
    let id = match known {
        Known::Kept(kept) => return Ok(kept.0.id),
        Known::Elsewhere(id) => return Ok(id),
        Known::Supplied(before) => {
            let id = before.0.id;
            let (connection, keys, chance) = access.parts();
            let sealed = seal_entry(keys, id, &entry, chance)?;
            sql::store(connection, id, &sealed, &entry).await?;
            if before.0.entry.ground != entry.ground {
                sql::remind_anew(access.connection(), id, ask_again_on).await?;
            }
            return Ok(id);
        }
        Known::Unsealed(id) => id,
        Known::Nowhere => InvolvementId::random(access.chance()),
    };
    let (connection, keys, chance) = access.parts();
    let sealed = seal_entry(keys, id, &entry, chance)?;
    let row = sql::NewRow {
        id,
        child,
        owner: None,
        sealed: &sealed,
        entry: &entry,
        reminded: 0,
        ask_again_on,
    };
    sql::insert(connection, row).await?;
    Ok(id)
}

/// Archives an entry whose consent was withdrawn, at once, whoever keeps it (SENS-06). Where there
/// is none, nothing is recorded but that it does not come again.
pub(crate) async fn withdraw_supplied<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    known: Known,
    entry: SensitiveEntry,
    local_authority: &LocalAuthorityCode,
) -> Result<InvolvementId, Stopped> {
    let withdrawn = match known {
        Known::Supplied(known) | Known::Kept(known) => known.0,
        Known::Unsealed(id) => Opened {
            id,
            child,
            owner: None,
            entry,
            before: None,
        },
        Known::Elsewhere(id) => return Ok(id),
        Known::Nowhere => return Ok(InvolvementId::random(access.chance())),
    };
    take_off(access, &withdrawn, local_authority).await?;
    Ok(withdrawn.id)
}
