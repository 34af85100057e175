//! Archiving a record by hand (D-14, D-15, matrix row 30).

use domain::archive::ArchiveRecord;
use domain::child_record::RecordBearing;
use domain::id::LocalAuthorityCode;
use domain::task::{Recipient, TaskKind};

use super::{put_record, sql};
use crate::death;
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::task::{self, NewTask};

impl sealed::Sealed for ArchiveRecord {}

impl KnownAct for ArchiveRecord {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let (child, today) = (access.act().child, access.today());
        let row = sql::live_today(access.connection(), child, today).await?;
        Ok(row.map(|row| RecordBearing {
            local_authority: LocalAuthorityCode(row.local_authority),
            shielded: row.shielded,
        }))
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
