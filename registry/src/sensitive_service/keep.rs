//! Recording, renewing, ending and withdrawing entries.

use domain::archive::WhyArchived;
use domain::id::{InvolvementId, LocalAuthorityCode, PractitionerId, TeamId};
use domain::involvement::StartBearing;
use domain::refusal::{Refusal, Rejection};
use domain::sensitive_service::{
    Attestation, Basis, ChangeSensitiveInvolvement, ConfirmWithdrawal, EndSensitiveInvolvement,
    Ground, RecordSensitiveInvolvement, RenewConsent, SensitiveBearing, SensitiveEntry,
    WithdrawConsent, WithdrawalBearing,
};
use domain::task::{Recipient, TaskKind};
use serde_json::json;

use super::{Opened, TO_RENEW, archive, ask_again_on, bearing, opened, seal_entry, sql};
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::involvement;
use crate::stored::number;
use crate::task::{self, NewTask};

impl sealed::Sealed for RecordSensitiveInvolvement {}

impl KnownAct for RecordSensitiveInvolvement {
    async fn bearing(access: &mut Access<Self>) -> Result<StartBearing, Stopped> {
        let (child, service) = (access.act().child, access.act().service);
        let record = crate::child_record::bearing(access, child).await?.is_some();
        let service = involvement::service(access, service).await?;
        Ok(StartBearing {
            service_of: service.map(|(organisation, _)| organisation),
            sensitive: service.is_some_and(|(_, sensitive)| sensitive),
            record,
        })
    }
}

/// Records an involvement of one's own sensitive service. A form sent twice makes one entry, and is
/// answered alike (SENS-02).
pub async fn record(
    access: &mut Access<RecordSensitiveInvolvement>,
) -> Result<InvolvementId, Stopped> {
    let today = access.today();
    let child = access.act().child;
    let hat = access.hat()?.clone();
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let record = sql::record(access.connection(), child, today)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    let attestation = checked(access.act(), record.date_of_birth, account, today)?;
    let details = access.act().details.clone();
    let (practitioner, team) = involvement::named(access, details.level, &hat, account).await?;
    let entry = SensitiveEntry {
        service: access.act().service,
        level: details.level,
        practitioner: practitioner.map(PractitionerId),
        team: team.map(TeamId),
        telephone: details.telephone,
        started: details.started,
        ended: None,
        ground: Ground::Attested(attestation),
    };
    involvement::one_at_a_time(access, child).await?;
    if let Some(before) = recorded_before(access, &entry).await? {
        return same_again(before, &entry).map_err(Stopped::from);
    }
    let id = InvolvementId::random(access.chance());
    let ask_again_on = ask_again_on(record.date_of_birth, today);
    let (connection, keys, chance) = access.parts();
    let sealed = seal_entry(keys, id, &entry, chance)?;
    let row = sql::NewRow {
        id,
        child,
        owner: Some(account),
        sealed: &sealed,
        entry: &entry,
        reminded: 0,
        ask_again_on,
    };
    sql::insert(connection, row).await?;
    access.note(json!({ "involvement": id }));
    Ok(id)
}

/// What is typed, checked whole: the person is told everything at once.
fn checked(
    act: &RecordSensitiveInvolvement,
    date_of_birth: chrono::NaiveDate,
    account: domain::id::AccountId,
    today: chrono::NaiveDate,
) -> Result<Attestation, Rejection> {
    let details = act.details.check(date_of_birth, today);
    match (details, act.attesting.attest(account, today)) {
        (Ok(()), Ok(attestation)) => Ok(attestation),
        (Err(one), Err(other)) => Err(Rejection(one.0.into_iter().chain(other.0).collect())),
        (Err(one), _) | (_, Err(one)) => Err(one),
    }
}

/// A current entry of the same service and owner on the same record.
async fn recorded_before(
    access: &mut Access<RecordSensitiveInvolvement>,
    entry: &SensitiveEntry,
) -> Result<Option<Opened>, Stopped> {
    let (child, today) = (access.act().child, access.today());
    let account = access.standing().account();
    for row in sql::of_child(access.connection(), child, today).await? {
        if row.owner.map(domain::id::AccountId) != account {
            continue;
        }
        let before = opened(access, row)?;
        if before.entry.service == entry.service && before.entry.ended.is_none() {
            return Ok(Some(before));
        }
    }
    Ok(None)
}

/// The entry that was recorded before, where it says the same.
fn same_again(before: Opened, entry: &SensitiveEntry) -> Result<InvolvementId, Rejection> {
    if before.entry == *entry {
        return Ok(before.id);
    }
    Err(Rejection::of(
        "service",
        "You have already recorded an involvement with this service. Renew or end that one",
    ))
}

/// Acts on an existing entry.
macro_rules! on_an_entry {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(
                access: &mut Access<Self>,
            ) -> Result<Option<SensitiveBearing>, Stopped> {
                let id = access.act().involvement;
                bearing(access, id).await
            }
        }
    )+};
}
on_an_entry!(
    RenewConsent,
    ChangeSensitiveInvolvement,
    EndSensitiveInvolvement,
    WithdrawConsent,
    domain::sensitive_service::ViewSensitiveEntry,
);

/// The entry that is meant and that still counts.
async fn current<A: domain::act::Act>(
    access: &mut Access<A>,
    id: InvolvementId,
) -> Result<Option<Opened>, Stopped> {
    let today = access.today();
    let Some(row) = sql::entry(access.connection(), id, today).await? else {
        return Ok(None);
    };
    let opened = opened(access, row)?;
    access.note(json!({ "child": opened.child.to_string() }));
    Ok(Some(opened))
}

/// Seals an entry again as it now is.
async fn store<A: domain::act::Act>(
    access: &mut Access<A>,
    opened: &Opened,
) -> Result<(), Stopped> {
    let (connection, keys, chance) = access.parts();
    let sealed = seal_entry(keys, opened.id, &opened.entry, chance)?;
    sql::store(connection, opened.id, &sealed, &opened.entry).await?;
    Ok(())
}

/// Renews a consent, or puts another ground in its place; what waited for it is done (SENS-05).
pub async fn renew(access: &mut Access<RenewConsent>) -> Result<(), Stopped> {
    let (id, today) = (access.act().involvement, access.today());
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let attestation = access.act().attesting.attest(account, today)?;
    let mut opened = current(access, id).await?.ok_or(Refusal::NoSuchRecord)?;
    let record = sql::record(access.connection(), opened.child, today)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    opened.entry.ground = Ground::Attested(attestation);
    store(access, &opened).await?;
    let birthday = ask_again_on(record.date_of_birth, today);
    sql::remind_anew(access.connection(), id, birthday).await?;
    task::close(access, &TO_RENEW, id.0).await
}

/// Changes whom to ring and since when. That it was changed is all that the trail says of it
/// (SENS-04).
pub async fn change(access: &mut Access<ChangeSensitiveInvolvement>) -> Result<(), Stopped> {
    let (id, today) = (access.act().involvement, access.today());
    let (hat, changes) = (access.hat()?.clone(), access.act().changes.clone());
    let mut opened = current(access, id).await?.ok_or(Refusal::NoSuchRecord)?;
    if opened.entry.ended.is_some() {
        return Err(Rejection::of(
            "started",
            "This involvement has ended and cannot be changed",
        )
        .into());
    }
    let record = sql::record(access.connection(), opened.child, today)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    changes.check(record.date_of_birth, today)?;
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let (practitioner, team) = involvement::named(access, changes.level, &hat, account).await?;
    opened.entry.level = changes.level;
    opened.entry.practitioner = practitioner.map(PractitionerId);
    opened.entry.team = team.map(TeamId);
    opened.entry.telephone = changes.telephone;
    opened.entry.started = changes.started;
    store(access, &opened).await
}

/// Ends an entry. On the record nothing changes: the line stays, for a year at most and never
/// longer than the consent (SENS-07).
pub async fn end(access: &mut Access<EndSensitiveInvolvement>) -> Result<(), Stopped> {
    let (id, today) = (access.act().involvement, access.today());
    let ended = access.act().ended;
    let mut opened = current(access, id).await?.ok_or(Refusal::NoSuchRecord)?;
    if opened.entry.ended == Some(ended) {
        return Ok(());
    }
    if opened.entry.ended.is_some() {
        return Err(Rejection::of("ended", "This involvement has already ended").into());
    }
    access.act().check(opened.entry.started, today)?;
    opened.entry.ended = Some(ended);
    store(access, &opened).await
}

/// Archives an entry whose consent was withdrawn, at once; the manager of the record's authority
/// confirms it, and its owner is told of what they did not do themselves (SENS-06). What was
/// withdrawn before stays so. Gives whether the entry is gone.
pub async fn withdraw(access: &mut Access<WithdrawConsent>) -> Result<bool, Stopped> {
    let (id, today) = (access.act().involvement, access.today());
    let Some(opened) = current(access, id).await? else {
        return Ok(true);
    };
    access.act().check(today)?;
    if access.act().stays {
        return may_stay(&opened).map_err(Stopped::from);
    }
    let record = sql::record(access.connection(), opened.child, today)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    let authority = LocalAuthorityCode(record.local_authority);
    take_off(access, &opened, &authority).await?;
    Ok(true)
}

/// Takes an entry whose consent was withdrawn off its record, has it confirmed, and tells its owner
/// of what they did not do themselves.
pub(super) async fn take_off<A: domain::act::Act>(
    access: &mut Access<A>,
    opened: &Opened,
    local_authority: &LocalAuthorityCode,
) -> Result<(), Stopped> {
    let id = opened.id;
    sql::delete(access.connection(), id).await?;
    archive(access, opened, WhyArchived::ConsentWithdrawn).await?;
    let about_it = |kind, to| NewTask {
        kind,
        to,
        child: Some(opened.child),
        object: Some(id.0),
        due_on: None,
    };
    let managers = Recipient::managers_of(local_authority);
    task::open(access, about_it(TaskKind::WithdrawalToConfirm, managers)).await?;
    let actor = access.standing().account();
    if let Some(owner) = opened.owner.filter(|owner| Some(*owner) != actor) {
        let owner = Recipient::Account(owner);
        task::open(access, about_it(TaskKind::ConsentWithdrawn, owner)).await?;
    }
    Ok(())
}

/// An entry stays in spite of what was said only where it never rested on consent (SENS-03).
fn may_stay(opened: &Opened) -> Result<bool, Rejection> {
    let basis = opened
        .entry
        .attestation()
        .map(|attestation| attestation.basis);
    if basis == Some(Basis::SignificantHarm) {
        return Ok(false);
    }
    Err(Rejection::of(
        "stays",
        "This entry rests on consent: without it, it cannot stay",
    ))
}

/// What bears on a withdrawal.
async fn withdrawal_bearing<A: domain::act::Act>(
    access: &mut Access<A>,
    id: InvolvementId,
) -> Result<Option<WithdrawalBearing>, Stopped> {
    let today = access.today();
    let Some(row) = sql::withdrawal(access.connection(), id, today).await? else {
        return Ok(None);
    };
    Ok(Some(WithdrawalBearing {
        child: number(row.child)?,
        local_authority: LocalAuthorityCode(row.local_authority),
    }))
}

impl sealed::Sealed for domain::sensitive_service::ViewWithdrawal {}

impl KnownAct for domain::sensitive_service::ViewWithdrawal {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<WithdrawalBearing>, Stopped> {
        let id = access.act().involvement;
        withdrawal_bearing(access, id).await
    }
}

impl sealed::Sealed for ConfirmWithdrawal {}

impl KnownAct for ConfirmWithdrawal {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<WithdrawalBearing>, Stopped> {
        let id = access.act().involvement;
        withdrawal_bearing(access, id).await
    }
}

/// Confirms that a withdrawn entry has gone; confirmed twice, it is confirmed.
pub async fn confirm_withdrawal(access: &mut Access<ConfirmWithdrawal>) -> Result<(), Stopped> {
    let id = access.act().involvement;
    task::close(access, &[TaskKind::WithdrawalToConfirm], id.0).await
}

/// Ends whatever goes on with a child on a day, or on its first day where that is later: the child has
/// moved away (D-16). Whoever calls archives the record with it.
pub(crate) async fn end_all<A: domain::act::Act>(
    access: &mut Access<A>,
    child: domain::id::ChildNumber,
    on: chrono::NaiveDate,
) -> Result<(), Stopped> {
    let today = access.today();
    for row in sql::of_child(access.connection(), child, today).await? {
        let mut opened = opened(access, row)?;
        if opened.entry.ended.is_none() {
            opened.entry.ended = Some(on.max(opened.entry.started));
            store(access, &opened).await?;
        }
    }
    Ok(())
}
