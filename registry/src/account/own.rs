//! One's own account and activity (ACCT-12).

use domain::account::{AccountState, ActivityLine, Conditions, MyAccount, ViewMyAccount};
use domain::id::ChildNumber;
use domain::refusal::Refusal;

use super::sql;
use crate::door::{Access, Stopped, admit};

/// How many lines of activity a page shows.
const LINES: i64 = 50;

admit!(ViewMyAccount);

/// The account of whoever asks, with a page of their activity.
pub async fn view(access: &mut Access<ViewMyAccount>) -> Result<MyAccount, Stopped> {
    let account = access.standing().account().ok_or(Refusal::SignedOut)?;
    let before = access.act().before.unwrap_or(access.now());
    let row = sql::own_account(access.connection(), account).await?;
    let hats = sql::hats_of(access.connection(), account).await?;
    let entries = sql::own_activity(access.connection(), account, before, LINES + 1).await?;
    let older = (entries.len() as i64 > LINES).then(|| entries[LINES as usize - 1].at);
    let activity = entries
        .into_iter()
        .take(LINES as usize)
        .map(|entry| ActivityLine {
            at: entry.at,
            action: entry.action,
            child: entry.child.map(written_number),
            outcome: entry.outcome,
            reason: entry.reason_code,
        })
        .collect();
    let conditions = Conditions {
        state: AccountState::Active,
        vetted_on: row.vetted_on,
        trained_on: row.trained_on,
        agreement_signed_on: row.agreement_signed_on,
    };
    Ok(MyAccount {
        name: row.name,
        user_name: row.user_name,
        job_title: row.job_title,
        telephone: row.telephone,
        email: row.email,
        hats,
        vetted_on: row.vetted_on,
        vetting_ends: conditions.vetting_ends(),
        trained_on: row.trained_on,
        agreement_signed_on: row.agreement_signed_on,
        activity,
        older,
    })
}

/// A record's number as people read it.
pub(crate) fn written_number(stored: String) -> String {
    stored
        .parse::<ChildNumber>()
        .map_or(stored, |number| number.to_string())
}
