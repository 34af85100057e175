//! Sources that say that a child has left England (REC-03, matrix row 29): their statement stands with
//! the row that brings it, and the management team is asked to make sure.

use domain::act::Act;
use domain::id::{ChildNumber, SourceId};
use domain::residence::{Departure, Stated};
use domain::task::TaskKind;
use serde_json::json;

use super::{WAITING, ask, sql};
use crate::child_record;
use crate::door::{Access, Stopped};
use crate::task;

/// What a row of a source says of a departure.
pub(crate) struct Said {
    /// Whose record.
    pub child: ChildNumber,
    /// What it says; none where the child has not left, as far as the source knows.
    pub departure: Option<Departure>,
}

/// Follows what rows of a source say. Only a source that stated it takes it back; what stands by
/// somebody else's word stays, until the management team has seen to it.
pub(crate) async fn follow_source<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    said: Vec<Said>,
) -> Result<(), Stopped> {
    let today = access.today();
    let (mut stated, mut withdrawn) = (0, 0);
    let children: Vec<i64> = said.iter().map(|said| said.child.stored()).collect();
    let own = sql::stated_by(access.connection(), source, &children).await?;
    for Said { child, departure } in said {
        let Some(departure) = departure else {
            if own.contains(&child.stored()) {
                sql::forget_stated(access.connection(), child).await?;
                task::close_about(access, &WAITING, &[child]).await?;
                withdrawn += 1;
            }
            continue;
        };
        let before = sql::stated(access.connection(), child).await?;
        if before.as_ref().map(|before| before.departure) == Some(departure) {
            continue;
        }
        let Some(record) = child_record::locked(access, child).await? else {
            continue;
        };
        let new = Stated {
            departure,
            stated_on: today,
            steps: before.map(|before| before.steps).unwrap_or_default(),
        };
        let by = sql::SuppliedBy::Source(source);
        sql::state(access.connection(), child, &new, by).await?;
        ask(access, child, &record, TaskKind::LeavingReported, None).await?;
        stated += 1;
    }
    if stated + withdrawn > 0 {
        access.note(json!({ "departures": { "stated": stated, "withdrawn": withdrawn } }));
    }
    Ok(())
}
