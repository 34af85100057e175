//! What follows once records have been put together anew, whatever changed them: the one road of every
//! supply, statement by hand, shield and restoration (DISC-05).

use domain::act::Act;
use domain::best_view::{BestView, Statement};
use domain::data_quality;
use domain::id::ChildNumber;

use super::known::KnownChild;
use super::sql;
use crate::discrepancy::{self, Followed};
use crate::door::{Access, Stopped};
use crate::keys::Keys;

/// The column whose values [`likeness`] makes.
const LIKENESS: &str = "live.statement.likeness";

/// Follows records that were put together anew, each with the view that came of it.
pub(super) async fn follow<'r, A: Act>(
    access: &mut Access<A>,
    records: impl IntoIterator<Item = (ChildNumber, &'r KnownChild, &'r BestView)>,
) -> Result<(), Stopped> {
    let records: Vec<Followed<'_>> = records
        .into_iter()
        .map(|(child, record, view)| Followed {
            child,
            shielded: record.shielded,
            statements: &record.statements,
            view,
        })
        .collect();
    discrepancy::follow(access, &records).await
}

/// What is measured of a statement.
pub(super) fn quality(keys: &Keys, said: &Statement) -> sql::Quality {
    sql::Quality {
        complete: Some(data_quality::row_is_complete(said)),
        likeness: likeness(keys, said),
    }
}

/// The keyed hash by which two rows of one source are taken for the same child; none where a row cannot be
/// told from others.
pub(crate) fn likeness(keys: &Keys, said: &Statement) -> Option<i64> {
    let hashed = keys.hashed(LIKENESS, data_quality::likeness(said)?.as_bytes());
    let first = hashed.first_chunk::<8>()?;
    Some(i64::from_be_bytes(*first))
}
