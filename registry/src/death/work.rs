//! What time does while a death waits for its confirmation (T-19).

use chrono::NaiveDate;
use domain::child_record::Verified;
use domain::death::asked_again_after;
use domain::id::LocalAuthorityCode;
use domain::task::TaskKind;
use domain::work::RunRule;
use sqlx::PgPool;

use super::{answering_for, noted, sql};
use crate::door::{Access, Stopped};
use crate::stored::number;
use crate::task::{self, NewTask};
use crate::work::BATCH;

/// Whether a death is to be asked about, has been supplied by a source, or has been confirmed since.
pub(crate) async fn any_to_ask(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_ask(pool, today).await
}

/// Notes deaths that sources supplied, asks data administrators about those that nobody has confirmed,
/// and stops asking about those that have been.
pub(crate) async fn ask(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let mut done = sql::stop_asking(access.connection(), today).await?;
    for child in sql::supplied(access.connection(), BATCH).await? {
        noted(access, number(child)?, Verified::SourceSystem, None).await?;
        done += 1;
    }
    for row in sql::to_ask(access.connection(), today, BATCH).await? {
        let child = number(row.child)?;
        let authority = LocalAuthorityCode(row.local_authority);
        let question = NewTask {
            kind: TaskKind::DeathUnconfirmed,
            to: answering_for(&authority, row.shielded),
            child: Some(child),
            object: None,
            due_on: None,
        };
        task::open(access, question).await?;
        let next = asked_again_after(row.next_ask_on, today);
        sql::ask_again(access.connection(), child, next).await?;
        done += 1;
    }
    Ok(done)
}
