//! Certificates that two of the central team enter where the Registrar General's own word is missing
//! (DTH-02). Nothing here tells whether there is a record of the number.

use domain::death::{
    ApproveCertificate, CertificateBearing, Deaths, DiscardCertificate, EnterCertificate,
    ListCertificates,
};
use domain::id::AccountId;
use domain::refusal::Refusal;
use domain::task::{Recipient, TaskKind};
use uuid::Uuid;

use super::{say, sql, tell_of_death};
use crate::child_record;
use crate::data_source::by_hand::Hand;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::task::{self, NewTask};

admit!(EnterCertificate, ListCertificates);

/// Enters a certificate, for a colleague to agree with. The same entered twice is one.
pub async fn enter(access: &mut Access<EnterCertificate>) -> Result<(), Stopped> {
    let (now, today) = (access.now(), access.today());
    access.act().check(now)?;
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let (child, died) = (access.act().child, access.act().died);
    let id = access.chance().uuid();
    if sql::enter(access.connection(), id, child, died, account, today).await? {
        let colleagues = NewTask {
            kind: TaskKind::DeathToConfirm,
            to: Recipient::central_team(),
            child: None,
            object: Some(id),
            due_on: None,
        };
        task::open(access, colleagues).await?;
    }
    Ok(())
}

/// Certificates that wait.
pub async fn list_certificates(access: &mut Access<ListCertificates>) -> Result<Deaths, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let waiting = sql::certificates(access.connection(), account).await?;
    Ok(Deaths::Certificates(waiting))
}

impl sealed::Sealed for ApproveCertificate {}

impl KnownAct for ApproveCertificate {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<CertificateBearing>, Stopped> {
        let certificate = access.act().certificate;
        bearing(access, certificate).await
    }
}

impl sealed::Sealed for DiscardCertificate {}

impl KnownAct for DiscardCertificate {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<CertificateBearing>, Stopped> {
        let certificate = access.act().certificate;
        bearing(access, certificate).await
    }
}

async fn bearing<A: domain::act::Act>(
    access: &mut Access<A>,
    certificate: Uuid,
) -> Result<Option<CertificateBearing>, Stopped> {
    let entered_by = sql::entered_by(access.connection(), certificate).await?;
    Ok(entered_by.map(|account| CertificateBearing {
        entered_by: AccountId(account),
    }))
}

/// Acts on a certificate as on the Registrar General's own word, where there is such a record.
pub async fn approve(access: &mut Access<ApproveCertificate>) -> Result<(), Stopped> {
    let id = access.act().certificate;
    let row = sql::take_certificate(access.connection(), id).await?;
    task::close(access, &[TaskKind::DeathToConfirm], id).await?;
    let number = domain::id::ChildNumber::from_stored(row.child);
    let Ok(child) = number else { return Ok(()) };
    access.note(serde_json::json!({ "child": child.to_string() }));
    if child_record::locked(access, child).await?.is_none() {
        return Ok(());
    }
    let before = sql::known(access.connection(), child).await?;
    if row.died < before.date_of_birth {
        return Ok(());
    }
    say(access, child, Hand::Certificate, Some(row.died)).await?;
    task::close_about(access, &[TaskKind::DeathUnconfirmed], &[child]).await?;
    if before.date_of_death.is_none() {
        tell_of_death(access, child, None).await?;
    }
    Ok(())
}

/// Takes a certificate back.
pub async fn discard(access: &mut Access<DiscardCertificate>) -> Result<(), Stopped> {
    let id = access.act().certificate;
    sql::take_certificate(access.connection(), id).await?;
    task::close(access, &[TaskKind::DeathToConfirm], id).await
}
