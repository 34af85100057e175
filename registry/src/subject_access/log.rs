//! Receiving a request (SAR-01 … SAR-03).

use domain::act::Act;
use domain::child_record::RecordBearing;
use domain::id::{ChildNumber, LocalAuthorityCode};
use domain::refusal::{Refusal, Rejection};
use domain::standing::Hat;
use domain::subject_access::{
    Allowance, Clock, ForwardedBy, LogRequest, Logged, PrepareRequest, Subject,
};
use domain::task::{Recipient, TaskKind};
use serde_json::json;
use uuid::Uuid;

use super::{seal_name, sql};
use crate::archive;
use crate::bank_holiday;
use crate::child_record;
use crate::door::{Access, Stopped, admit};
use crate::task::{self, NewTask};
use sql::{About, NewRequest};

admit!(PrepareRequest, LogRequest);

/// Opens the form, and gives the token by which it is known if it is sent twice.
pub async fn prepare(access: &mut Access<PrepareRequest>) -> Result<Uuid, Stopped> {
    Ok(access.chance().uuid())
}

/// What is answered about every record that there is not, or that whoever acts may not know of: one sentence
/// (G-DENY).
fn not_found() -> Stopped {
    Rejection::of(
        "number",
        "We cannot find a record of that number. Check each digit. If the child has left England or is over 18, the authority where they last lived answers",
    )
    .into()
}

/// The record of a number, live or archived, as far as whoever acts may know of it: a live one whoever it is;
/// an archived one those alone who answered for it.
pub(super) async fn record_of<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<RecordBearing>, Stopped> {
    if let Some(live) = child_record::bearing(access, child).await? {
        return Ok(Some(live));
    }
    let hat = access.hat()?.clone();
    let archived = archive::reached(access, child).await?;
    Ok(archived.filter(|record| hat.decides_about(&record.local_authority, record.shielded)))
}

/// The same, where one's own authority answers for it and one may see it.
pub(super) async fn own_record<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<RecordBearing>, Stopped> {
    let hat = access.hat()?.clone();
    let record = record_of(access, child).await?;
    Ok(record.filter(|record| hat.decides_about(&record.local_authority, record.shielded)))
}

/// Who answers, the record, the account, and whether the record is shielded.
struct Addressee {
    local_authority: LocalAuthorityCode,
    shielded: bool,
    account: Option<Uuid>,
}

async fn addressee(access: &mut Access<LogRequest>, hat: &Hat) -> Result<Addressee, Stopped> {
    let subject = access.act().asked.subject.clone();
    if let Some(child) = subject.child() {
        let record = record_of(access, child).await?.ok_or_else(not_found)?;
        return Ok(Addressee {
            local_authority: record.local_authority,
            shielded: record.shielded,
            account: None,
        });
    }
    let own = hat.local_authority.clone().ok_or(Refusal::Role)?;
    let account = match &subject {
        Subject::Practitioner(name) => sql::account_called(access.connection(), name, &own).await?,
        Subject::Child(_) | Subject::Parent(..) => None,
    };
    let account = account.ok_or_else(|| {
        Rejection::of(
            "user_name",
            "Nobody with this user name has a role in your authority. Check it, or send the request to the authority where they work",
        )
    })?;
    Ok(Addressee {
        local_authority: own,
        shielded: false,
        account: Some(account),
    })
}

/// Keeps a request for the authority that answers it, and tells its manager. The same logged again leads to
/// the one there is, even if that was logged at the same moment.
pub async fn log(access: &mut Access<LogRequest>) -> Result<Logged, Stopped> {
    let (asked, today) = (access.act().asked.clone(), access.today());
    asked.check(today)?;
    let hat = access.hat()?.clone();
    let to = addressee(access, &hat).await?;
    let here = hat.decides_about(&to.local_authority, to.shielded);
    let forwarded_by = if hat.manages_records_of(&to.local_authority) {
        asked.forwarded_by
    } else if hat.role.manages_records() {
        Some(ForwardedBy::Authority)
    } else {
        Some(ForwardedBy::User)
    };
    let about = About {
        child: asked.subject.child(),
        account: to.account,
        token: access.act().token,
        asked: &asked,
    };
    let id = match sql::same(access.connection(), &about).await? {
        Some(id) => again(access, id),
        None => {
            let id = access.chance().uuid();
            let sealed = match &asked.subject {
                Subject::Parent(_, name) => Some(seal_name(access, id, name)?),
                Subject::Child(_) | Subject::Practitioner(_) => None,
            };
            let authority = &to.local_authority;
            let allowance = sql::set_allowance(access.connection(), authority).await?;
            let due_on = due(access, asked.received_on, allowance).await?;
            let request = NewRequest {
                id,
                local_authority: authority,
                about: &about,
                sealed,
                forwarded_by,
                allowance,
                due_on,
            };
            if sql::keep(access.connection(), &request, today).await? {
                to_answer(access, id, authority, due_on).await?;
                id
            } else {
                let id = sql::same(access.connection(), &about).await?;
                again(access, id.ok_or(Refusal::State)?)
            }
        }
    };
    access.note(json!({ "request": id }));
    // Whoever reviews what users of another authority do does not learn who answers for the record (D-31).
    access.note_restricted(json!({ "local_authority": to.local_authority }));
    Ok(match here {
        true => Logged::Here(id),
        false => Logged::PassedOn,
    })
}

/// The request that there is already.
fn again(access: &mut Access<LogRequest>, id: Uuid) -> Uuid {
    access.note(json!({ "again": true }));
    id
}

async fn due(
    access: &mut Access<LogRequest>,
    received_on: chrono::NaiveDate,
    allowance: Allowance,
) -> Result<Option<chrono::NaiveDate>, Stopped> {
    let clock = Clock {
        received_on,
        allowance,
        extended: None,
        paused_days: 0,
        paused_on: None,
    };
    let holidays = bank_holiday::after(access.connection(), received_on).await?;
    Ok(clock.due_on(&holidays))
}

/// Brings a request to the notice of the managers who answer it. It names no child: an archived record is
/// nobody's to be named.
pub(super) async fn to_answer<A: Act>(
    access: &mut Access<A>,
    request: Uuid,
    authority: &LocalAuthorityCode,
    due_on: Option<chrono::NaiveDate>,
) -> Result<(), Stopped> {
    let task = NewTask {
        kind: TaskKind::SubjectAccessToAnswer,
        to: Recipient::managers_of(authority),
        child: None,
        object: Some(request),
        due_on,
    };
    task::open(access, task).await?;
    Ok(())
}
