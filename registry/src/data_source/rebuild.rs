//! Putting records together anew, whatever changed them: the one road of every supply, statement by hand,
//! shield and restoration. It takes a list and asks everything once for all of it, however long it is.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::act::Act;
use domain::best_view::{BestView, Supplied, assemble};
use domain::data_source::leaves_live_on;
use domain::id::{ChildNumber, LocalAuthorityCode, SourceId};
use domain::past_eighteen::Kept;

use super::known::KnownChild;
use super::said::Statements;
use super::sql::{self, IdentifierRow};
use crate::archive::SealedRecords;
use crate::child_record::store::{Record, store};
use crate::door::{Access, Fault, Stopped};
use crate::{discrepancy, doubles, past_eighteen, transfer, updating};

/// A record that was put together anew.
pub(crate) struct Rebuilt<'r> {
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
    /// What it was put together to.
    pub view: BestView,
}

impl<'r> Rebuilt<'r> {
    /// Puts a record together from what is said of it.
    pub(crate) fn of(
        child: ChildNumber,
        shielded: bool,
        responsible: &'r LocalAuthorityCode,
        statements: &'r Statements,
    ) -> Self {
        let supplied: Vec<Supplied> = statements.values().cloned().collect();
        Self {
            child,
            shielded,
            responsible,
            statements,
            view: assemble(&supplied),
            supplied,
        }
    }

    /// The record as it is stored, by what keeps it past eighteen.
    fn stored(&self, kept: Option<&Kept>) -> Result<Record<'_>, Stopped> {
        let leaves_live_on: Option<NaiveDate> = leaves_live_on(&self.view, &self.supplied, kept);
        Ok(Record {
            child: self.child,
            view: &self.view,
            local_authority: self.responsible,
            shielded: self.shielded,
            leaves_live_on: leaves_live_on
                .ok_or_else(|| Stopped::Fault(Fault::new("a record without date of birth")))?,
        })
    }
}

/// Puts records together anew, with everything by which they are found, and gives what they show; then
/// what waits for a decision (UPD-02) and what sources are told (DISC-01) follows. Who is responsible does
/// not follow from it; whether that changes is weighed afterwards, by rules of its own (TRF-02). To be
/// called with records in the order of their numbers, which is the order in which they are locked.
pub(super) async fn rebuild<'r, A: Act>(
    access: &mut Access<A>,
    records: &[(ChildNumber, &'r KnownChild)],
) -> Result<Vec<Rebuilt<'r>>, Stopped> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let of = |(child, record): &(ChildNumber, &'r KnownChild)| {
        let KnownChild { shielded, .. } = **record;
        Rebuilt::of(
            *child,
            shielded,
            &record.local_authority,
            &record.statements,
        )
    };
    let mut rebuilt: Vec<Rebuilt<'r>> = records.iter().map(of).collect();
    strip_sealed(access, &mut rebuilt).await?;
    let children: Vec<i64> = records.iter().map(|(child, _)| child.stored()).collect();
    let kept = past_eighteen::kept(access, &children).await?;
    replace_identifiers(access, &children, &rebuilt).await?;
    let stored = rebuilt.iter().map(|one| one.stored(kept.get(&one.child)));
    let stored: Vec<Record<'_>> = stored.collect::<Result<_, _>>()?;
    let (connection, keys, chance) = access.parts();
    store(connection, keys, chance, &stored).await?;
    let stays = records
        .iter()
        .filter_map(|(child, record)| Some((*child, record.kept?)));
    transfer::stay(access, &stays.collect::<Vec<_>>()).await?;
    let shielded = rebuilt.iter().filter(|one| one.shielded);
    doubles::forget(access, shielded.map(|one| one.child)).await?;
    transfer::data_show(access, &rebuilt).await?;
    updating::follow(access, &rebuilt).await?;
    discrepancy::follow(access, &rebuilt).await?;
    Ok(rebuilt)
}

/// Takes out of views the numbers of records that are sealed for a new identity (NEWID-03).
async fn strip_sealed<A: Act>(
    access: &mut Access<A>,
    records: &mut [Rebuilt<'_>],
) -> Result<(), Stopped> {
    let known = records.iter().flat_map(|one| &one.view.identifiers);
    let known: Vec<_> = known.cloned().collect();
    if known.is_empty() {
        return Ok(());
    }
    let nobody = SourceId(uuid::Uuid::nil());
    let sealed = SealedRecords::among(access, nobody, &[], &known).await?;
    for record in records {
        sealed.strip(&mut record.view.identifiers);
    }
    Ok(())
}

/// Puts the numbers that bodies allocated in place of those that stand for records. A number that stands
/// for another child stays there.
async fn replace_identifiers<A: Act>(
    access: &mut Access<A>,
    children: &[i64],
    records: &[Rebuilt<'_>],
) -> Result<(), Stopped> {
    let stand = sql::identifiers_of(access.connection(), children).await?;
    let stand: BTreeSet<IdentifierRow> = stand.into_iter().collect();
    let of_record = |record: &Rebuilt<'_>| {
        let child = record.child.stored();
        let numbers = record.view.identifiers.iter();
        let rows = numbers.map(move |known| IdentifierRow {
            child,
            scheme: known.scheme.code().to_owned(),
            value: known.value.clone(),
            allocated_by: known.allocated_by.0,
        });
        rows.collect::<Vec<_>>()
    };
    let said: BTreeSet<IdentifierRow> = records.iter().flat_map(of_record).collect();
    let gone: Vec<&IdentifierRow> = stand.difference(&said).collect();
    let new: Vec<&IdentifierRow> = said.difference(&stand).collect();
    if !gone.is_empty() {
        sql::forget_identifiers(access.connection(), &gone).await?;
    }
    if !new.is_empty() {
        sql::add_identifiers(access.connection(), &new).await?;
    }
    Ok(())
}
