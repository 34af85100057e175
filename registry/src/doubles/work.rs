//! Comparing the directory with itself, a batch at a time (MAT-08).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::act::Act;
use domain::best_view::BestView;
use domain::clock::Moment;
use domain::doubles::{BATCH, next_step};
use domain::id::{ChildNumber, LocalAuthorityCode};
use domain::matching::Evidence;
use domain::work::RunRule;
use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use super::apart::as_compared;
use super::sql;
use crate::door::{Access, Stopped};
use crate::keys::Keys;
use crate::matching;
use crate::quarantine;
use crate::stored::number;

/// The column whose values [`seal`] makes.
const SEALED: &str = "live.double.sealed";

/// How many batches one pass over all rules compares at the most: twice what is due in an hour of a directory
/// of twelve million children.
pub(crate) const AT_A_TIME: usize = 180;

/// Whether records are to be compared by now.
pub(crate) async fn any_due(pool: &PgPool, now: Moment) -> sqlx::Result<bool> {
    Ok(next_step(sql::reached(pool).await?, now).is_some())
}

/// Compares the next records with the whole directory; gives how many, and at least one where there is more
/// to do.
pub(crate) async fn compare(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    if !sql::take_turn(access.connection()).await? {
        return Ok(0);
    }
    let reached = sql::reached(access.connection()).await?;
    let Some(step) = next_step(reached, access.now()) else {
        return Ok(0);
    };
    let (today, span) = (access.today(), (step.from, step.to));
    let rows = sql::records(access.connection(), span, today, BATCH).await?;
    let full = rows.len() as i64 == BATCH;
    let next = match rows.last() {
        Some(last) if full => last.child + 1,
        _ => step.to,
    };
    let views = rows.into_iter();
    let views = views.map(|row| Ok::<_, Stopped>((number(row.child)?, row.best_view.0)));
    let views = views.collect::<Result<BTreeMap<_, _>, _>>()?;
    let proposed = compare_with_all(access, &views).await?;
    sql::reach(access.connection(), step.reached(next)).await?;
    access.note(json!({ "compared": views.len(), "proposed": proposed }));
    Ok((views.len() as u64).max(1))
}

/// Two records, the lower number first.
type Pair = (ChildNumber, ChildNumber);

/// Proposes pairs of records of the directory, one of them among these, that come near, and forgets those that
/// do so no longer; gives how many were proposed.
async fn compare_with_all<A: Act>(
    access: &mut Access<A>,
    views: &BTreeMap<ChildNumber, BestView>,
) -> Result<usize, Stopped> {
    let children: Vec<i64> = views.keys().map(|child| child.stored()).collect();
    let mut known = BTreeMap::new();
    for row in sql::known(access.connection(), &children).await? {
        let pair = (number(row.one)?, number(row.other)?);
        known.insert(pair, row);
    }
    let also: Vec<Pair> = known.keys().copied().collect();
    let mut near = matching::alike(access, views, &also).await?;
    leave_out_told_apart(access, &mut near).await?;
    let mut due = Due::of(access, &near).await?;
    let mut proposed = 0;
    for (pair, evidence) in &near {
        match known.remove(pair) {
            Some(again) if again.settled_as.is_none() => {
                let sealed = seal(access, again.id, evidence)?;
                sql::find_again(access.connection(), again.id, &sealed).await?;
                continue;
            }
            Some(again) => {
                if again.settled_as == Some(as_compared(access, pair.0, pair.1).await?) {
                    continue;
                }
                // One of them has changed in what is compared since they were told apart.
                sql::forget_pairs(access.connection(), &[again.id]).await?;
            }
            None => {}
        }
        propose(access, *pair, evidence, &mut due).await?;
        proposed += 1;
    }
    // What a person has said stays until a record changes: how near two are moves with the directory.
    let waiting = known.values().filter(|row| row.settled_as.is_none());
    let gone: Vec<Uuid> = waiting.map(|row| row.id).collect();
    sql::forget_pairs(access.connection(), &gone).await?;
    Ok(proposed)
}

async fn leave_out_told_apart<A: Act>(
    access: &mut Access<A>,
    near: &mut BTreeMap<Pair, Evidence>,
) -> Result<(), Stopped> {
    let pairs = near.keys();
    let (ones, others): (Vec<i64>, Vec<i64>) = pairs
        .map(|(one, other)| (one.stored(), other.stored()))
        .unzip();
    let apart = sql::told_apart_by_a_source(access.connection(), &ones, &others).await?;
    for (one, other) in apart {
        near.remove(&(number(one)?, number(other)?));
    }
    Ok(())
}

/// By when somebody is to have looked at records, by who answers for them (MAT-07).
struct Due {
    authorities: HashMap<ChildNumber, LocalAuthorityCode>,
    days: HashMap<LocalAuthorityCode, NaiveDate>,
}

impl Due {
    async fn of<A: Act>(
        access: &mut Access<A>,
        near: &BTreeMap<Pair, Evidence>,
    ) -> Result<Self, Stopped> {
        let children: BTreeSet<ChildNumber> = near
            .keys()
            .flat_map(|(one, other)| [*one, *other])
            .collect();
        let children: Vec<i64> = children.into_iter().map(ChildNumber::stored).collect();
        let mut authorities = HashMap::new();
        for (child, authority) in sql::authorities(access.connection(), &children).await? {
            authorities.insert(number(child)?, LocalAuthorityCode(authority));
        }
        Ok(Self {
            authorities,
            days: HashMap::new(),
        })
    }

    /// By when a record is looked at; none where it has left.
    async fn by<A: Act>(
        &mut self,
        access: &mut Access<A>,
        child: ChildNumber,
    ) -> Result<Option<NaiveDate>, Stopped> {
        let Some(authority) = self.authorities.get(&child) else {
            return Ok(None);
        };
        if let Some(day) = self.days.get(authority) {
            return Ok(Some(*day));
        }
        let day = quarantine::review_by(access, authority).await?;
        self.days.insert(authority.clone(), day);
        Ok(Some(day))
    }
}

/// Keeps a pair until somebody has looked. Of two authorities the slower one's time counts.
async fn propose<A: Act>(
    access: &mut Access<A>,
    (one, other): Pair,
    evidence: &Evidence,
    due: &mut Due,
) -> Result<(), Stopped> {
    let due_on = due.by(access, one).await?.max(due.by(access, other).await?);
    let id = access.chance().uuid();
    let sealed = seal(access, id, evidence)?;
    let today = access.today();
    let days = (today, due_on.unwrap_or(today));
    Ok(sql::propose(access.connection(), id, (one, other), &sealed, days).await?)
}

fn seal<A: Act>(access: &Access<A>, pair: Uuid, evidence: &Evidence) -> Result<Vec<u8>, Stopped> {
    let plain = serde_json::to_vec(evidence)?;
    let (keys, chance) = (access.keys(), access.chance());
    Ok(keys.seal(SEALED, pair.as_bytes(), &plain, chance))
}

/// What speaks for one child and against, as it was kept.
pub(super) fn opened(
    keys: &Keys,
    pair: Uuid,
    sealed: Option<&[u8]>,
) -> Result<Option<Evidence>, Stopped> {
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let plain = keys.open(SEALED, pair.as_bytes(), sealed)?;
    Ok(Some(serde_json::from_slice(&plain)?))
}
