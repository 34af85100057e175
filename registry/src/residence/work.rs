//! What time does while a child is away: what is stated is looked at again (T-20).

use chrono::NaiveDate;
use domain::child_record::RecordBearing;
use domain::residence::Ask;
use domain::task::TaskKind;
use domain::work::RunRule;
use serde_json::json;
use sqlx::PgPool;

use super::{ask, sql};
use crate::door::{Access, Stopped};
use crate::work::BATCH;

/// Whether a statement is to be looked at that nobody has been asked about.
pub(crate) async fn any_due(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_due(pool, today).await
}

/// Asks those who keep the record whether a statement still holds, and the manager once three years of
/// absence have defeated it. Days that were missed are caught up (G-CLOCK).
pub(crate) async fn ask_for_reviews(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let rows = sql::due(access.connection(), today, BATCH).await?;
    for row in &rows {
        let record = RecordBearing {
            local_authority: row.local_authority.clone(),
            shielded: row.shielded,
        };
        let mut asked = row.asked;
        for question in row.stated.asks_due(row.asked, today) {
            let (kind, due_on) = match question {
                Ask::Review => (TaskKind::LeavingToReview, row.stated.review_on()),
                Ask::Absence => (TaskKind::LeavingThreeYears, row.stated.absence_on()),
            };
            ask(access, row.child, &record, kind, Some(due_on)).await?;
            asked = question.count();
        }
        sql::asked(access.connection(), row.child, asked).await?;
    }
    let children: Vec<String> = rows.iter().map(|row| row.child.to_string()).collect();
    access.note(json!({ "children": children }));
    Ok(rows.len() as u64)
}
