//! Of what a record is made, for whoever answers for it (REC-02, MAT-03).

use std::collections::{BTreeMap, HashMap};

use chrono::Days;
use data_encoding::HEXLOWER;
use domain::act::Act;
use domain::clock::london_date;
use domain::id::{ChildNumber, SourceId};
use domain::matching::Evidence;
use domain::merging::{
    MergedShown, SourceRowShown, SourcesShown, UNDONE_WITHIN_DAYS, ViewSources, can_be_undone,
};
use domain::refusal::Refusal;

use super::part::makes_a_record;
use super::{name, sql};
use crate::archive::reference_hash;
use crate::child_record;
use crate::data_source::said;
use crate::door::{Access, Stopped};
use crate::keys::Keys;
use crate::matching::{self, Match};
use crate::stored::number;

/// The rows of sources on a record, how each came there, and the records that were joined with it.
pub async fn view(access: &mut Access<ViewSources>) -> Result<SourcesShown, Stopped> {
    let child = access.act().child;
    let record = child_record::bearing(access, child).await?;
    let record = record.ok_or(Refusal::NoSuchRecord)?;
    let view = child_record::best_view(access, child).await?;
    Ok(SourcesShown {
        number: child,
        name: name(&view)?,
        shielded: record.shielded,
        rows: rows(access, child).await?,
        merged: merged(access, child).await?,
    })
}

/// The rows of sources; what is stated by hand is nobody's row.
async fn rows(
    access: &mut Access<ViewSources>,
    child: ChildNumber,
) -> Result<Vec<SourceRowShown>, Stopped> {
    let statements = said::statements(access, child).await?;
    let names = said::names(access, statements.keys().map(|(source, _)| *source)).await?;
    let sources: Vec<_> = names.keys().map(|source| source.0).collect();
    let own = sql::own(access.connection(), &sources).await?;
    let matched = matching::of_record(access, child).await?;
    let matched: HashMap<Vec<u8>, Match> = matched
        .into_iter()
        .map(|one| (one.mark.clone(), one))
        .collect();
    let mut shown = BTreeMap::new();
    for ((source, called), said) in &statements {
        if own.contains(source) {
            continue;
        }
        let mark = reference_hash(access.keys(), *source, called);
        let came = matched.get(&mark);
        let why = came.and_then(|one| one.evidence.as_ref());
        let mut rest = statements.clone();
        rest.remove(&(*source, called.clone()));
        let row = SourceRowShown {
            mark: shown_mark(access.keys(), *source, called),
            source: names
                .get(source)
                .cloned()
                .unwrap_or_else(|| said::UNNAMED.to_owned()),
            recorded_on: london_date(said.at),
            matched_on: came.map(|one| one.on),
            decided: came.is_some_and(|one| one.decided_by.is_some()),
            why: why.map(Evidence::words).unwrap_or_default(),
            comes_off: makes_a_record(&rest),
        };
        shown.insert((row.source.clone(), row.mark.clone()), row);
    }
    Ok(shown.into_values().collect())
}

async fn merged(
    access: &mut Access<ViewSources>,
    child: ChildNumber,
) -> Result<Vec<MergedShown>, Stopped> {
    let today = access.today();
    let rows = sql::merged(access.connection(), child).await?;
    rows.into_iter()
        .map(|row| {
            let last = row.merged_on + Days::new(UNDONE_WITHIN_DAYS);
            Ok(MergedShown {
                number: number(row.number)?,
                merged_on: row.merged_on,
                parted_until: can_be_undone(row.merged_on, today).then_some(last),
            })
        })
        .collect()
}

/// The mark under which a source's row is shown: its reference is the source's own affair.
pub(super) fn shown_mark(keys: &Keys, source: SourceId, called: &str) -> String {
    HEXLOWER.encode(&reference_hash(keys, source, called))
}

/// On what it rests that a row came onto a record, where that was weighed.
pub(super) async fn evidence<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    mark: &[u8],
) -> Result<Option<Evidence>, Stopped> {
    let matched = matching::of_record(access, child).await?;
    let came = matched.into_iter().find(|one| one.mark == mark);
    Ok(came.and_then(|one| one.evidence))
}
