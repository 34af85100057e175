//! Responsibility passes: what goes along, and who is told (TRF-03, TRF-07).

use domain::act::Act;
use domain::id::ChildNumber;
use domain::task::TaskKind;
use domain::transfer::Passing;

use super::sql;
use crate::door::{Access, Stopped};
use crate::{archive, brokering, death, doubles, subject_access, task};

/// Passes responsibility for records. With each goes what its old management had to do, and the right to
/// what management alone may see; complaints stay with whoever received them. Whoever works with the child is told that it has moved; not where
/// to, whether or not it is shielded (D-31).
pub(super) async fn complete<A: Act>(
    access: &mut Access<A>,
    passing: &[Passing],
) -> Result<(), Stopped> {
    let children: Vec<ChildNumber> = passing.iter().map(|one| one.child).collect();
    let now_with: Vec<_> = passing
        .iter()
        .map(|one| (one.child, one.to.clone()))
        .collect();
    let connection = access.connection();
    sql::pass(connection, passing).await?;
    sql::stop_keeping(connection, &children).await?;
    sql::settle(connection, &now_with).await?;
    task::close_about(access, &[TaskKind::TransferAgreement], &children).await?;
    brokering::work::follow_records_of(access, &children).await?;
    task::follow(access, passing).await?;
    doubles::follow(access, passing).await?;
    subject_access::follow(access, &now_with).await?;
    archive::follow_holds(access, &now_with).await?;
    death::tell_everyone(access, &children, TaskKind::ResponsibilityMoved, None).await
}
