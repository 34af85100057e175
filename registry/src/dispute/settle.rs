//! Settling a dispute (section 4.10).

use domain::dispute::{DisputedItem, Outcome, SettleDispute};
use domain::id::OpeningId;
use domain::refusal::{Refusal, Rejection};
use serde_json::json;

use super::sql;
use crate::child_record;
use crate::door::{Access, Stopped};
use crate::updating;

/// What is to be done once a dispute is settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Settling {
    /// Nothing: what the record shows was kept, or was decided already while it was disputed.
    Done,
    /// The item is changed in the record that this opened, with how it was made sure of (UPD-01).
    ToChange(OpeningId, DisputedItem),
}

/// Settles it; sources whose item differs from what the record shows are told (DISC-05). What stands stands:
/// if it was wrong, it is changed as any detail is. The same sent twice is done once.
pub async fn settle(access: &mut Access<SettleDispute>) -> Result<Settling, Stopped> {
    let SettleDispute {
        dispute,
        settled,
        outcome,
    } = *access.act();
    let today = access.today();
    let row = sql::row(access.connection(), dispute, today).await?;
    let sql::Row { child, mark } = row.ok_or(Refusal::NoSuchRecord)?;
    access.note(json!({ "child": child.to_string(), "item": mark.item.code() }));
    match mark.settled {
        None => {
            access.act().check(mark.opened, access.today())?;
            sql::settle(access.connection(), dispute, settled, outcome).await?;
            if let Some(item) = mark.item.shown() {
                updating::let_go(access, child, item, outcome == Outcome::Kept).await?;
            }
        }
        Some(before) if before.on == settled && before.how == Some(outcome) => {
            access.note(json!({ "changed": false }));
        }
        Some(_) => {
            return Err(Rejection::of(
                "outcome",
                "This dispute has been settled meanwhile. Go back to see what is disputed now",
            )
            .into());
        }
    }
    let item = mark.item.shown().filter(|_| outcome == Outcome::Changed);
    let Some(item) = item else {
        return Ok(Settling::Done);
    };
    if updating::is_decided_since(access, child, item, mark.opened).await? {
        return Ok(Settling::Done);
    }
    let opening = child_record::open_to_manage(access, child).await?;
    Ok(Settling::ToChange(opening, mark.item))
}
