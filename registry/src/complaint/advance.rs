//! Deciding whose a complaint is, answering it, and what follows (CMP-02 … CMP-06, section 4.9).

use domain::complaint::{AdvanceComplaint, Course, Facts, Stage, Triage, is_late};
use domain::misuse::{Concern, Origin};
use domain::task::TaskKind;
use serde_json::json;

use super::sql::{self, Complaint};
use super::{TASKS, permitted, tell};
use crate::door::{Access, Stopped};
use crate::misuse::{self, Reported};
use crate::task;

/// Takes one step, and has what waits follow it. The same form sent twice takes it once.
pub async fn advance(access: &mut Access<AdvanceComplaint>) -> Result<(), Stopped> {
    let (id, step, today) = (access.act().complaint, access.act().step, access.today());
    let mut complaint = permitted(access, id).await?;
    let office = sql::office(access.connection(), &complaint.local_authority).await?;
    let facts = Facts {
        received_on: complaint.received_on,
        is_late: is_late(complaint.part.arose_on, complaint.received_on),
        has_review: office.has_review,
        today,
    };
    let before = complaint.course;
    complaint.course = before.after(step, facts)?;
    if complaint.course == before {
        access.note(json!({ "again": true }));
        return Ok(());
    }
    sql::save(access.connection(), &complaint, today).await?;
    if complaint.course.stage() == Stage::External {
        access.note(json!({ "to": complaint.part.about.external().code() }));
    }
    brings_about(access, &complaint, before).await
}

/// What waits from now on, and what no longer does.
async fn brings_about(
    access: &mut Access<AdvanceComplaint>,
    complaint: &Complaint,
    before: Course,
) -> Result<(), Stopped> {
    match complaint.course.stage() {
        Stage::Investigating => {
            task::close(access, &[TaskKind::ComplaintToDecide], complaint.id).await?;
            tell(access, TaskKind::ComplaintToAnswer, complaint).await?;
            alleged(access, complaint).await
        }
        Stage::InReview => tell(access, TaskKind::ComplaintToReview, complaint).await,
        _ if before.stage().awaits_answer() => task::close(access, &TASKS, complaint.id).await,
        _ => task::close(access, &[TaskKind::ComplaintToReview], complaint.id).await,
    }
}

/// What an accepted complaint brings about that says that somebody misused ContactPoint: it is looked into, by
/// whoever looks into how accounts are used (CMP-08). The trail tells of both, in the act that accepts it.
async fn alleged(
    access: &mut Access<AdvanceComplaint>,
    complaint: &Complaint,
) -> Result<(), Stopped> {
    let alleges = matches!(
        complaint.course.triaged,
        Some((
            Triage::Accept {
                alleges_misuse: true,
                ..
            },
            _
        ))
    );
    if alleges {
        let reported = Reported {
            local_authority: Some(complaint.local_authority.clone()),
            organisation: None,
            subject: None,
            about_management: false,
            origin: Origin::Complaint,
            concern: Concern::Other,
            form: None,
        };
        let investigation = misuse::open_reported(access, reported).await?;
        access.note(json!({ "investigation": investigation }));
    }
    Ok(())
}
