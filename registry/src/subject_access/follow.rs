//! What becomes of requests when their record passes, is joined with another, or is sealed.

use domain::act::Act;
use domain::id::{ChildNumber, LocalAuthorityCode};

use super::log::to_answer;
use super::{TASKS, sql};
use crate::door::{Access, Stopped};
use crate::task;

/// Follows records to the authorities that answer for them now: what is open waits there, with what is left
/// of its time (TRF-07), and what is over is seen there alone.
pub(crate) async fn follow<A: Act>(
    access: &mut Access<A>,
    now_with: &[(ChildNumber, LocalAuthorityCode)],
) -> Result<(), Stopped> {
    let today = access.today();
    for moved in sql::follow(access.connection(), now_with, today).await? {
        if moved.over {
            continue;
        }
        task::close(access, &TASKS, moved.id).await?;
        let to = LocalAuthorityCode(moved.local_authority);
        to_answer(access, moved.id, &to, moved.due_on).await?;
    }
    Ok(())
}

/// Follows a record that was joined with another to the one that stays (MAT-05).
pub(crate) async fn joined<A: Act>(
    access: &mut Access<A>,
    goes: ChildNumber,
    stays: ChildNumber,
) -> Result<(), Stopped> {
    for twice in sql::join(access.connection(), goes, stays).await? {
        task::close(access, &TASKS, twice).await?;
    }
    Ok(())
}

/// Forgets what was asked about a record that is sealed for a new identity: nothing of it is ever included, and
/// whoever asks is answered from the new record alone (NEWID-08). The trail keeps what was done.
pub(crate) async fn sealed_away<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    for gone in sql::forget(access.connection(), child).await? {
        task::close(access, &TASKS, gone).await?;
    }
    Ok(())
}
