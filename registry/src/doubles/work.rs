//! Comparing the directory with itself, a batch at a time (MAT-08).

use std::collections::{BTreeMap, BTreeSet};

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
    let reached = sql::reached_in_turn(access.connection()).await?;
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
    let mut batch = Batch::default();
    for row in rows {
        let child = number(row.child)?;
        batch
            .views
            .insert(child, serde_json::from_value(row.best_view)?);
        let authority = LocalAuthorityCode(row.local_authority);
        batch.authorities.insert(child, authority);
    }
    let compared = batch.views.len();
    let found = batch.compare(access).await?;
    sql::reach(access.connection(), step.reached(next)).await?;
    access.note(json!({ "compared": compared, "proposed": found }));
    Ok((compared as u64).max(1))
}

/// Two records, the lower number first.
type Pair = (ChildNumber, ChildNumber);

/// Records that are compared together.
#[derive(Default)]
struct Batch {
    views: BTreeMap<ChildNumber, BestView>,
    authorities: BTreeMap<ChildNumber, LocalAuthorityCode>,
    due_on: BTreeMap<LocalAuthorityCode, NaiveDate>,
}

impl Batch {
    /// Proposes pairs that come near, and forgets those that do so no longer; gives how many were proposed.
    async fn compare<A: Act>(mut self, access: &mut Access<A>) -> Result<usize, Stopped> {
        let children: Vec<i64> = self.views.keys().map(|child| child.stored()).collect();
        let mut known = BTreeMap::new();
        for row in sql::known(access.connection(), &children).await? {
            let pair = (number(row.one)?, number(row.other)?);
            known.insert(pair, row);
        }
        let also: Vec<Pair> = known.keys().copied().collect();
        let mut near = matching::alike(access, &self.views, &also).await?;
        self.leave_out_told_apart(access, &mut near).await?;
        self.learn_authorities(access, &near).await?;
        let mut proposed = 0;
        for (pair, evidence) in &near {
            let again = match known.remove(pair) {
                None => {
                    self.propose(access, *pair, evidence).await?;
                    proposed += 1;
                    continue;
                }
                Some(row) => row,
            };
            match again.settled_as {
                None => {
                    let sealed = seal(access, again.id, evidence)?;
                    sql::find_again(access.connection(), again.id, &sealed).await?;
                }
                Some(then) if then == as_compared(access, pair.0, pair.1).await? => {}
                // One of them has changed in what is compared since they were told apart.
                Some(_) => {
                    sql::forget_pairs(access.connection(), &[again.id]).await?;
                    self.propose(access, *pair, evidence).await?;
                    proposed += 1;
                }
            }
        }
        // What a person has said stays until a record changes: how near two are moves with the directory.
        let waiting = known.values().filter(|row| row.settled_as.is_none());
        let gone: Vec<Uuid> = waiting.map(|row| row.id).collect();
        sql::forget_pairs(access.connection(), &gone).await?;
        Ok(proposed)
    }

    async fn leave_out_told_apart<A: Act>(
        &self,
        access: &mut Access<A>,
        near: &mut BTreeMap<Pair, Evidence>,
    ) -> Result<(), Stopped> {
        let (ones, others): (Vec<i64>, Vec<i64>) = near
            .keys()
            .map(|(one, other)| (one.stored(), other.stored()))
            .unzip();
        let apart = sql::told_apart_by_a_source(access.connection(), &ones, &others).await?;
        for (one, other) in apart {
            near.remove(&(number(one)?, number(other)?));
        }
        Ok(())
    }

    /// Reads who answers for the records that are not of the batch.
    async fn learn_authorities<A: Act>(
        &mut self,
        access: &mut Access<A>,
        near: &BTreeMap<Pair, Evidence>,
    ) -> Result<(), Stopped> {
        let all: BTreeSet<ChildNumber> = near
            .keys()
            .flat_map(|(one, other)| [*one, *other])
            .collect();
        let others = all
            .iter()
            .filter(|child| !self.authorities.contains_key(child));
        let others: Vec<i64> = others.map(|child| child.stored()).collect();
        for (child, authority) in sql::authorities(access.connection(), &others).await? {
            self.authorities
                .insert(number(child)?, LocalAuthorityCode(authority));
        }
        Ok(())
    }

    /// Keeps a pair until somebody has looked. Of two authorities the slower one's time counts.
    async fn propose<A: Act>(
        &mut self,
        access: &mut Access<A>,
        (one, other): Pair,
        evidence: &Evidence,
    ) -> Result<(), Stopped> {
        let authorities = (self.authorities.get(&one), self.authorities.get(&other));
        let (Some(one_authority), Some(other_authority)) = authorities else {
            // It has left meanwhile.
            return Ok(());
        };
        let mut due_on = None;
        for authority in [one_authority, other_authority] {
            let day = match self.due_on.get(authority) {
                Some(day) => *day,
                None => quarantine::review_by(access, authority).await?,
            };
            self.due_on.insert(authority.clone(), day);
            due_on = due_on.max(Some(day));
        }
        let id = access.chance().uuid();
        let sealed = seal(access, id, evidence)?;
        let today = access.today();
        let days = (today, due_on.unwrap_or(today));
        Ok(sql::propose(access.connection(), id, (one, other), &sealed, days).await?)
    }
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
