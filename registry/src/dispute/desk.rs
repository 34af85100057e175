//! What is disputed, for those who answer for the records.

use domain::best_view::BestView;
use domain::child_record::PersonName;
use domain::dispute::{
    DisputeDetail, DisputeListed, DisputedItem, ListDisputes, RecordDisputes, ViewDispute,
    ViewDisputes,
};
use domain::id::ChildNumber;
use domain::refusal::Refusal;
use domain::standing::Role;
use serde_json::json;

use super::sql;
use crate::child_record::{self, OpensSeal};
use crate::door::{Access, Stopped, admit};
use crate::stored::known;
use crate::updating;

admit!(ListDisputes);

/// The open disputes of one's authority's records, the oldest first; those of shielded records for its
/// manager alone (D-32).
pub async fn list(access: &mut Access<ListDisputes>) -> Result<Vec<DisputeListed>, Stopped> {
    let (hat, today) = (access.hat()?.clone(), access.today());
    let authority = hat.local_authority.ok_or(Refusal::Role)?;
    let manager = hat.role == Role::LocalAuthorityManager;
    let rows = sql::list(access.connection(), &authority, manager, today).await?;
    let listed = rows.into_iter().map(|row| {
        Ok(DisputeListed {
            id: row.id,
            child: PersonName {
                given: row.given,
                family: row.family,
            },
            item: known(DisputedItem::from_code(&row.item))?,
            opened: row.opened,
            days: (today - row.opened).num_days(),
        })
    });
    listed.collect()
}

/// The best view, and whether it is sealed.
async fn read<A: OpensSeal>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(BestView, bool), Stopped> {
    match child_record::sealed_best_view(access, child).await? {
        Some(view) => Ok((view, true)),
        None => Ok((child_record::open_best_view(access, child).await?, false)),
    }
}

/// The disputes of a record.
pub async fn of_record(access: &mut Access<ViewDisputes>) -> Result<RecordDisputes, Stopped> {
    let child = access.act().child;
    let (view, shielded) = read(access, child).await?;
    Ok(RecordDisputes {
        name: updating::name(&view)?,
        shielded,
        marks: super::shown(access, child).await?,
    })
}

/// One dispute, and what the record shows of its item.
pub async fn view(access: &mut Access<ViewDispute>) -> Result<DisputeDetail, Stopped> {
    let (dispute, today) = (access.act().dispute, access.today());
    let row = sql::row(access.connection(), dispute, today).await?;
    let sql::Row { child, mark } = row.ok_or(Refusal::NoSuchRecord)?;
    access.note(json!({ "child": child.to_string(), "item": mark.item.code() }));
    let (view, shielded) = read(access, child).await?;
    let (stands, conflict) = match mark.item.shown() {
        Some(item) => (
            updating::words(access, item, &view).await?,
            updating::waiting_about(access, child, item).await?,
        ),
        None => (Vec::new(), None),
    };
    Ok(DisputeDetail {
        number: child,
        name: updating::name(&view)?,
        shielded,
        days: mark
            .settled
            .is_none()
            .then(|| (today - mark.opened).num_days()),
        mark,
        stands,
        conflict,
    })
}
