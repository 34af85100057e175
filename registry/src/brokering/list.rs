//! The list of whoever asks, and the queue of whoever brokers.

use domain::brokering::{ListMyRequests, ListRequests, MyRequest, QueuedRequest};
use domain::refusal::Refusal;
use domain::standing::Role;

use super::sql;
use crate::door::{Access, Stopped, admit};

admit!(ListMyRequests, ListRequests);

/// The requests that whoever asks has made: open ones, then those that ended within a year.
pub async fn list_mine(access: &mut Access<ListMyRequests>) -> Result<Vec<MyRequest>, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let today = access.today();
    Ok(sql::of_requester(access.connection(), account, today).await?)
}

/// The open requests that one's authority has, what is due first standing first.
pub async fn queue(access: &mut Access<ListRequests>) -> Result<Vec<QueuedRequest>, Stopped> {
    let today = access.today();
    let hat = access.hat()?.clone();
    let authority = hat.local_authority.ok_or(Refusal::Role)?;
    let manager = hat.role == Role::LocalAuthorityManager;
    Ok(sql::queue(access.connection(), &authority, manager, today).await?)
}
