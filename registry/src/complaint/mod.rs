//! Complaints (CMP): logged and split ([`log`]), decided on, answered and followed ([`advance`]), listed
//! ([`list`]), reminded of ([`work`]); and where anyone may complain ([`office`]).

mod advance;
mod list;
mod log;
mod office;
mod sql;
pub(crate) mod work;

use chrono::Days;
use domain::act::Act;
use domain::complaint::{AdvanceComplaint, ComplaintBearing, SplitComplaint, ViewComplaint, Who};
use domain::id::LocalAuthorityCode;
use domain::refusal::Refusal;
use domain::task::{Recipient, TaskKind};
use uuid::Uuid;

pub use advance::advance;
pub use list::{list, view};
pub use log::{log, prepare, split};
pub use office::set_office;

use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::task::{self, NewTask};
use sql::Complaint;

/// The column whose values [`seal`] makes.
const SEALED: &str = "complaint.sealed";

/// What waits with whoever answers a complaint, until it is answered.
const TASKS: [TaskKind; 4] = [
    TaskKind::ComplaintToDecide,
    TaskKind::ComplaintToAnswer,
    TaskKind::ComplaintReminder,
    TaskKind::ComplaintOverdue,
];

/// Declares acts on which a complaint bears.
macro_rules! on_a_complaint {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Option<ComplaintBearing>, Stopped> {
                let complaint = access.act().complaint;
                let found = sql::received_by(access.connection(), complaint).await?;
                Ok(found.map(|local_authority| ComplaintBearing { local_authority }))
            }
        }
    )+};
}

on_a_complaint!(AdvanceComplaint, SplitComplaint, ViewComplaint);

/// A complaint that an act was permitted on, locked until it is done.
async fn permitted<A: Act>(access: &mut Access<A>, id: Uuid) -> Result<Complaint, Stopped> {
    let found = sql::locked(access.connection(), id).await?;
    Ok(found.ok_or(Refusal::NoSuchRecord)?)
}

/// For how long it is taken that the ombudsman or the commissioner looks into what was taken to them, in days.
const LOOKED_INTO_FOR_DAYS: u64 = 365;

/// Whether an authority has a complaint of a reference that is looked into, by itself or by the ombudsman or the
/// commissioner: what a look into the archive for a complaint is made for (ARC-04).
pub(crate) async fn is_open<A: Act>(
    access: &mut Access<A>,
    authority: &LocalAuthorityCode,
    reference: &str,
) -> Result<bool, Stopped> {
    let since = access.today() - Days::new(LOOKED_INTO_FOR_DAYS);
    Ok(sql::is_open(access.connection(), authority, reference, since).await?)
}

/// Brings something about a complaint to the notice of whoever answers it: the complaints manager, and where
/// there is none at the moment, the authority's manager. It names nobody.
async fn tell<A: Act>(
    access: &mut Access<A>,
    kind: TaskKind,
    complaint: &Complaint,
) -> Result<(), Stopped> {
    let authority = &complaint.local_authority;
    let to = match sql::has_manager(access.connection(), authority).await? {
        true => Recipient::complaints_managers_of(authority),
        false => Recipient::managers_of(authority),
    };
    let task = NewTask {
        kind,
        to,
        child: None,
        object: Some(complaint.id),
        due_on: (kind != TaskKind::ComplaintToReview).then_some(complaint.due_on),
    };
    task::open(access, task).await?;
    Ok(())
}

/// Who complains, and where the answer is sent; none once that was destroyed.
fn who<A: Act>(access: &Access<A>, complaint: &Complaint) -> Result<Option<Who>, Stopped> {
    let Some(sealed) = &complaint.sealed else {
        return Ok(None);
    };
    let plain = access
        .keys()
        .open(SEALED, complaint.id.as_bytes(), sealed)?;
    Ok(Some(serde_json::from_slice(&plain)?))
}

fn seal<A: Act>(access: &Access<A>, id: Uuid, who: &Who) -> Result<Vec<u8>, Stopped> {
    let plain = serde_json::to_vec(who)?;
    let (keys, chance) = (access.keys(), access.chance());
    Ok(keys.seal(SEALED, id.as_bytes(), &plain, chance))
}
