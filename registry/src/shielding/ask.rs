//! Asking for a shield, and saying that it is no longer needed.

use domain::child_record::RecordBearing;
use domain::refusal::Refusal;
use domain::shielding::{ListMyNotices, MyNotice, NoticeBearing, RequestShield, WithdrawNotice};
use domain::task::TaskKind;
use serde_json::json;

use super::raise::{Giver, raise, tell_withdrawn};
use super::sql;
use crate::child_record;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::task;

impl sealed::Sealed for RequestShield {}

impl KnownAct for RequestShield {
    /// Whoever reads the record at this moment is waited for; whoever begins afterwards sees it
    /// shielded (SHLD-01).
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        sql::queue_to_shield(access.connection(), child).await?;
        child_record::locked(access, child).await
    }
}

/// Shields a record at once, or adds a notice to a shield that stands (SHLD-05). The same form sent
/// twice is one notice.
pub async fn request(access: &mut Access<RequestShield>) -> Result<(), Stopped> {
    let (child, asked, today) = (access.act().child, access.act().asked, access.today());
    asked.check(today)?;
    let account = access.standing().account().ok_or(Refusal::Role)?;
    if sql::asked_before(access.connection(), child, account, &asked, today).await? {
        access.note(json!({ "again": true }));
        return Ok(());
    }
    raise(access, child, Giver::Account(account, asked)).await
}

admit!(ListMyNotices);

/// The notices of one's own that stand, about records that are live.
pub async fn list_mine(access: &mut Access<ListMyNotices>) -> Result<Vec<MyNotice>, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let today = access.today();
    Ok(sql::of_account(access.connection(), account, today).await?)
}

impl sealed::Sealed for WithdrawNotice {}

impl KnownAct for WithdrawNotice {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<NoticeBearing>, Stopped> {
        let (notice, today) = (access.act().notice, access.today());
        Ok(sql::notice(access.connection(), notice, today).await?)
    }
}

/// Marks a notice as no longer needed. The record stays shielded until its manager lifts the shield
/// (D-05).
pub async fn withdraw(access: &mut Access<WithdrawNotice>) -> Result<(), Stopped> {
    let (id, today) = (access.act().notice, access.today());
    let notice = sql::notice(access.connection(), id, today).await?;
    let child = notice.ok_or(Refusal::NoSuchRecord)?.child;
    access.note(json!({ "child": child.to_string() }));
    if sql::withdraw(access.connection(), id, today).await? {
        task::close(access, &[TaskKind::ShieldToConfirm], id.0).await?;
        tell_withdrawn(access, child).await?;
    }
    Ok(())
}
