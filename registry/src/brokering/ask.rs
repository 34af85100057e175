//! Asking, and taking back what one asked.

use domain::act::Act;
use domain::brokering::{
    AskAboutShielded, AskingBearing, RequestBrokering, RequestKind, RequestState, WithdrawRequest,
};
use domain::child_record::Telephone;
use domain::id::{ChildNumber, RequestId};
use domain::reason::ReasonCode;
use domain::refusal::Refusal;
use serde_json::json;

use super::steps::{Known, Waiting, ask_brokers, close, next_step_due};
use super::{existing, sql};
use crate::door::{Access, KnownAct, SignedIn, Stopped, sealed};

impl sealed::Sealed for RequestBrokering {}

impl KnownAct for RequestBrokering {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<AskingBearing>, Stopped> {
        let child = access.act().child;
        asking(access, child).await
    }
}

impl sealed::Sealed for AskAboutShielded {}

impl KnownAct for AskAboutShielded {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<AskingBearing>, Stopped> {
        let child = access.act().child;
        asking(access, child).await
    }
}

/// What a record shows that bears on asking about it.
async fn asking<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<AskingBearing>, Stopped> {
    let today = access.today();
    let Some(record) = crate::child_record::bearing(access, child).await? else {
        return Ok(None);
    };
    let entries = sql::entries(access.connection(), child, today).await?;
    Ok(Some(AskingBearing {
        shielded: record.shielded,
        sensitive_service: !entries.is_empty(),
    }))
}

/// Asks that a sensitive service gets in touch (BRK-01).
pub async fn request(access: &mut Access<RequestBrokering>) -> Result<RequestId, Stopped> {
    let act = access.act();
    let asked = Asked {
        child: act.child,
        kind: RequestKind::SensitiveService,
        reason: act.reason.code(),
        telephone: act.telephone.clone(),
    };
    ask(access, asked).await
}

/// Asks a question about a shielded record (D-02).
pub async fn enquire(access: &mut Access<AskAboutShielded>) -> Result<RequestId, Stopped> {
    let act = access.act();
    let asked = Asked {
        child: act.child,
        kind: RequestKind::Enquiry,
        reason: act.reason.code(),
        telephone: act.telephone.clone(),
    };
    ask(access, asked).await
}

/// What is asked.
struct Asked {
    child: ChildNumber,
    kind: RequestKind,
    reason: ReasonCode,
    telephone: Telephone,
}

/// Records a request and tells the managers it comes to first (D-10). What is asked already, and
/// may still be answered, is asked once: a form sent twice gives the first request.
async fn ask<A: Act>(access: &mut Access<A>, asked: Asked) -> Result<RequestId, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let hat = access.hat()?.clone();
    let today = access.today();
    sql::lock_child(access.connection(), asked.child).await?;
    let open = sql::open_of(access.connection(), account, asked.child, asked.kind).await?;
    if let Some(id) = open {
        if sql::somebody_left(access.connection(), id, today).await? {
            access.note(json!({ "request": id, "again": true }));
            return Ok(id);
        }
        let before = existing(access, id).await?;
        if let Ok(after) = before.state.nothing_left() {
            close(access, &Known::of(id, &before), after).await?;
        }
    }
    let responsible = sql::responsible(access.connection(), asked.child).await?;
    let state = RequestState::first(hat.local_authority.as_ref(), &responsible);
    let with = match (state, &hat.local_authority) {
        (RequestState::Received, Some(own)) => own,
        _ => &responsible,
    };
    let due_on = next_step_due(access, asked.kind, state).await?;
    let id = RequestId::random(access.chance());
    let new = sql::NewRequest {
        id,
        child: asked.child,
        kind: asked.kind,
        requester: account,
        organisation: hat.organisation,
        telephone: &asked.telephone,
        reason: asked.reason,
        received_by: hat.local_authority.as_ref(),
        waits_with: with,
        state,
        asked_on: today,
        due_on,
    };
    sql::record(access.connection(), new).await?;
    let waiting = Waiting {
        id,
        child: asked.child,
        kind: asked.kind,
        state,
        with,
        due_on,
    };
    ask_brokers(access, waiting).await?;
    access.note(json!({ "request": id }));
    Ok(id)
}

/// Takes a request of one's own back. One that has ended stays as it ended.
pub async fn withdraw(access: &mut Access<WithdrawRequest>) -> Result<(), Stopped> {
    let id = access.act().request;
    let request = existing(access, id).await?;
    access.note(json!({ "child": request.child.to_string() }));
    if let Ok(after) = request.state.withdraw() {
        close(access, &Known::of(id, &request), after).await?;
    }
    Ok(())
}

/// Who one is, as a request tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnContact {
    /// Name.
    pub name: String,
    /// Job.
    pub job_title: String,
    /// In whose name one acts.
    pub organisation: String,
    /// The number to ring; none where what is recorded is no number.
    pub telephone: Option<Telephone>,
}

impl SignedIn {
    /// Who one is, for a request to be filled in with. Nothing of any child.
    pub async fn own_contact(&self) -> Result<OwnContact, Stopped> {
        let account = self.standing().account().ok_or(Refusal::Role)?;
        let pool = self.caller().registry().pool();
        let row = sql::own_contact(pool, account).await?;
        Ok(OwnContact {
            name: row.name,
            job_title: row.job_title,
            organisation: self.person().organisation.clone(),
            telephone: Telephone::parse(&row.telephone).ok(),
        })
    }
}
