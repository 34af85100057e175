//! What users sent in and what waits for a decision (UPD-02): kept sealed, shielded record or not.

use domain::act::Act;
use domain::best_view::{Item, Value};
use domain::child_record::Assurance;
use domain::clock::Moment;
use domain::id::AccountId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sql;
use crate::door::{Access, Stopped};

/// The column whose values are made here.
const SEALED: &str = "live.proposed_change.sealed";

/// What somebody sent in.
pub(super) struct Proposal {
    /// Which.
    pub id: Uuid,
    /// Who.
    pub by: AccountId,
    /// What.
    pub said: Proposed,
}

/// What is sealed of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proposed {
    /// What is right.
    pub value: Value,
    /// How it was made sure of.
    pub assurance: Assurance,
    /// When.
    pub at: Moment,
    /// Whether whoever sent it in was told that it waits, and is told when it has been decided. Of a
    /// shielded record that would tell that something else is known (SHLD-06).
    #[serde(default = "told")]
    pub told: bool,
}

/// Of what waited before that was asked.
fn told() -> bool {
    true
}

/// What waits in a conflict, always in the same order.
pub(super) async fn waiting<A: Act>(
    access: &mut Access<A>,
    conflict: Uuid,
) -> Result<Vec<Proposal>, Stopped> {
    let rows = sql::proposals(access.connection(), conflict).await?;
    let open = |row: sql::ProposalRow| {
        let plain = access.keys().open(SEALED, row.id.as_bytes(), &row.sealed)?;
        Ok(Proposal {
            id: row.id,
            by: AccountId(row.account),
            said: serde_json::from_slice(&plain)?,
        })
    };
    rows.into_iter().map(open).collect()
}

/// Keeps what somebody sent in, in place of what they had sent in before. False where that was the same:
/// a form sent twice is done once. Whoever was told once that something waits hears of its end.
pub(super) async fn keep<A: Act>(
    access: &mut Access<A>,
    conflict: Uuid,
    by: AccountId,
    mut proposed: Proposed,
) -> Result<bool, Stopped> {
    let mut before = waiting(access, conflict).await?;
    before.retain(|one| one.by == by);
    proposed.told |= before.iter().any(|one| one.said.told);
    let same = |one: &Proposal| one.said.value == proposed.value && one.said.told == proposed.told;
    if before.iter().any(same) {
        return Ok(false);
    }
    for one in before {
        sql::forget_proposal(access.connection(), one.id).await?;
    }
    let (id, plain) = (access.chance().uuid(), serde_json::to_vec(&proposed)?);
    let (connection, keys, chance) = access.parts();
    let sealed = keys.seal(SEALED, id.as_bytes(), &plain, chance);
    sql::propose(connection, id, conflict, by, &sealed).await?;
    Ok(true)
}

/// The conflict about an item of a record; opened where there is none.
pub(super) async fn conflict_about<A: Act>(
    access: &mut Access<A>,
    child: domain::id::ChildNumber,
    item: Item,
) -> Result<Uuid, Stopped> {
    let (id, today) = (access.chance().uuid(), access.today());
    Ok(sql::open(access.connection(), id, child, item, today).await?)
}
