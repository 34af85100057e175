//! What time does to holders and leads of sensitive services.

use chrono::NaiveDate;
use domain::id::AccountId;
use domain::task::TaskKind;
use domain::work::RunRule;
use sqlx::PgPool;

use crate::child_record;
use crate::door::{Access, Stopped};
use crate::sensitive_service::work::Before;
use crate::stored::number;
use crate::task::{self, NewTask};
use crate::work::BATCH;
use crate::{caf, lead_professional, sensitive_service};

use super::sql;

/// Whether any consent to be shown has run out.
pub(crate) async fn any_lapsed(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    Ok(caf::work::any_lapsed(pool, today).await?
        || lead_professional::work::any_lapsed(pool, today).await?)
}

/// Moves entries whose consent ran out into the archive. They have not been shown since the day on
/// which it did, whenever this runs (SENS-05, CAF-04).
pub(crate) async fn archive_lapsed(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let cafs = caf::work::archive_lapsed(access).await?;
    Ok(cafs + lead_professional::work::archive_lapsed(access).await?)
}

/// Whether any consent to be shown runs out soon.
pub(crate) async fn any_to_remind(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_remind(pool, today, &Before::of(today)).await
}

/// Reminds whoever recorded an entry thirty and seven days before its consent runs out; the second
/// reminder takes the first one's place, and is a message anew (SENS-05, CAF-04).
pub(crate) async fn remind(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let before = Before::of(today);
    let expiring = sql::take_to_remind(access.connection(), today, &before, BATCH).await?;
    for row in &expiring {
        task::close(access, &[TaskKind::RenewConsentToShow], row.id).await?;
        ask_again(access, row).await?;
    }
    Ok(expiring.len() as u64)
}

/// Asks whoever recorded an entry, or the manager who answers for the record where they have left.
async fn ask_again(access: &mut Access<RunRule>, row: &sql::ExpiringRow) -> Result<(), Stopped> {
    let child = number(row.child)?;
    let Some(authority) = child_record::responsible(access, child).await? else {
        return Ok(());
    };
    let owner = row.owner.map(AccountId);
    let Some(to) = sensitive_service::whoever_renews(access, owner, &authority.0).await? else {
        return Ok(());
    };
    let task = NewTask {
        kind: TaskKind::RenewConsentToShow,
        to,
        child: Some(child),
        object: Some(row.id),
        due_on: Some(row.visible_until),
    };
    task::open(access, task).await.map(|_| ())
}
