//! Noting that a child has moved (CTY-01).

use domain::best_view::{BestView, Statement};
use domain::child_record::{Address, Moved, RecordBearing, ReportMove, Whereabouts};
use domain::id::ChildNumber;
use domain::refusal::Rejection;
use serde_json::json;

use super::store::open_view;
use super::{bearing, sql};
use crate::data_source::by_hand::{self, Hand, Item};
use crate::door::{Access, KnownAct, Stopped, sealed};

impl sealed::Sealed for ReportMove {}

impl KnownAct for ReportMove {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        bearing(access, child).await
    }
}

/// States the new address, or that it is not known, through the best view. Whether the record then
/// shows it is told of records that are not shielded alone: of a shielded one it would tell something
/// of what is hidden (SHLD-06).
pub async fn report_move(access: &mut Access<ReportMove>) -> Result<Moved, Stopped> {
    let (child, to) = (access.act().child, access.act().to.clone());
    if let Some(postcode) = to.as_ref().and_then(|address| address.postcode.as_ref())
        && !sql::sector_exists(access.connection(), postcode.sector()).await?
    {
        return Err(Rejection::of(
            "postcode",
            "This postcode is not in England. Check it. If the family has left England, tell us so from the child’s record",
        )
        .into());
    }
    let (before, shielded) = view_of(access, child).await?;
    let stated = stated(before.as_ref(), to);
    let statement = Statement {
        whereabouts: Some(stated.clone()),
        ..Statement::default()
    };
    let item = Item::Whereabouts;
    let after = by_hand::say(access, child, Hand::User, item, Some(statement)).await?;
    let shown = after.whereabouts.is_some_and(|shown| shown.value == stated);
    access.note_restricted(json!({
        "before": before.and_then(|view| view.whereabouts),
        "after": stated,
    }));
    Ok(if shown || shielded {
        Moved::Shown
    } else {
        Moved::Noted
    })
}

/// What is stated: the new address; or the present one as the last known; or that none is known.
fn stated(before: Option<&BestView>, to: Option<Address>) -> Whereabouts {
    let present = || {
        let whereabouts = &before?.whereabouts.as_ref()?.value;
        whereabouts.address().cloned()
    };
    match to {
        Some(address) => Whereabouts::Current(address),
        None => present().map_or(Whereabouts::NoKnownAddress, Whereabouts::LastKnown),
    }
}

/// The best view as it stands, whether or not it is sealed.
async fn view_of(
    access: &mut Access<ReportMove>,
    child: ChildNumber,
) -> Result<(Option<BestView>, bool), Stopped> {
    if let Some(row) = sql::best_view(access.connection(), child).await? {
        return Ok((Some(serde_json::from_value(row.best_view)?), false));
    }
    let sealed = sql::sealed_view(access.connection(), child).await?;
    let view = sealed.map(|sealed| open_view(access.keys(), child, &sealed));
    Ok((view.transpose()?, true))
}
