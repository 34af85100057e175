//! What time does to shields: it asks for reviews, and tells of those that were not done. It lifts
//! none (T-25, T-26, D-04).

use chrono::{Days, NaiveDate};
use domain::refusal::Refusal;
use domain::shielding::REMINDED_BEFORE_DAYS;
use domain::task::{Recipient, TaskKind};
use domain::work::RunRule;
use serde_json::json;
use sqlx::PgPool;

use super::raise::ask_for_review;
use super::sql;
use crate::child_record;
use crate::door::{Access, Stopped};
use crate::task::{self, NewTask};
use crate::work::BATCH;

/// The last day on which a review falls due that is asked for today.
fn ahead(today: NaiveDate) -> NaiveDate {
    today + Days::new(REMINDED_BEFORE_DAYS)
}

/// Whether a review is due soon of which the responsible managers have not been asked.
pub(crate) async fn any_to_review(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_review(pool, today, ahead(today)).await
}

/// Asks the managers of whoever is responsible now for reviews that fall due soon.
pub(crate) async fn ask_for_reviews(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let due = sql::to_review(access.connection(), today, ahead(today), BATCH).await?;
    for row in &due {
        ask_for_review(access, row.child, row.id, row.clocks).await?;
    }
    note(access, &due);
    Ok(due.len() as u64)
}

/// Whether a review is overdue that nobody has been told of.
pub(crate) async fn any_overdue(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_overdue(pool, today).await
}

/// Tells the authority's managers, its director outside the application, and the central team of
/// reviews that are overdue (SHLD-07). The central team learns of no child, and the director not even
/// what the review is of (G-NOT).
pub(crate) async fn tell_of_overdue(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let overdue = sql::overdue(access.connection(), today, BATCH).await?;
    for row in &overdue {
        let authority = child_record::responsible(access, row.child).await?;
        let authority = authority.ok_or(Refusal::NoSuchRecord)?;
        let managers = Recipient::managers_of(&authority);
        let central = Recipient::central_team();
        for (to, child) in [(managers, Some(row.child)), (central, None)] {
            let late = NewTask {
                kind: TaskKind::ShieldOverdue,
                to,
                child,
                object: Some(row.id.0),
                due_on: Some(row.clocks.due_on),
            };
            task::open(access, late).await?;
        }
        crate::mail::tell_director(access, &authority).await?;
        sql::escalated(access.connection(), row.child, today).await?;
    }
    note(access, &overdue);
    Ok(overdue.len() as u64)
}

/// Notes which records a rule was about.
fn note(access: &mut Access<RunRule>, rows: &[sql::DueRow]) {
    let children: Vec<String> = rows.iter().map(|row| row.child.to_string()).collect();
    access.note(json!({ "children": children }));
}
