//! Who holds a common assessment, or leads: what both kinds of entry share (CAF).

mod choices;
mod sql;
pub(crate) mod work;

use chrono::NaiveDate;
use domain::act::Act;
use domain::holder::{
    EntryBearing, HeldEntry, Holder, HolderBearing, Neutral, ServiceBearing, Who,
};
use domain::id::{
    AccountId, ChildNumber, LocalAuthorityCode, NeutralLineId, OrganisationId, PractitionerId,
    ServiceId,
};
use domain::refusal::Refusal;
use domain::sensitive_service::Attestation;
use domain::task::{Recipient, TaskKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::child_record;
use crate::door::{Access, Fault, Stopped};
use crate::keys::Keys;
use crate::task::{self, NewTask};

/// Who it is, whether it stands in the clear or is sealed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Of which service.
    pub service: ServiceId,
    /// Who; none where a source named a service alone.
    pub practitioner: Option<PractitionerId>,
}

/// What is sealed of somebody of a sensitive service (SENS-04).
#[derive(Serialize, Deserialize)]
struct SealedHolder {
    service: ServiceId,
    practitioner: PractitionerId,
    attestation: Attestation,
}

/// The columns of an entry that say who it is: in the clear, or sealed behind a line.
#[derive(Clone, Serialize)]
pub(crate) struct Columns {
    /// The service, unless it is sensitive.
    pub service: Option<Uuid>,
    /// The practitioner, unless their service is sensitive.
    pub practitioner: Option<Uuid>,
    /// The line shown in place of both.
    pub neutral_line: Option<Uuid>,
    /// Who it is, and the consent.
    pub sealed: Option<Vec<u8>>,
}

impl Columns {
    /// The columns of a holder for the entry with an identifier. `purpose` names the column.
    pub(crate) fn of(
        access: &Access<impl Act>,
        purpose: &'static str,
        entry: Uuid,
        who: Identity,
        neutral: Option<&Neutral>,
    ) -> Result<Self, Stopped> {
        let Some(neutral) = neutral else {
            return Ok(Self {
                service: Some(who.service.0),
                practitioner: who.practitioner.map(|practitioner| practitioner.0),
                neutral_line: None,
                sealed: None,
            });
        };
        let plain = serde_json::to_vec(&SealedHolder {
            service: who.service,
            practitioner: who
                .practitioner
                .ok_or_else(|| Stopped::Fault(Fault::new("a line that stands for nobody")))?,
            attestation: neutral.attestation.clone(),
        })?;
        let (keys, chance) = (access.keys(), access.chance());
        Ok(Self {
            service: None,
            practitioner: None,
            neutral_line: Some(neutral.line.0),
            sealed: Some(keys.seal(purpose, entry.as_bytes(), &plain, chance)),
        })
    }

    /// Who it is.
    pub(crate) fn identity(
        &self,
        keys: &Keys,
        purpose: &'static str,
        entry: Uuid,
    ) -> Result<Identity, Stopped> {
        if let Some(service) = self.service {
            return Ok(Identity {
                service: ServiceId(service),
                practitioner: self.practitioner.map(PractitionerId),
            });
        }
        let sealed = self.sealed.as_deref().unwrap_or_default();
        let plain = keys.open(purpose, entry.as_bytes(), sealed)?;
        let holder: SealedHolder = serde_json::from_slice(&plain)?;
        Ok(Identity {
            service: holder.service,
            practitioner: Some(holder.practitioner),
        })
    }
}

/// The line in use of an organisation, by its words.
pub(crate) async fn line_in_use<A: Act>(
    access: &mut Access<A>,
    organisation: OrganisationId,
    words: &str,
) -> Result<Option<NeutralLineId>, Stopped> {
    Ok(sql::line_in_use(access.connection(), organisation, words).await?)
}

/// The day from which on the consent for a holder no longer counts; none where none is asked for.
pub(crate) fn consent_until(neutral: Option<&Neutral>) -> Option<NaiveDate> {
    neutral.map(|neutral| neutral.attestation.renew_by)
}

/// What bears on naming a holder.
pub(crate) async fn bearing<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    holder: &Holder,
) -> Result<HolderBearing, Stopped> {
    let record = child_record::bearing(access, child).await?;
    let service = sql::service(access.connection(), holder.service).await?;
    let organisation = service.as_ref().map(|row| row.organisation);
    let of_the_organisation = match &holder.who {
        Who::Oneself | Who::New(_) => true,
        Who::Colleague(practitioner) => {
            let of = sql::organisation_of(access.connection(), *practitioner).await?;
            of.is_some() && of == organisation
        }
    };
    let line = match &holder.neutral {
        Some(neutral) => {
            let of = sql::organisation_of_line(access.connection(), neutral.line).await?;
            of.is_some() && of == organisation
        }
        None => false,
    };
    Ok(HolderBearing {
        record: record.map(|record| record.local_authority),
        service: service.map(|row| ServiceBearing {
            organisation: OrganisationId(row.organisation),
            local_authority: row.local_authority.map(LocalAuthorityCode),
            sensitive: row.sensitive,
        }),
        of_the_organisation,
        line,
    })
}

/// What bears on an entry, as a row tells it.
pub(crate) struct EntryRow {
    pub organisation: Uuid,
    pub owner: Option<Uuid>,
    pub holder: Option<Uuid>,
    pub sensitive: bool,
}

impl EntryRow {
    /// The entry as policy looks at it.
    pub(crate) fn entry(self) -> HeldEntry {
        HeldEntry {
            organisation: OrganisationId(self.organisation),
            owner: self.owner.map(AccountId),
            holder: self.holder.map(AccountId),
            sensitive: self.sensitive,
        }
    }
}

/// What bears on taking an entry off a record.
pub(crate) async fn entry_bearing<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    entry: Option<EntryRow>,
) -> Result<EntryBearing, Stopped> {
    let record = child_record::bearing(access, child).await?;
    Ok(EntryBearing {
        record: record.map(|record| record.local_authority),
        entry: entry.map(EntryRow::entry),
    })
}

/// The day a child was born.
pub(crate) async fn date_of_birth<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<NaiveDate, Stopped> {
    Ok(sql::date_of_birth(access.connection(), child).await?)
}

/// Makes acts on one child wait for each other: at most one holder, and one lead, whoever else
/// names one at the same moment (CAF-05, CAF-08).
pub(crate) async fn lock_child<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    Ok(sql::lock_child(access.connection(), child).await?)
}

/// Makes those who add practitioners to one organisation wait for each other.
pub(crate) async fn one_newcomer_at_a_time<A: Act>(
    access: &mut Access<A>,
    organisation: OrganisationId,
) -> Result<(), Stopped> {
    Ok(sql::lock_organisation(access.connection(), organisation.0).await?)
}

/// The practitioner meant. One without an account is written down once, however often they are
/// recorded with the same details (INV-06).
pub(crate) async fn practitioner<A: Act>(
    access: &mut Access<A>,
    holder: &Holder,
) -> Result<PractitionerId, Stopped> {
    let new = match &holder.who {
        Who::Colleague(practitioner) => return Ok(*practitioner),
        Who::Oneself => {
            let account = access.standing().account().ok_or(Refusal::Role)?;
            return Ok(sql::practitioner_of(access.connection(), account).await?);
        }
        Who::New(new) => new,
    };
    let organisation = sql::service(access.connection(), holder.service)
        .await?
        .ok_or(Refusal::NotYours)?
        .organisation;
    sql::lock_organisation(access.connection(), organisation).await?;
    if let Some(known) = sql::same_practitioner(access.connection(), organisation, new).await? {
        return Ok(known);
    }
    let id = PractitionerId::random(access.chance());
    sql::add_practitioner(access.connection(), id, organisation, new).await?;
    access.note(serde_json::json!({ "practitioner_added": id }));
    Ok(id)
}

/// Whether a practitioner has no account, and should apply for one (CAF-06).
pub(crate) async fn is_without_account<A: Act>(
    access: &mut Access<A>,
    practitioner: PractitionerId,
) -> Result<bool, Stopped> {
    let account = sql::account_of(access.connection(), practitioner).await?;
    Ok(account.is_none())
}

/// Tells a practitioner that their entry is no longer the current one, where they have an account
/// and it was not they who did it.
pub(crate) async fn tell<A: Act>(
    access: &mut Access<A>,
    kind: TaskKind,
    practitioner: Option<PractitionerId>,
    child: ChildNumber,
    entry: Uuid,
) -> Result<(), Stopped> {
    let Some(practitioner) = practitioner else {
        return Ok(());
    };
    let account = sql::account_of(access.connection(), practitioner).await?;
    if let Some(account) = account.filter(|account| Some(*account) != access.standing().account()) {
        notice(access, kind, Recipient::Account(account), child, entry).await?;
    }
    Ok(())
}

/// A notice about an entry.
async fn notice<A: Act>(
    access: &mut Access<A>,
    kind: TaskKind,
    to: Recipient,
    child: ChildNumber,
    entry: Uuid,
) -> Result<(), Stopped> {
    let task = NewTask {
        kind,
        to,
        child: Some(child),
        object: Some(entry),
        due_on: None,
    };
    task::open(access, task).await.map(|_| ())
}

/// Tells whoever recorded an entry, and the managers of the record's authority, that its consent
/// ran out (SENS-05).
pub(crate) async fn tell_of_lapse<A: Act>(
    access: &mut Access<A>,
    owner: Option<Uuid>,
    child: ChildNumber,
    entry: Uuid,
) -> Result<(), Stopped> {
    if let Some(owner) = owner {
        let to = Recipient::Account(AccountId(owner));
        notice(access, TaskKind::ConsentLapsed, to, child, entry).await?;
    }
    if let Some(authority) = child_record::responsible(access, child).await? {
        let to = Recipient::managers_of(&authority);
        notice(access, TaskKind::LapseToReview, to, child, entry).await?;
    }
    Ok(())
}
