//! What is kept of the differences of records that were put together anew: of a whole batch by one
//! reading and one writing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::act::Act;
use domain::audit::Event;
use domain::best_view::{SourceKind, Supplied};
use domain::discrepancy::{Alternatives, Item, Kept, differences};
use domain::id::{ChildNumber, SourceId};
use serde_json::json;

use super::sql::{self, NewDiscrepancy};
use crate::archive::SealedRecords;
use crate::data_source::Rebuilt;
use crate::door::{Access, Stopped};
use crate::keys::Keys;

/// The column whose values are made here.
const SAID: &str = "live.discrepancy.said";

/// An item of a source's statement.
type Key = (SourceId, String, Item);

/// Follows records: keeps what differs now, closes what agrees, and leaves alone what is as it was. Of a
/// shielded record nothing is told that might tell where the child is (D-33); of what is stated by hand,
/// or of a sealed record's numbers, nothing at all (DISC-06).
pub(crate) async fn follow<A: Act>(
    access: &mut Access<A>,
    records: &[Rebuilt<'_>],
) -> Result<(), Stopped> {
    if records.is_empty() {
        return Ok(());
    }
    let today = access.today();
    let children: Vec<i64> = records.iter().map(|record| record.child.stored()).collect();
    let before = sql::of_children(access.connection(), &children).await?;
    let sealed = sealed_numbers(access, records).await?;
    let mut counts = BTreeMap::<SourceId, Counts>::new();
    let (mut changed, mut forgotten) = (Vec::new(), Vec::new());
    for record in records {
        let mut differ = differ(access.keys(), record, sealed.as_ref());
        let known = before.get(&record.child);
        let keys: BTreeSet<Key> = differ
            .keys()
            .chain(known.into_iter().flat_map(BTreeMap::keys))
            .cloned()
            .collect();
        for key in keys {
            let stood = known.and_then(|known| known.get(&key));
            let withheld = record.shielded && !key.2.is_told_of_shielded();
            let said = differ.remove(&key);
            let Some(kept) = Kept::follow(stood, said, withheld, today) else {
                if stood.is_some() {
                    forgotten.push(key);
                }
                continue;
            };
            let counts = counts.entry(key.0).or_default();
            counts.count(stood, &kept, withheld, today);
            if stood != Some(&kept) {
                changed.push(NewDiscrepancy {
                    key,
                    child: record.child,
                    kept,
                });
            }
        }
    }
    sql::forget(access.connection(), &forgotten).await?;
    sql::keep(access.connection(), &changed).await?;
    note(access, counts);
    Ok(())
}

/// What differs on a record that is loaded whole, as it stands on the day of its load.
pub(crate) fn found(keys: &Keys, record: &Rebuilt<'_>, today: NaiveDate) -> Vec<NewDiscrepancy> {
    let differ = differ(keys, record, None).into_iter();
    differ
        .filter_map(|(key, said)| {
            let withheld = record.shielded && !key.2.is_told_of_shielded();
            Some(NewDiscrepancy {
                kept: Kept::follow(None, Some(said), withheld, today)?,
                key,
                child: record.child,
            })
        })
        .collect()
}

/// Whether a statement is one of a source that can be told: what is stated by hand is not.
fn can_be_told(supplied: &Supplied) -> bool {
    !supplied.verified && supplied.kind != SourceKind::Manual
}

/// Every item that differs on a record, with the mark of the source's own words.
fn differ(
    keys: &Keys,
    record: &Rebuilt<'_>,
    sealed: Option<&SealedRecords>,
) -> BTreeMap<Key, Vec<u8>> {
    let said = record.statements.values().map(|one| &one.statement);
    let alternatives = Alternatives::of(said);
    let mut found = BTreeMap::new();
    for ((source, reference), supplied) in record.statements {
        if !can_be_told(supplied) {
            continue;
        }
        let stripped = sealed.map(|sealed| {
            let mut statement = supplied.statement.clone();
            sealed.strip(&mut statement.identifiers);
            statement
        });
        let statement = stripped.as_ref().unwrap_or(&supplied.statement);
        for (item, words) in differences(statement, &alternatives, &record.view) {
            let said = mark(keys, record.child, *source, &words);
            found.insert((*source, reference.clone(), item), said);
        }
    }
    found
}

/// The mark of a source's own words about a child. It is bound to both: of nobody else do the same words
/// have the same mark, so that no mark tells that two children share an address or a school.
fn mark(keys: &Keys, child: ChildNumber, source: SourceId, words: &str) -> Vec<u8> {
    let child = child.stored().to_be_bytes();
    let value = [&child, source.0.as_bytes().as_slice(), words.as_bytes()].concat();
    keys.hashed(SAID, &value)
}

/// Which numbers are those of sealed records (NEWID-05), where sources tell more than one: looked up only
/// then, and of all records together.
async fn sealed_numbers<A: Act>(
    access: &mut Access<A>,
    records: &[Rebuilt<'_>],
) -> Result<Option<SealedRecords>, Stopped> {
    let several = records.iter().filter(|record| {
        let said = record.statements.values();
        said.filter(|one| !one.statement.identifiers.is_empty())
            .count()
            > 1
    });
    let numbers: Vec<_> = several
        .flat_map(|record| record.statements.values())
        .flat_map(|one| one.statement.identifiers.iter().cloned())
        .collect();
    if numbers.is_empty() {
        return Ok(None);
    }
    let nobody = SourceId(uuid::Uuid::nil());
    let sealed = SealedRecords::among(access, nobody, &[], &numbers).await?;
    Ok(Some(sealed))
}

/// How many notices of a source were sent, closed and suppressed.
#[derive(Default)]
struct Counts {
    sent: u32,
    closed: u32,
    suppressed: u32,
}

impl Counts {
    fn count(
        &mut self,
        before: Option<&Kept<Vec<u8>>>,
        kept: &Kept<Vec<u8>>,
        withheld: bool,
        today: NaiveDate,
    ) {
        if before == Some(kept) {
            return;
        }
        if kept.closed_on.is_some() {
            self.closed += 1;
        } else if withheld {
            self.suppressed += 1;
        } else if kept.told(today) == Some(today) {
            self.sent += 1;
        }
    }
}

/// Leaves what was sent, closed and suppressed in the trail. Of what a source or the system does, each is
/// an entry of its own; beside what a person does it is child data, since it tells that sources differ.
fn note<A: Act>(access: &mut Access<A>, counts: BTreeMap<SourceId, Counts>) {
    let each = counts.into_iter().flat_map(|(source, counts)| {
        let each = [
            ("disc.sent", counts.sent),
            ("disc.closed", counts.closed),
            ("disc.suppressed", counts.suppressed),
        ];
        let counted = each.into_iter().filter(|(_, number)| *number > 0);
        counted.map(move |(action, number)| (source, action, number))
    });
    if access.standing().account().is_none() {
        for (source, action, items) in each {
            let event = Event::of(action).about("source", source);
            access.consequence(event.restricted(json!({ "items": items })));
        }
        return;
    }
    let each = each.map(|(source, action, items)| json!([action, source, items]));
    let each: Vec<_> = each.collect();
    if !each.is_empty() {
        access.note_restricted(json!({ "discrepancies": each }));
    }
}
