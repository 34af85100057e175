//! Marking an item as disputed (DISP-01).

use domain::dispute::MarkDisputed;
use domain::refusal::{Refusal, Rejection};
use serde_json::json;

use super::sql;
use crate::child_record;
use crate::door::{Access, Stopped};
use crate::updating;

/// Marks it, and holds what the record shows of it (DISP-04). The same mark sent twice is made once.
pub async fn mark(access: &mut Access<MarkDisputed>) -> Result<(), Stopped> {
    let MarkDisputed {
        child,
        item,
        opened,
    } = *access.act();
    let view = child_record::standing(access, child).await?;
    let born = view.date_of_birth.ok_or(Refusal::NoSuchRecord)?.value.date;
    access.act().check(born, access.today())?;
    let marks = super::shown(access, child).await?;
    let mut open = marks.iter().filter(|mark| mark.settled.is_none());
    if let Some(open) = open.find(|mark| mark.item == item) {
        if open.opened == opened {
            access.note(json!({ "changed": false }));
            return Ok(());
        }
        return Err(Rejection::of(
            "item",
            "This detail is marked as disputed already. Settle that dispute first",
        )
        .into());
    }
    let id = access.chance().uuid();
    sql::mark(access.connection(), id, child, item, opened).await?;
    access.note(json!({ "dispute": id }));
    match item.shown() {
        Some(item) => updating::hold(access, child, item).await,
        None => Ok(()),
    }
}
