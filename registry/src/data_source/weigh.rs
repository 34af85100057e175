//! What rows would do to what their source said before, told before any of them is taken in: the breaker
//! is tripped by it. A row about a record that is sealed, or in quarantine, counts like any other, so that
//! its source learns nothing of that by sending just as many as trip it (FEED-05, NEWID-05).

use std::collections::{BTreeMap, HashMap};

use domain::best_view::{Statement, assemble};
use domain::clock::Moment;
use domain::data_source::{
    Effect, EntryRow, HoldSupply, Row, SaidItems, SourceBearing, SuppliedRow, WeighRows, Weighed,
};
use domain::task::TaskKind;

use super::apply::usable;
use super::entries::{KeptRow, Said, kept_among, mark};
use super::known::{Known, said};
use super::register::tell_keepers;
use super::{AppliedRow, sorted, sql};
use crate::archive::{self, SealedRecords};
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::feed;
use crate::quarantine;

impl<R: AppliedRow> sealed::Sealed for WeighRows<R> {}

impl<R: AppliedRow> KnownAct for WeighRows<R> {
    async fn bearing(access: &mut Access<Self>) -> Result<SourceBearing, Stopped> {
        let source = access.act().source;
        super::bearing(access, source).await
    }
}

impl sealed::Sealed for HoldSupply {}

impl KnownAct for HoldSupply {
    async fn bearing(access: &mut Access<Self>) -> Result<SourceBearing, Stopped> {
        let source = access.act().source;
        super::bearing(access, source).await
    }
}

/// Weighs rows. Of those that would not be taken in, since they hold what was not agreed (FEED-03) or make
/// no record, or that are about what the source never spoke of, nothing is said.
pub async fn weigh<R: AppliedRow>(
    access: &mut Access<WeighRows<R>>,
) -> Result<Vec<Weighed>, Stopped> {
    if let Some(supply) = access.act().supply {
        feed::alive(access, supply).await?;
    }
    sql::plan_anew(access.connection()).await?;
    let (source, rows) = (access.act().source, access.act().rows.clone());
    let rows = sorted(access, source, rows).await?.agreed;
    R::weigh(access, rows).await
}

/// Holds a supply until whoever keeps its source has decided. Of a file at the command line nothing is
/// kept but the entry in the trail.
pub async fn hold(access: &mut Access<HoldSupply>) -> Result<(), Stopped> {
    let (source, counts) = (access.act().source, access.act().counts);
    let Some(supply) = access.act().supply else {
        return Ok(());
    };
    feed::hold(access, supply, counts).await?;
    tell_keepers(access, TaskKind::SupplyHeld, source).await
}

/// What was said before under a reference.
struct Before {
    at: Moment,
    items: SaidItems,
    same: bool,
}

impl Before {
    /// What a row would do; nothing where it is older.
    fn weigh(self, reference: &str, at: Moment, items: &SaidItems) -> Option<Weighed> {
        let effect = match self.same {
            true => Effect::Nothing,
            false if at < self.at => return None,
            false if self.items.loses(items) => Effect::TakesAway,
            false => Effect::Changes,
        };
        Some(Weighed {
            reference: reference.to_owned(),
            at,
            effect,
        })
    }
}

/// Weighs rows about children.
pub(super) async fn children(
    access: &mut Access<WeighRows<Row>>,
    rows: Vec<Row>,
) -> Result<Vec<Weighed>, Stopped> {
    let (source, today) = (access.act().source, access.today());
    let alone = Known::nothing_but(access, source).await?;
    let references: Vec<String> = rows.iter().map(|row| row.reference.clone()).collect();
    let numbers = rows
        .iter()
        .flat_map(|row| row.statement.identifiers.clone());
    let numbers: Vec<_> = numbers.collect();
    let sealed = SealedRecords::among(access, source, &references, &numbers).await?;
    let mut before: HashMap<String, (Moment, Statement)> = HashMap::new();
    for row in sql::said_before(access.connection(), source, &references, today).await? {
        let keys = access.keys();
        let statement = said(keys, source, &row.reference, row.content, row.sealed)?;
        before.insert(row.reference, (row.supplied_at, statement));
    }
    for (reference, held) in quarantine::held(access, source, &references).await? {
        if !held.returned {
            before
                .entry(reference)
                .or_insert((held.row.at, held.row.statement));
        }
    }
    let mut weighed = Vec::new();
    for mut row in rows {
        let items = SaidItems::of_row(&row.statement, alone.kind);
        let known = if sealed.called(&row.reference).is_some() {
            let mark = archive::mark(access.keys(), source, &row.reference);
            let said = serde_json::to_value(&row.statement)?;
            let last = archive::said_last(access, &mark, &said).await?;
            last.map(|(at, items, same)| Before { at, items, same })
        } else {
            sealed.strip(&mut row.statement.identifiers);
            let before = before.get(&row.reference);
            before.map(|(at, statement)| Before {
                at: *at,
                items: SaidItems::of_statement(statement),
                same: *statement == row.statement,
            })
        };
        let Some(known) = known else {
            continue;
        };
        // What changes something must make a record, of whichever child.
        let same = known.same;
        let effect = known.weigh(&row.reference, row.at, &items);
        if same || usable(&assemble(&[alone.said(row.at, row.statement)])).is_ok() {
            weighed.extend(effect);
        }
    }
    Ok(weighed)
}

/// Weighs rows about entries.
pub(super) async fn entries<S: Said>(
    access: &mut Access<WeighRows<EntryRow<S>>>,
    rows: Vec<EntryRow<S>>,
) -> Result<Vec<Weighed>, Stopped>
where
    EntryRow<S>: SuppliedRow,
{
    let (source, today) = (access.act().source, access.today());
    let children: Vec<String> = rows.iter().map(|row| row.child.clone()).collect();
    let sealed = SealedRecords::among(access, source, &children, &[]).await?;
    let live = sql::supplied_children(access.connection(), source, &children, today).await?;
    let live: BTreeMap<String, bool> = live
        .into_iter()
        .map(|row| (row.reference, row.live))
        .collect();
    let held = quarantine::held(access, source, &children).await?;
    let marks: Vec<Vec<u8>> = rows
        .iter()
        .map(|row| mark::<S, _>(access, source, &row.reference))
        .collect();
    let kept = kept_among::<S, _>(access, &marks).await?;
    let mut weighed = Vec::new();
    for (row, mark) in rows.into_iter().zip(marks) {
        let said = serde_json::to_value(&row.said)?;
        let known = if sealed.called(&row.child).is_some() {
            let last = archive::said_last(access, &mark, &said).await?;
            last.map(|(at, items, same)| Before { at, items, same })
        } else if let Some(held) = held.get(&row.child).filter(|held| !held.returned) {
            let entry = quarantine::kept_entry(access, held.id, &mark).await?;
            let entry = entry.map(|entry| serde_json::from_value::<KeptRow<S>>(entry.row));
            entry
                .transpose()?
                .map(|kept| before(kept.at, &kept.said, &row.said))
                .transpose()?
        } else {
            let kept = kept.get(&mark).filter(|kept| {
                kept.child == row.child
                    && !kept.closed
                    && live.get(&row.child).copied().unwrap_or_default()
            });
            kept.map(|kept| before(kept.at, &kept.said, &row.said))
                .transpose()?
        };
        let items = SaidItems::of_entry(&said);
        weighed.extend(known.and_then(|known| known.weigh(&row.reference, row.at, &items)));
    }
    Ok(weighed)
}

fn before<S: Said>(at: Moment, kept: &S, said: &S) -> Result<Before, Stopped> {
    Ok(Before {
        at,
        items: SaidItems::of_entry(&serde_json::to_value(kept)?),
        same: kept == said,
    })
}
