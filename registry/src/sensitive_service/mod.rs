//! What is recorded of sensitive services: sealed, and opened by hardly anybody (SENS-04).

mod keep;
mod see;
mod sql;
mod supplied;
pub(crate) mod work;

use chrono::NaiveDate;
use domain::act::Act;
use domain::archive::{ItemKind, WhyArchived};
use domain::chance::Chance;
use domain::clock::attains;
use domain::id::{AccountId, ChildNumber, InvolvementId, LocalAuthorityCode, OrganisationId};
use domain::involvement::ServiceChoice;
use domain::refusal::Refusal;
use domain::sensitive_service::{ASKED_AGAIN_AT, SensitiveBearing, SensitiveEntry};
use domain::task::{Recipient, TaskKind};
use serde::Serialize;

pub(crate) use keep::end_all;
pub use keep::{change, confirm_withdrawal, end, record, renew, withdraw};
pub use see::{contacts, list_mine, view, view_withdrawal};
pub(crate) use see::{entries_on, names, shown_of};
pub(crate) use supplied::{Known, is_sealed, known, supplied, was_withdrawn, withdraw_supplied};

use crate::archive::{self, Item};
use crate::door::{Access, SignedIn, Stopped};
use crate::keys::Keys;
use crate::stored::number;
use crate::task;

/// The column whose values [`seal_entry`] makes.
const SEALED_ENTRY: &str = "live.sensitive_involvement.sealed";

/// What waits for anybody about an entry, until it is renewed or has gone.
const TO_RENEW: [TaskKind; 3] = [
    TaskKind::RenewConsent,
    TaskKind::AttestConsent,
    TaskKind::ReseekConsent,
];

/// Encrypts what is recorded of a sensitive service for its row (NFR-04).
pub(crate) fn seal_entry(
    keys: &Keys,
    id: InvolvementId,
    entry: &SensitiveEntry,
    chance: &dyn Chance,
) -> Result<Vec<u8>, Stopped> {
    let plain = serde_json::to_vec(entry)?;
    Ok(keys.seal(SEALED_ENTRY, id.0.as_bytes(), &plain, chance))
}

/// Decrypts what [`seal_entry`] made.
pub(crate) fn open_entry(
    keys: &Keys,
    id: InvolvementId,
    sealed: &[u8],
) -> Result<SensitiveEntry, Stopped> {
    let plain = keys.open(SEALED_ENTRY, id.0.as_bytes(), sealed)?;
    Ok(serde_json::from_slice(&plain)?)
}

/// A row with what is sealed in it.
struct Opened {
    id: InvolvementId,
    child: ChildNumber,
    owner: Option<AccountId>,
    entry: SensitiveEntry,
    /// What it was before it was changed, sealed as it was (UPD-07).
    before: Option<serde_json::Value>,
}

/// Opens a row.
fn opened<A: Act>(access: &Access<A>, row: sql::Row) -> Result<Opened, Stopped> {
    let id = InvolvementId(row.id);
    Ok(Opened {
        id,
        child: number(row.child)?,
        owner: row.owner.map(AccountId),
        entry: open_entry(access.keys(), id, &row.sealed)?,
        before: row.before,
    })
}

/// What bears on an entry that still counts, locked until the act is done; or on one that was
/// withdrawn, of which nothing but that is known here.
async fn bearing<A: Act>(
    access: &mut Access<A>,
    id: InvolvementId,
) -> Result<Option<SensitiveBearing>, Stopped> {
    let today = access.today();
    if let Some(row) = sql::bearing(access.connection(), id, today).await? {
        let entry = open_entry(access.keys(), id, &row.sealed)?;
        let service = sql::contact(access.connection(), &entry).await?;
        return Ok(Some(SensitiveBearing {
            owner: row.owner.map(AccountId),
            service_of: Some(OrganisationId(service.organisation)),
            local_authority: LocalAuthorityCode(row.local_authority),
            shielded: row.shielded,
            withdrawn: false,
        }));
    }
    let withdrawal = sql::withdrawal(access.connection(), id, today).await?;
    Ok(withdrawal.map(|row| SensitiveBearing {
        owner: None,
        service_of: None,
        local_authority: LocalAuthorityCode(row.local_authority),
        shielded: row.shielded,
        withdrawn: true,
    }))
}

/// The sixteenth birthday, of a child who is younger: then whoever keeps an entry is asked whether
/// the child itself consents (SENS-08).
fn ask_again_on(date_of_birth: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    Some(attains(date_of_birth, ASKED_AGAIN_AT)).filter(|birthday| *birthday > today)
}

/// Who is asked about an entry: its owner; where they have left, the manager of the record's
/// authority, and nobody else, since nobody else may know of it. What a source keeps, the source
/// renews.
pub(crate) async fn whoever_renews<A: Act>(
    access: &mut Access<A>,
    owner: Option<AccountId>,
    local_authority: &str,
) -> Result<Option<Recipient>, Stopped> {
    let Some(owner) = owner else {
        return Ok(None);
    };
    let active = sql::is_active(access.connection(), owner).await?;
    Ok(Some(if active {
        Recipient::Account(owner)
    } else {
        Recipient::managers_of(&LocalAuthorityCode(local_authority.to_owned()))
    }))
}

/// An entry as the archive keeps it.
#[derive(Serialize)]
struct Archived<'a> {
    id: InvolvementId,
    child: ChildNumber,
    owner: Option<AccountId>,
    entry: &'a SensitiveEntry,
    visible_until: NaiveDate,
    before: Option<&'a serde_json::Value>,
}

/// Puts an entry into the archive, and away what waited about it. Whoever calls has removed its row.
async fn archive<A: Act>(
    access: &mut Access<A>,
    opened: &Opened,
    why: WhyArchived,
) -> Result<(), Stopped> {
    let content = Archived {
        id: opened.id,
        child: opened.child,
        owner: opened.owner,
        entry: &opened.entry,
        visible_until: opened.entry.visible_until(),
        before: opened.before.as_ref(),
    };
    let item = Item {
        id: opened.id.0,
        child: opened.child,
        kind: ItemKind::SensitiveInvolvement,
        why,
        content: &content,
    };
    archive::put(access, item).await?;
    task::close(access, &TO_RENEW, opened.id.0).await
}

impl SignedIn {
    /// The sensitive services of one's own organisation, by name. Reference data: nothing of any
    /// child.
    pub async fn sensitive_service_choices(&self) -> Result<Vec<ServiceChoice>, Stopped> {
        let hat = self.standing().hat().ok_or(Refusal::Role)?;
        let pool = self.caller().registry().pool();
        Ok(sql::service_choices(pool, hat.organisation).await?)
    }
}
