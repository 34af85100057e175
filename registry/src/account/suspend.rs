//! Keeping accounts from use and letting them back (ACCT-07, ACCT-08), and closing one for cause (D-36). The next
//! request of an open session finds none.

use domain::act::Act;
use domain::audit::Event;
use domain::id::AccountId;
use serde_json::json;
use uuid::Uuid;

use super::{secret, sql};
use crate::door::{Access, Stopped};

/// Why accounts are suspended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Because {
    /// It is looked into how the account was used.
    Investigation(Uuid),
    /// The central team stopped a group.
    Stop(Uuid),
}

impl Because {
    /// The code stored.
    pub(super) fn code(self) -> &'static str {
        match self {
            Because::Investigation(_) => "under-investigation",
            Because::Stop(_) => "group-stopped",
        }
    }

    /// The investigation and the stop.
    pub(super) fn objects(self) -> [Option<Uuid>; 2] {
        match self {
            Because::Investigation(id) => [Some(id), None],
            Because::Stop(id) => [None, Some(id)],
        }
    }

    fn event(self, action: &'static str, accounts: usize) -> Event {
        let (kind, id) = match self {
            Because::Investigation(id) => ("investigation", id),
            Because::Stop(id) => ("stop", id),
        };
        Event::of(action)
            .about(kind, id)
            .detail(json!({ "because": self.code(), "accounts": accounts }))
    }
}

/// Suspends accounts: whatever sessions they have end at once.
pub(crate) async fn suspend<A: Act>(
    access: &mut Access<A>,
    accounts: &[AccountId],
    because: Because,
) -> Result<(), Stopped> {
    let rows: Vec<(Uuid, AccountId)> = accounts
        .iter()
        .map(|account| (access.chance().uuid(), *account))
        .collect();
    let today = access.today();
    sql::suspend(access.connection(), &rows, because, today).await?;
    access.consequence(because.event("account.suspended", accounts.len()));
    Ok(())
}

/// Takes a reason back. Accounts that nothing else keeps from use are in use again; gives how many.
pub(crate) async fn let_back<A: Act>(
    access: &mut Access<A>,
    because: Because,
) -> Result<usize, Stopped> {
    let today = access.today();
    let back = sql::let_back(access.connection(), because, today).await?;
    access.consequence(because.event("account.reactivated", back));
    Ok(back)
}

/// Closes an account for good. What it signs in with is destroyed; whose it was stays known, as the trail names it
/// (D-36).
pub(crate) async fn close_for_cause<A: Act>(
    access: &mut Access<A>,
    account: AccountId,
    because: Because,
) -> Result<(), Stopped> {
    let today = access.today();
    let nobodys = secret::seal_token_secret(
        access.keys(),
        account,
        &access.chance().secret(),
        access.chance(),
    );
    let hash = secret::nobodys_hash();
    sql::close(access.connection(), account, hash, &nobodys, today).await?;
    access.consequence(because.event("account.closed", 1));
    Ok(())
}
