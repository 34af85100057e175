//! Seeing entries: their owner, and whoever brokers for the record's authority (SENS-04).

use std::collections::HashMap;

use domain::child_record::RecordBearing;
use domain::id::{ChildNumber, InvolvementId, OrganisationId};
use domain::refusal::Refusal;
use domain::sensitive_service::{
    AttestationShown, ListMySensitiveInvolvements, MySensitiveInvolvement, SensitiveContacts,
    SensitiveEntry, SensitiveShown, ViewSensitiveContacts, ViewSensitiveEntry, ViewWithdrawal,
    Withdrawal,
};

use uuid::Uuid;

use super::{Opened, opened, sql};
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::stored::number;

/// An entry as it is shown, and whose service it is.
async fn shown<A: domain::act::Act>(
    access: &mut Access<A>,
    opened: Opened,
) -> Result<(SensitiveShown, OrganisationId), Stopped> {
    let row = sql::contact(access.connection(), &opened.entry).await?;
    let organisation = OrganisationId(row.organisation);
    let attestation = AttestationShown::from(&opened.entry);
    let visible_until = opened.entry.visible_until();
    let shown = SensitiveShown {
        id: opened.id,
        contact: row.contact(opened.entry.level, opened.entry.telephone),
        level: opened.entry.level,
        started: opened.entry.started,
        ended: opened.entry.ended,
        attestation,
        visible_until,
    };
    Ok((shown, organisation))
}

/// An entry that is no longer on its record, as it is shown.
pub(crate) async fn shown_of<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    id: InvolvementId,
    entry: SensitiveEntry,
) -> Result<SensitiveShown, Stopped> {
    let opened = Opened {
        id,
        child,
        owner: None,
        entry,
        before: None,
    };
    Ok(shown(access, opened).await?.0)
}

admit!(ListMySensitiveInvolvements);

/// The entries that whoever asks keeps in the name of the organisation whose hat they wear: those
/// whose time is over first stand first.
pub async fn list_mine(
    access: &mut Access<ListMySensitiveInvolvements>,
) -> Result<Vec<MySensitiveInvolvement>, Stopped> {
    let today = access.today();
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let own = access.hat()?.organisation;
    let mut mine = Vec::new();
    for row in sql::of_owner(access.connection(), account, today).await? {
        let opened = opened(access, row)?;
        let child = sql::child(access.connection(), opened.child).await?;
        let (entry, organisation) = shown(access, opened).await?;
        if let Some(child) = child.filter(|_| organisation == own) {
            mine.push(MySensitiveInvolvement {
                child,
                entry,
                own: true,
            });
        }
    }
    Ok(mine)
}

/// One entry with the child's four facts.
pub async fn view(
    access: &mut Access<ViewSensitiveEntry>,
) -> Result<MySensitiveInvolvement, Stopped> {
    let (id, today) = (access.act().involvement, access.today());
    let account = access.standing().account();
    let keeps = access.hat()?.role.keeps_involvements();
    let row = sql::entry(access.connection(), id, today)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    let opened = opened(access, row)?;
    access.note(serde_json::json!({ "child": opened.child.to_string() }));
    let own = keeps && opened.owner.is_some() && opened.owner == account;
    let child = sql::child(access.connection(), opened.child)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    let (entry, _) = shown(access, opened).await?;
    Ok(MySensitiveInvolvement { child, entry, own })
}

impl sealed::Sealed for ViewSensitiveContacts {}

impl KnownAct for ViewSensitiveContacts {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        crate::child_record::bearing(access, child).await
    }
}

/// The sensitive services that work with a child: current ones first, then ended ones.
pub async fn contacts(
    access: &mut Access<ViewSensitiveContacts>,
) -> Result<SensitiveContacts, Stopped> {
    let child = access.act().child;
    let facts = sql::child(access.connection(), child)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    Ok(SensitiveContacts {
        child: facts,
        entries: entries_on(access, child).await?,
    })
}

/// The entries on a record: current ones first, then ended ones.
pub(crate) async fn entries_on<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<SensitiveShown>, Stopped> {
    let today = access.today();
    let mut entries = Vec::new();
    for row in sql::of_child(access.connection(), child, today).await? {
        let opened = opened(access, row)?;
        entries.push(shown(access, opened).await?.0);
    }
    entries.sort_by_key(|entry| (entry.ended.is_some(), entry.started, entry.id));
    Ok(entries)
}

/// What the sensitive services that work with a child are called, for whoever brokers (SENS-04).
pub(crate) async fn names<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<HashMap<Uuid, String>, Stopped> {
    let today = access.today();
    let mut names = HashMap::new();
    for row in sql::of_child(access.connection(), child, today).await? {
        // One that cannot be opened has no name here; asking for its contact tells of the fault.
        let Ok(opened) = opened(access, row) else {
            continue;
        };
        let (entry, _) = shown(access, opened).await?;
        let name = format!("{}, {}", entry.contact.service, entry.contact.organisation);
        names.insert(entry.id.0, name);
    }
    Ok(names)
}

/// A withdrawal: a number and a day (SENS-06).
pub async fn view_withdrawal(access: &mut Access<ViewWithdrawal>) -> Result<Withdrawal, Stopped> {
    let (id, today) = (access.act().involvement, access.today());
    let row = sql::withdrawal(access.connection(), id, today)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    Ok(Withdrawal {
        child: number(row.child)?,
        withdrawn_on: row.withdrawn_on,
        confirmed: row.confirmed,
    })
}
