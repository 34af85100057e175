//! Archiving a record by hand (D-14, D-15, matrix row 30).

use domain::archive::{ArchiveRecord, Leaving};
use domain::child_record::RecordBearing;
use domain::task::{Recipient, TaskKind};
use serde_json::json;

use super::put_record;
use crate::child_record;
use crate::death;
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::residence;
use crate::task::{self, NewTask};

impl sealed::Sealed for ArchiveRecord {}

impl KnownAct for ArchiveRecord {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        child_record::locked(access, child).await
    }
}

/// Archives a record at once; of a child who has left England, by the statement that stands on it
/// (D-14). A move to Scotland or Wales ends what goes on (D-16). Whoever works with the child is told that one of their records has gone:
/// which, they see by what is missing; no number or name stands in a notice (LVE-01).
pub async fn archive(access: &mut Access<ArchiveRecord>) -> Result<(), Stopped> {
    let (child, leaving) = (access.act().child, access.act().leaving);
    let today = access.today();
    let stated = residence::stated(access, child).await?;
    access.act().check(access.scope(), stated.as_ref(), today)?;
    for account in death::everyone(access, child).await? {
        let notice = NewTask {
            kind: TaskKind::RecordArchived,
            to: Recipient::Account(account),
            child: None,
            object: None,
            due_on: None,
        };
        task::open(access, notice).await?;
    }
    if let Some(stated) = stated.filter(|_| leaving == Leaving::LeftEngland) {
        let steps: Vec<&str> = stated.steps.iter().map(|step| step.code()).collect();
        access.note(json!({ "steps": steps }));
        residence::end_by_move(access, child, &stated).await?;
    }
    put_record(access, child, leaving.reason(), today).await
}
