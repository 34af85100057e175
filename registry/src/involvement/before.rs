//! What involvements were before they were changed (UPD-07): for those who answer for the record alone.

use domain::act::Act;
use domain::clock::written_date;
use domain::id::ChildNumber;
use domain::updating::EntryBefore;

use super::sql::{self, BeforeRow};
use crate::door::{Access, Stopped};

/// What a record's involvements were, by service and the latest first. Of sensitive services none: whoever
/// explains a record may not know of them (SENS-04).
pub(crate) async fn before<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<EntryBefore>, Stopped> {
    let today = access.today();
    let rows = sql::before(access.connection(), child, today).await?;
    Ok(rows.into_iter().map(EntryBefore::from).collect())
}

impl From<BeforeRow> for EntryBefore {
    fn from(row: BeforeRow) -> Self {
        // Which of the two is meant, its level tells; the other is who wrote it down.
        let who = match row.level.as_str() {
            "practitioner" => row.practitioner,
            "team" => row.team,
            _ => None,
        };
        let started = format!("From {}", written_date(row.started));
        let ended = row
            .ended
            .map(|ended| format!("Until {}", written_date(ended)));
        let lines = who.into_iter().chain([row.telephone, started]).chain(ended);
        Self {
            service: row.service,
            lines: lines.collect(),
            from: row.from,
            until: row.until,
        }
    }
}
