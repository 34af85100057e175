//! The complaints of an authority, and one of them.

use chrono::Days;
use domain::complaint::{
    ComplaintListed, ComplaintShown, Complaints, ListComplaints, ViewComplaint, is_late,
};
use domain::refusal::Refusal;

use super::sql::{self, Complaint};
use super::who;
use crate::door::{Access, Stopped, admit};

admit!(ListComplaints);

/// For how many days a complaint that is over stands in the list.
const SHOWN_AFTER_DAYS: u64 = 3 * 366;

fn listed(complaint: &Complaint) -> ComplaintListed {
    ComplaintListed {
        id: complaint.id,
        reference: complaint.reference.clone(),
        complainant: complaint.complainant,
        about: complaint.part.about,
        received_on: complaint.received_on,
        due_on: complaint.due_on,
        stage: complaint.course.stage(),
    }
}

/// The complaints of one's authority.
pub async fn list(access: &mut Access<ListComplaints>) -> Result<Complaints, Stopped> {
    let (hat, today) = (access.hat()?.clone(), access.today());
    let own = hat.local_authority.ok_or(Refusal::Role)?;
    let since = today - Days::new(SHOWN_AFTER_DAYS);
    let all = sql::of_authority(access.connection(), &own, since).await?;
    let (open, mut over): (Vec<Complaint>, Vec<Complaint>) = all
        .into_iter()
        .partition(|complaint| complaint.course.ended_on().is_none());
    over.sort_by_key(|complaint| std::cmp::Reverse(complaint.course.ended_on()));
    Ok(Complaints {
        open: open.iter().map(listed).collect(),
        over: over.iter().map(listed).collect(),
        office: sql::office(access.connection(), &own).await?,
    })
}

/// One complaint, with the other parts of it.
pub async fn view(access: &mut Access<ViewComplaint>) -> Result<ComplaintShown, Stopped> {
    let (id, today) = (access.act().complaint, access.today());
    let mut parts = sql::parts(access.connection(), id).await?;
    let place = parts.iter().position(|part| part.id == id);
    let complaint = parts.remove(place.ok_or(Refusal::NoSuchRecord)?);
    let office = sql::office(access.connection(), &complaint.local_authority).await?;
    Ok(ComplaintShown {
        who: who(access, &complaint)?,
        child: complaint.child,
        arose_on: complaint.part.arose_on,
        is_late: is_late(complaint.part.arose_on, complaint.received_on),
        is_overdue: complaint.is_overdue(today),
        course: complaint.course,
        has_review: office.has_review,
        parts: parts.iter().map(listed).collect(),
        token: access.chance().uuid(),
        listed: listed(&complaint),
    })
}
