//! What follows once records have been put together anew, whatever changed them: the one road of every
//! supply, statement by hand, shield and restoration (UPD-02, DISC-05).

use domain::act::Act;
use domain::best_view::{BestView, Statement, Supplied};
use domain::data_quality;
use domain::id::{ChildNumber, LocalAuthorityCode};

use super::known::KnownChild;
use super::said::Statements;
use super::sql;
use crate::discrepancy;
use crate::door::{Access, Stopped};
use crate::keys::Keys;
use crate::updating;

/// A record that was put together anew.
pub(crate) struct Followed<'r> {
    /// Whose.
    pub child: ChildNumber,
    /// Whether it is shielded.
    pub shielded: bool,
    /// Who answers for it.
    pub responsible: &'r LocalAuthorityCode,
    /// What it was put together from, by source and reference.
    pub statements: &'r Statements,
    /// The same, one after another.
    pub supplied: Vec<Supplied>,
    /// What it was put together to, without the numbers of sealed records.
    pub view: &'r BestView,
}

impl<'r> Followed<'r> {
    /// A record, from what is said of it and the view that came of that.
    pub(crate) fn of(
        child: ChildNumber,
        shielded: bool,
        responsible: &'r LocalAuthorityCode,
        statements: &'r Statements,
        view: &'r BestView,
    ) -> Self {
        Self {
            child,
            shielded,
            responsible,
            statements,
            supplied: statements.values().cloned().collect(),
            view,
        }
    }
}

/// The column whose values [`likeness`] makes.
const LIKENESS: &str = "live.statement.likeness";

/// Follows records that were put together anew, each with the view that came of it: what waits for a
/// decision (UPD-02), and what sources are told (DISC-01).
pub(super) async fn follow<'r, A: Act>(
    access: &mut Access<A>,
    records: impl IntoIterator<Item = (ChildNumber, &'r KnownChild, &'r BestView)>,
) -> Result<(), Stopped> {
    let records: Vec<Followed<'_>> = records
        .into_iter()
        .map(|(child, record, view)| {
            let (authority, statements) = (&record.local_authority, &record.statements);
            Followed::of(child, record.shielded, authority, statements, view)
        })
        .collect();
    updating::follow(access, &records).await?;
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
