//! Stopping a whole group at once (ACCT-07, scenario 38).

use domain::misuse::{EndStop, Group, GroupStop, ListStops, StopGroup};
use domain::refusal::{Refusal, Rejection};
use serde_json::json;

use super::sql;
use crate::account::{self, Because};
use crate::door::{Access, Stopped, admit};

admit!(EndStop, ListStops, StopGroup);

/// The stops that stand.
pub async fn stops(access: &mut Access<ListStops>) -> Result<Vec<GroupStop>, Stopped> {
    Ok(sql::stops(access.connection()).await?)
}

/// Stops a group: all its accounts but the central team's own, in one act. A group that is stopped already stays
/// so, with whoever has come to it since.
pub async fn stop(access: &mut Access<StopGroup>) -> Result<(), Stopped> {
    let (group, today) = (access.act().group.clone(), access.today());
    let named = match &group {
        Group::Authority(name) => sql::authority_called(access.connection(), name).await?,
        Group::Organisation(name) => sql::organisation_called(access.connection(), name).await?,
    };
    let named = named.ok_or_else(|| {
        let message =
            "Enter the whole name of one authority or organisation, as it stands in ContactPoint";
        Rejection::of("name", message)
    })?;
    let id = access.chance().uuid();
    let id = sql::keep_stop(access.connection(), id, &named, today).await?;
    let accounts = sql::accounts_of(access.connection(), &named).await?;
    access.note(json!({ "stop": id, "accounts": accounts.len() }));
    account::suspend(access, &accounts, Because::Stop(id)).await
}

/// Ends a stop: whoever nothing else keeps out can sign in again.
pub async fn end_stop(access: &mut Access<EndStop>) -> Result<(), Stopped> {
    let (id, today) = (access.act().stop, access.today());
    if !sql::end_stop(access.connection(), id, today).await? {
        return Err(Refusal::NoSuchRecord.into());
    }
    account::let_back(access, Because::Stop(id)).await?;
    Ok(())
}
