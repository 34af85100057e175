//! Responsibility passes: what goes along, and who is told (TRF-03, TRF-07).

use domain::act::Act;
use domain::id::{ChildNumber, LocalAuthorityCode};
use domain::task::TaskKind;

use super::sql;
use crate::door::{Access, Stopped};
use crate::{brokering, death, doubles, subject_access, task};

/// A record that passes.
pub(super) struct Passing {
    /// Whose.
    pub child: ChildNumber,
    /// From which authority.
    pub from: LocalAuthorityCode,
    /// To which.
    pub to: LocalAuthorityCode,
}

/// Passes responsibility for a record. With it go what its old management had to do, and the right to
/// what management alone may see. Whoever works with the child is told that it has moved; not where
/// to, whether or not it is shielded (D-31).
pub(super) async fn complete<A: Act>(
    access: &mut Access<A>,
    passing: Passing,
) -> Result<(), Stopped> {
    let Passing { child, from, to } = passing;
    sql::pass(access.connection(), child, &to).await?;
    sql::stop_keeping(access.connection(), child).await?;
    sql::settle(access.connection(), child, &to).await?;
    task::close_about(access, &[TaskKind::TransferAgreement], child).await?;
    brokering::work::follow_record(access, child).await?;
    task::follow(access, child, &from, &to).await?;
    doubles::follow(access, child, &to).await?;
    subject_access::follow(access, child, &to).await?;
    death::tell_everyone(access, child, TaskKind::ResponsibilityMoved, None).await
}
