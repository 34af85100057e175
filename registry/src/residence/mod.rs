//! Who belongs in the directory: what is told and stated of children who have left England, and
//! children who are believed to be back (LVE). Archiving and restoring are the archive's.

mod desk;
mod place;
mod report;
mod returned;
mod sql;
mod supplied;
pub(crate) mod work;

use domain::act::Act;
use domain::child_record::RecordBearing;
use domain::id::ChildNumber;
use domain::residence::{CeasedShown, CeasedTold, Stated};
use domain::task::TaskKind;

pub use desk::{find_still_here, list, record_steps, state};
pub(crate) use place::{Place, place_at, place_of};
pub use report::report_left;
pub(crate) use returned::restored;
pub use returned::{close, list_mine, report_return, search, view};
pub(crate) use supplied::{Said, follow_source};

use crate::archive::Rows;
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};

/// What waits about a child who has left or is said to have.
const WAITING: [TaskKind; 3] = [
    TaskKind::LeavingReported,
    TaskKind::LeavingToReview,
    TaskKind::LeavingThreeYears,
];

/// The statement that stands on a record.
pub(crate) async fn stated<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<Stated>, Stopped> {
    Ok(sql::stated(access.connection(), child).await?)
}

/// The statement as the record shows it: since when and by whose word to its data administrator alone
/// (section 7.1).
pub(crate) async fn shown<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    to_its_administrator: bool,
) -> Result<Option<CeasedShown>, Stopped> {
    let today = access.today();
    let row = sql::supplied(access.connection(), child).await?;
    Ok(row.map(|row| CeasedShown {
        intention: row.departure.intention_on(today),
        told: to_its_administrator.then_some(CeasedTold {
            ceased_on: row.departure.ceased_on,
            supplied_by: row.supplied_by,
        }),
    }))
}

/// Ends everything that is open on a record by a move to Scotland or Wales, on the day of the move: it
/// does not come alive again should the child ever return (D-16, ARC-08).
pub(crate) async fn end_by_move<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    stated: &Stated,
) -> Result<(), Stopped> {
    if !stated.departure.went_to.crosses_the_border() {
        return Ok(());
    }
    let moved_on = stated.departure.ceased_on;
    sql::end_involvements(access.connection(), child, moved_on).await?;
    sql::end_lead(access.connection(), child, moved_on).await?;
    crate::sensitive_service::end_all(access, child, moved_on).await
}

/// What was told and stated of a departure ends with the return (LVE-03).
pub(crate) fn forget_departure(rows: &mut Rows) {
    for table in ["live.ceased_residence", "live.leaving_report"] {
        rows.remove(table);
    }
}

/// Has whatever waits about a child's departure wait for whoever may know of it once the record is
/// shielded: its manager alone (D-01, SHLD-01).
pub(crate) async fn follow_shield<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let Some(record) = crate::child_record::locked(access, child).await? else {
        return Ok(());
    };
    let hidden = RecordBearing {
        shielded: true,
        ..record
    };
    for (kind, due_on) in sql::waiting(access.connection(), child, &WAITING).await? {
        task::close_about(access, &[kind], &[child]).await?;
        ask(access, child, &hidden, kind, due_on).await?;
    }
    Ok(())
}

/// Has something about a child's departure wait for whoever sees to it: the data administrators, and
/// what only they may know or decide the managers.
async fn ask<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    record: &RecordBearing,
    kind: TaskKind,
    due_on: Option<chrono::NaiveDate>,
) -> Result<(), Stopped> {
    let managers = record.shielded || kind == TaskKind::LeavingThreeYears;
    let task = NewTask {
        kind,
        to: crate::death::answering_for(&record.local_authority, managers),
        child: Some(child),
        object: None,
        due_on,
    };
    task::open(access, task).await?;
    Ok(())
}
