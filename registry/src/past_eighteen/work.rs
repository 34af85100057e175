//! What time does to records that are kept past eighteen, or may be (T-15 … T-17).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode};
use domain::past_eighteen::{ASKED_OF, Asked};
use domain::task::{Recipient, TaskKind};
use domain::work::RunRule;
use sqlx::PgPool;

use super::{WAITING, management, sql};
use crate::door::{Access, Stopped};
use crate::sensitive_service;
use crate::task::{self, NewTask};
use crate::work::BATCH;

/// Whether the time of a record that was kept is over.
pub(crate) async fn any_over(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_over(pool, today).await
}

/// Notes why records are kept no longer, and puts away what waited about them. They have not been
/// shown since that day, whenever this runs; the archive takes them (R18-03, T-16, T-17).
pub(crate) async fn note_over(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let over = sql::take_over(access.connection(), today, BATCH).await?;
    for row in &over {
        let why = row.kept.why_over(row.date_of_birth);
        sql::end(access.connection(), row.child, row.left_on, why).await?;
        task::close_about(access, &WAITING, &[row.child]).await?;
    }
    Ok(over.len() as u64)
}

/// Days from the anniversary to each step of asking.
fn steps() -> Vec<i32> {
    ASKED_OF
        .into_iter()
        .map(|step| i32::try_from(step.days()).unwrap_or(i32::MAX))
        .collect()
}

/// Whether a record is to be confirmed.
pub(crate) async fn any_to_confirm(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_confirm(pool, &steps(), today).await
}

/// Asks whoever recorded the consent whether it still stands, and the management team to confirm it;
/// reminds both after a fortnight. Steps that were missed are caught up (R18-04, T-16).
pub(crate) async fn ask_to_confirm(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let rows = sql::to_confirm(access.connection(), &steps(), today, BATCH).await?;
    for row in &rows {
        let due = row.kept.steps_due(row.asked, today);
        for step in &due {
            ask(access, row, *step).await?;
        }
        if let Some(last) = due.last() {
            sql::asked(access.connection(), row.child, last.count()).await?;
        }
    }
    Ok(rows.len() as u64)
}

/// One step of asking.
async fn ask(
    access: &mut Access<RunRule>,
    row: &sql::ConfirmRow,
    step: Asked,
) -> Result<(), Stopped> {
    let lapses_on = Some(row.kept.lapses_on());
    let mut tasks = vec![NewTask {
        kind: TaskKind::ConfirmPastEighteen,
        to: management(&row.local_authority, row.shielded),
        child: Some(row.child),
        object: None,
        due_on: lapses_on,
    }];
    if !row.answered {
        tasks.push(NewTask {
            kind: TaskKind::AnswerPastEighteen,
            to: Recipient::Account(row.attested_by),
            child: Some(row.child),
            object: Some(row.id),
            due_on: lapses_on,
        });
    }
    for one in tasks {
        if step == Asked::Reminded {
            crate::mail::ask(access, &one.to).await?;
        }
        task::open(access, one).await?;
    }
    Ok(())
}

/// Whether owners are to be asked about somebody who will soon be eighteen.
pub(crate) async fn any_to_prompt(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_prompt(pool, today).await
}

/// Asks owners of specialist involvements, at 17½ and again at 17¾, whether the record is to be kept.
/// Owners of sensitive services' entries are asked for themselves alone: the notice names no service,
/// and nobody else's says that there is another (R18-05, T-15).
pub(crate) async fn prompt(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let soon = sql::take_to_prompt(access.connection(), today, BATCH).await?;
    let children: Vec<i64> = soon.iter().map(|row| row.child.stored()).collect();
    let mut owners: BTreeMap<ChildNumber, Vec<sql::OwnerRow>> = BTreeMap::new();
    for owner in sql::owners(access.connection(), &children, today).await? {
        owners.entry(owner.child).or_default().push(owner);
    }
    for row in &soon {
        // The second time takes the first one's place, and is a message anew.
        task::close_about(access, &[TaskKind::OfferPastEighteen], &[row.child]).await?;
        for owner in owners.remove(&row.child).unwrap_or_default() {
            let Some(to) = whoever_is_asked(access, row, &owner).await? else {
                continue;
            };
            let notice = NewTask {
                kind: TaskKind::OfferPastEighteen,
                to,
                child: Some(row.child),
                object: None,
                due_on: None,
            };
            task::open(access, notice).await?;
        }
    }
    Ok(soon.len() as u64)
}

/// Who is asked about one involvement.
async fn whoever_is_asked(
    access: &mut Access<RunRule>,
    row: &sql::PromptRow,
    owner: &sql::OwnerRow,
) -> Result<Option<Recipient>, Stopped> {
    let account = owner.account.map(AccountId);
    if owner.sensitive {
        return sensitive_service::whoever_renews(access, account, &row.local_authority).await;
    }
    let to = task::whoever_keeps(access, account, row.child).await?;
    let authority = LocalAuthorityCode(row.local_authority.clone());
    if to == Recipient::data_administrators_of(&authority) {
        return Ok(Some(management(&row.local_authority, row.shielded)));
    }
    Ok(Some(to))
}
