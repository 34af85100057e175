//! What time does: records leave the live directory, holds are reviewed, and what is six years old is
//! destroyed (T-14, T-18, T-21, T-24).

use chrono::NaiveDate;
use domain::archive::{archived_by, due};
use domain::task::{Recipient, TaskKind};
use domain::work::RunRule;
use serde_json::json;
use sqlx::PgPool;

pub(crate) use super::backups::{any_overdue, tell_of_overdue};
use super::{find, put_record, sql};
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};
use crate::work::BATCH;

/// Whether a record is due to leave the live directory.
pub(crate) async fn any_due(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_due(pool, today).await
}

/// Archives records whose day has come. Their six years run from that day, however late this runs.
pub(crate) async fn move_due(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let rows = sql::due(access.connection(), today, BATCH).await?;
    let mut moved = Vec::new();
    for row in rows {
        let Some((why, since)) = due(
            row.date_of_birth,
            row.leaves_live_on,
            row.date_of_death,
            today,
        ) else {
            continue;
        };
        put_record(access, row.child, why, since).await?;
        moved.push(json!({ "child": row.child.to_string(), "why": why.code() }));
    }
    let done = moved.len() as u64;
    access.note(json!({ "moved": moved }));
    Ok(done)
}

/// Whether a hold is to be reviewed.
pub(crate) async fn any_to_review(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_review(pool, today).await
}

/// Asks managers whether what they hold is still needed (T-24).
pub(crate) async fn review(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let holds = sql::to_review(access.connection(), today, BATCH).await?;
    for hold in &holds {
        let question = NewTask {
            kind: TaskKind::HoldToReview,
            to: if hold.sealed {
                Recipient::central_team()
            } else {
                Recipient::managers_of(&hold.local_authority)
            },
            child: None,
            object: Some(hold.id),
            due_on: Some(hold.review_on),
        };
        task::open(access, question).await?;
    }
    Ok(holds.len() as u64)
}

/// Whether something is six years old and not held.
pub(crate) async fn any_to_destroy(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_destroy(pool, archived_by(today)).await
}

/// Destroys records and items that are six years old and not held, with everything that names them, and
/// leaves of each a line that nobody can read back (ARC-07).
pub(crate) async fn destroy(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let (today, oldest) = (access.today(), archived_by(access.today()));
    let records = sql::records_to_destroy(access.connection(), oldest, BATCH).await?;
    for child in &records {
        let rows = sql::destroy_record(access.connection(), *child).await?;
        let hashed = find::destroyed(access.keys(), &child.stored().to_be_bytes());
        certify(access, "record", rows, today, &hashed).await?;
    }
    let items = sql::items_to_destroy(access.connection(), oldest, BATCH).await?;
    for id in &items {
        let rows = sql::destroy_item(access.connection(), *id).await?;
        let hashed = find::destroyed(access.keys(), id.as_bytes());
        if rows > 0 {
            certify(access, "item", rows, today, &hashed).await?;
        }
    }
    access.note(json!({
        "records": records.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "items": items.len(),
    }));
    Ok((records.len() + items.len()) as u64)
}

/// The certificate of one destruction.
async fn certify(
    access: &mut Access<RunRule>,
    what: &'static str,
    rows: i32,
    today: NaiveDate,
    hashed: &[u8],
) -> Result<(), Stopped> {
    let id = access.chance().uuid();
    sql::certify(access.connection(), id, what, today, rows, hashed).await?;
    Ok(())
}
