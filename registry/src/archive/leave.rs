//! Archiving a record by hand (D-14, D-15, matrix row 30).

use domain::archive::ArchiveRecord;
use domain::child_record::RecordBearing;
use domain::task::{Recipient, TaskKind};

use super::put_record;
use crate::child_record;
use crate::death;
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::task::{self, NewTask};

impl sealed::Sealed for ArchiveRecord {}

impl KnownAct for ArchiveRecord {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        child_record::locked(access, child).await
    }
}

/// Archives a record at once. Whoever works with the child is told that one of their records has gone:
/// which, they see by what is missing; no number or name stands in a notice (LVE-01).
pub async fn archive(access: &mut Access<ArchiveRecord>) -> Result<(), Stopped> {
    access.act().check()?;
    let (child, why) = (access.act().child, access.act().leaving.reason());
    let today = access.today();
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
    put_record(access, child, why, today).await
}
