//! The archive: records and items that have left the live directory, encrypted whole (ARC).
//!
//! [`put_record`] and [`put`] are the only ways in; what sources still send about a sealed record ends in
//! [`swallow`]. What is in there is found by a keyed hash, opened
//! through a window that somebody was given ([`window`]), brought back by [`restore`], held by [`hold`]
//! and destroyed by [`work`].

mod alike;
mod backups;
mod find;
mod hold;
mod leave;
mod record;
mod restore;
mod rows;
mod see;
mod sql;
mod swallow;
mod window;
pub(crate) mod work;

use chrono::NaiveDate;
use domain::act::Act;
use domain::archive::{ItemKind, WhyArchived};
use domain::id::ChildNumber;
use serde::Serialize;
use uuid::Uuid;

pub(crate) use alike::alike;
pub use backups::{certificates, note_backups};
pub(crate) use find::{reference_hash, references_of, were_given};
pub(crate) use hold::follow_holds;
pub use hold::{hold, keep, release};
pub use leave::archive;
pub(crate) use record::{Taken, bytes, put_record, take_live};
pub use restore::restore;
pub use rows::{NOT_OF_A_RECORD, tables};
pub(crate) use rows::{Rows, give, make_final, put_back, take_some};
pub use see::view;
pub(crate) use see::{in_full, items_of, sensitive_services_of};
pub(crate) use swallow::{Before, Row as SwallowedRow, SealedRecords, mark, said_last, swallow};
pub(crate) use window::{
    Found, look_for, may_return, may_return_through, open_window_on, reached, several,
};
pub use window::{approve, decline, list, search};

use crate::door::{Access, Fault, Stopped};

/// The column whose values [`put`] makes.
const SEALED_ITEM: &str = "archive.item.sealed";

/// The latest day of archiving of what is out of reach: for whoever asks for an authority, as the
/// installation sets it; for the central team, of what is due for destruction (D-37).
pub(crate) async fn out_of_reach<A: Act>(
    access: &mut Access<A>,
    for_an_authority: bool,
) -> Result<NaiveDate, Stopped> {
    let today = access.today();
    let years = if for_an_authority {
        sql::authorities_look_back(access.connection()).await?
    } else {
        domain::archive::KEPT_FOR_YEARS
    };
    Ok(domain::archive::out_of_reach_by(today, years))
}

/// An item that leaves its record.
pub(crate) struct Item<'a, T> {
    /// Its own identifier, which it keeps.
    pub id: Uuid,
    /// Whose record it leaves.
    pub child: ChildNumber,
    /// Of which kind it is.
    pub kind: ItemKind,
    /// Why it goes.
    pub why: WhyArchived,
    /// The item as it stood.
    pub content: &'a T,
}

/// Puts an item into the archive. Whoever calls removes it from the record in the same act.
pub(crate) async fn put<A: Act, T: Serialize>(
    access: &mut Access<A>,
    item: Item<'_, T>,
) -> Result<(), Stopped> {
    let today = access.today();
    put_since(access, item, today).await
}

/// The same for an item whose six years began on an earlier day.
async fn put_since<A: Act, T: Serialize>(
    access: &mut Access<A>,
    item: Item<'_, T>,
    since: NaiveDate,
) -> Result<(), Stopped> {
    let plain = serde_json::to_vec(item.content)?;
    let (connection, keys, chance) = access.parts();
    let sealed = keys.seal(SEALED_ITEM, item.id.as_bytes(), &plain, chance);
    sql::put(
        connection, item.id, item.child, item.kind, item.why, since, &sealed,
    )
    .await?;
    Ok(())
}

/// What is stored does not hold together.
fn broken(what: &'static str) -> Stopped {
    Stopped::Fault(Fault::new(what))
}
