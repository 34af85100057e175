//! Workers that take in the supplies that wait. Several share them, in one process or in many.

use std::time::Duration;

use domain::data_source::{AssessmentMap, CloseFile, ColumnMap, FileCounts, InvolvementMap};
use domain::data_source::{HoldSupply, Queued, RemovalCounts, RowRefused, SupplyRows};
use domain::feed::{About, NotWhole, OpenSupply, RefuseSupply};
use domain::refusal::Refusal;
use registry::data_source::{AppliedRow, close, hold, supply};
use registry::feed::{Claimed, Opened, open, refuse};
use registry::{Registry, Stopped};

use super::schema::Published;
use crate::breaker::Breaker;
use crate::reading::{Read, Reading};
use crate::supply::BATCH;

/// How long a worker rests when nothing waits.
const REST: Duration = Duration::from_secs(2);

/// Works for ever.
pub async fn for_ever(registry: Registry) {
    loop {
        match one(&registry).await {
            Ok(true) => {}
            Ok(false) => tokio::time::sleep(REST).await,
            // The door has logged why.
            Err(_) => {
                tracing::warn!("a supply could not be worked");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// Works until nothing waits; gives how many supplies were worked.
///
/// # Errors
/// The first thing that broke.
pub async fn until_idle(registry: &Registry) -> Result<u64, Stopped> {
    let mut worked = 0;
    while one(registry).await? {
        worked += 1;
    }
    Ok(worked)
}

/// Works the next supply; false where none waits.
async fn one(registry: &Registry) -> Result<bool, Stopped> {
    while let Some(claimed) = registry.claim_behind_held().await? {
        ended(registry, claimed, shields(registry, claimed).await).await?;
    }
    let Some(claimed) = registry.claim_supply().await? else {
        return Ok(false);
    };
    ended(registry, claimed, work(registry, claimed).await).await?;
    Ok(true)
}

/// Counts a failure of working a supply.
async fn ended(
    registry: &Registry,
    claimed: Claimed,
    worked: Result<(), Stopped>,
) -> Result<(), Stopped> {
    match worked {
        Ok(()) => Ok(()),
        // Another worker has it, or its source was stopped meanwhile.
        Err(Stopped::Refused(Refusal::NoSuchRecord | Refusal::NotAccepting(_))) => Ok(()),
        Err(why) => {
            if registry.supply_failed(claimed.supply).await? {
                tracing::error!(supply = %claimed.supply, "a supply is worked no more");
            }
            Err(why)
        }
    }
}

async fn opened(registry: &Registry, claimed: Claimed) -> Result<Opened, Stopped> {
    let act = OpenSupply {
        source: claimed.source,
        supply: claimed.supply,
    };
    registry.as_source(claimed.source).access(act, open).await
}

/// Takes in what a supply shields that waits behind one that is held.
async fn shields(registry: &Registry, claimed: Claimed) -> Result<(), Stopped> {
    let opened = opened(registry, claimed).await?;
    let map = ColumnMap::published();
    let reading = reading(&map, &opened);
    let rows = match reading.rows(opened.format, &opened.bytes) {
        Ok(rows) => rows,
        Err(why) => return put_aside(registry, claimed, why).await,
    };
    breaker(registry, claimed, &opened).shield(rows).await?;
    registry.shields_taken(claimed.supply).await
}

async fn work(registry: &Registry, claimed: Claimed) -> Result<(), Stopped> {
    let opened = opened(registry, claimed).await?;
    match opened.about {
        About::Children => rows::<ColumnMap>(registry, claimed, &opened).await,
        About::Involvements => rows::<InvolvementMap>(registry, claimed, &opened).await,
        About::Assessments => rows::<AssessmentMap>(registry, claimed, &opened).await,
    }
}

/// Takes in what has not been taken in of a supply, a batch at a time.
async fn rows<M: Published>(
    registry: &Registry,
    claimed: Claimed,
    opened: &Opened,
) -> Result<(), Stopped>
where
    M::Row: AppliedRow,
{
    let map = M::published();
    let reading = reading(&map, opened);
    let rows = match reading.rows(opened.format, &opened.bytes) {
        Ok(rows) => rows,
        Err(why) => return put_aside(registry, claimed, why).await,
    };
    // What has been begun was weighed before.
    if opened.worked == 0 && !opened.released {
        let breaker = breaker(registry, claimed, opened);
        if let Some(counts) = breaker.weigh(rows).await? {
            if let Ok(rows) = reading.rows(opened.format, &opened.bytes) {
                breaker.shield(rows).await?;
            }
            return held(registry, claimed, opened, counts).await;
        }
    }
    let rows = match reading.rows(opened.format, &opened.bytes) {
        Ok(rows) => rows,
        Err(why) => return put_aside(registry, claimed, why).await,
    };
    let mut before = opened.worked;
    let mut rows = rows.skip(usize::try_from(before).unwrap_or(usize::MAX));
    loop {
        let batch: Vec<Read<M>> = rows.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let read = batch.len() as u64;
        apply::<M>(registry, claimed, opened, before, batch).await?;
        before += read;
    }
    let act = CloseFile {
        source: claimed.source,
        file: opened.digest.clone(),
        counts: FileCounts::default(),
        supply: Some(claimed.supply),
    };
    registry.as_source(claimed.source).access(act, close).await
}

fn reading<'a, M>(map: &'a M, opened: &'a Opened) -> Reading<'a, M> {
    Reading {
        map,
        source: &opened.source,
        received: opened.received_at,
    }
}

fn breaker<'a>(registry: &'a Registry, claimed: Claimed, opened: &'a Opened) -> Breaker<'a> {
    Breaker {
        registry,
        source: claimed.source,
        file: &opened.digest,
        supply: Some(claimed.supply),
    }
}

/// Holds a supply, since it would take away most of what its source said.
async fn held(
    registry: &Registry,
    claimed: Claimed,
    opened: &Opened,
    counts: RemovalCounts,
) -> Result<(), Stopped> {
    let act = HoldSupply {
        source: claimed.source,
        file: opened.digest.clone(),
        supply: Some(claimed.supply),
        counts,
        confirmed: false,
    };
    registry.as_source(claimed.source).access(act, hold).await
}

/// Takes in a batch, once.
async fn apply<M: Published>(
    registry: &Registry,
    claimed: Claimed,
    opened: &Opened,
    before: u64,
    batch: Vec<Read<M>>,
) -> Result<(), Stopped>
where
    M::Row: AppliedRow,
{
    let (mut rows, mut unread): (Vec<M::Row>, Vec<RowRefused>) = (Vec::new(), Vec::new());
    for read in batch {
        match read {
            Ok(row) => rows.push(row),
            Err(refused) => unread.push(refused),
        }
    }
    let act = SupplyRows {
        source: claimed.source,
        file: opened.digest.clone(),
        rows,
        queued: Some(Queued {
            supply: claimed.supply,
            before,
            unread,
        }),
    };
    let source = registry.as_source(claimed.source);
    source.access(act, supply).await.map(|_| ())
}

/// Puts aside a supply of which nothing can be used.
async fn put_aside(registry: &Registry, claimed: Claimed, why: NotWhole) -> Result<(), Stopped> {
    let act = RefuseSupply {
        source: claimed.source,
        supply: claimed.supply,
        why,
    };
    registry.as_source(claimed.source).access(act, refuse).await
}
