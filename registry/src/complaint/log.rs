//! Receiving a complaint, and taking a part of one by itself (CMP-01, section 4.9).

use domain::act::Act;
use domain::complaint::{Course, Deadlines, LogComplaint, PrepareComplaint, SplitComplaint};
use domain::refusal::{Refusal, Rejection};
use domain::task::TaskKind;
use serde_json::json;
use uuid::Uuid;

use super::sql::{self, Complaint};
use super::{permitted, seal, tell, who};
use crate::bank_holiday;
use crate::door::{Access, Stopped, admit};

admit!(PrepareComplaint, LogComplaint);

/// Opens the form, and gives the token by which it is known if it is sent twice.
pub async fn prepare(access: &mut Access<PrepareComplaint>) -> Result<Uuid, Stopped> {
    Ok(access.chance().uuid())
}

/// Keeps a complaint with the authority that received it, and tells its complaints manager. The same form
/// sent again leads to the complaint there is. A number that it names is kept as it was named.
pub async fn log(access: &mut Access<LogComplaint>) -> Result<Uuid, Stopped> {
    let (lodged, token) = (access.act().lodged.clone(), access.act().token);
    let today = access.today();
    lodged.check(today)?;
    let own = access.hat()?.local_authority.clone().ok_or(Refusal::Role)?;
    let holidays = bank_holiday::after(access.connection(), lodged.received_on).await?;
    let Deadlines { remind_on, due_on } = Deadlines::of(lodged.received_on, &holidays);
    let id = access.chance().uuid();
    let complaint = Complaint {
        id,
        local_authority: own,
        split_from: None,
        reference: lodged.reference.as_str().to_owned(),
        child: lodged.child,
        complainant: lodged.complainant,
        sealed: Some(seal(access, id, &lodged.who)?),
        part: lodged.part,
        received_on: lodged.received_on,
        remind_on,
        due_on,
        course: Course::default(),
    };
    keep(access, complaint, token).await
}

/// Takes a part of a complaint by itself, to be decided on anew; its clock is that of the whole (T-34).
pub async fn split(access: &mut Access<SplitComplaint>) -> Result<Uuid, Stopped> {
    let SplitComplaint {
        complaint,
        part,
        token,
    } = *access.act();
    let whole = permitted(access, complaint).await?;
    if !whole.course.stage().awaits_answer() {
        return Err(Course::not_now("about").into());
    }
    part.check(whole.received_on)?;
    let who = who(access, &whole)?;
    let id = access.chance().uuid();
    let taken = Complaint {
        id,
        split_from: Some(whole.split_from.unwrap_or(whole.id)),
        sealed: who.map(|who| seal(access, id, &who)).transpose()?,
        part,
        course: Course::default(),
        ..whole
    };
    keep(access, taken, token).await
}

async fn keep<A: Act>(
    access: &mut Access<A>,
    complaint: Complaint,
    token: Option<Uuid>,
) -> Result<Uuid, Stopped> {
    let today = access.today();
    if sql::keep(access.connection(), &complaint, token, today).await? {
        tell(access, TaskKind::ComplaintToDecide, &complaint).await?;
        access.note(json!({ "complaint": complaint.id }));
        return Ok(complaint.id);
    }
    let token = token.ok_or(Refusal::State)?;
    let before = sql::of_form(access.connection(), &complaint, token).await?;
    let (before, same) = before.ok_or(Refusal::State)?;
    if !same {
        let message = "Something else was sent with this form already. If this is another complaint, send it now";
        return Err(Rejection::of("token", message).into());
    }
    access.note(json!({ "complaint": before, "again": true }));
    Ok(before)
}
