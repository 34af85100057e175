//! Noting that a child has moved (CTY-01).

use domain::best_view::Value;
use domain::child_record::{Assurance, Moved, RecordBearing, ReportMove, Whereabouts};
use domain::updating::{Changed, Edit};

use super::bearing;
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::updating::{self, Submission};

impl sealed::Sealed for ReportMove {}

impl KnownAct for ReportMove {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        super::locked(access, child).await
    }
}

/// States the new address, or that it is not known, as any other detail is set right. Whether the record
/// then shows it is told of records that are not shielded alone, now and when it has been decided: of a
/// shielded record it would tell something of what is hidden (SHLD-06).
pub async fn report_move(access: &mut Access<ReportMove>) -> Result<Moved, Stopped> {
    let ReportMove {
        child,
        to,
        verified,
    } = access.act();
    let (child, assurance) = (*child, Assurance::of(*verified));
    let edit = match to.clone() {
        Some(address) => Edit::Whole(Value::Whereabouts(Whereabouts::Current(address))),
        None => Edit::LastKnown,
    };
    let record = bearing(access, child).await?;
    let told = record.is_some_and(|record| !record.shielded);
    let submission = Submission {
        child,
        edit,
        assurance,
        seen: None,
        told,
    };
    let changed = updating::submit(access, submission).await?;
    Ok(if changed == Changed::Done || !told {
        Moved::Shown
    } else {
        Moved::Noted
    })
}
