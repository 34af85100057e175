//! Working a supply: workers share them, each batch of rows is one act of the source, and how far a
//! supply has been worked stands or falls with the rows.

use chrono::TimeDelta;
use domain::act::Act;
use domain::clock::{Moment, london_date};
use domain::data_source::{FileCounts, Queued, Source, SupplyOutcome};
use domain::feed::{About, Format, OpenSupply, RefuseSupply};
use domain::id::SourceId;
use domain::refusal::Refusal;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::receive::{counts, stored, unsigned};
use super::{SEALED_PART, admit_source, part_row, sql};
use crate::data_source;
use crate::door::{Access, Stopped};
use crate::registry::Registry;
use crate::stored::known;

/// For how long a worker has a supply without a sign of life.
pub(super) const LEASE: TimeDelta = TimeDelta::minutes(1);
/// How often a batch may fail, one time after another, before its supply is stopped.
const MOST_FAILURES: i32 = 5;

admit_source!(OpenSupply, RefuseSupply);

/// A supply that a worker has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Claimed {
    /// The supply.
    pub supply: Uuid,
    /// Whose it is.
    pub source: SourceId,
}

/// A whole supply, opened.
pub struct Opened {
    /// Whose it is.
    pub source: Source,
    /// What its rows are about.
    pub about: About,
    /// In what form they are.
    pub format: Format,
    /// When the first of it came.
    pub received_at: Moment,
    /// SHA-256 of the whole, in hexadecimal (FEED-12).
    pub digest: String,
    /// How many rows have been worked.
    pub worked: u64,
    /// Whether a person released it, whatever it takes away.
    pub released: bool,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// Opens a supply that waits.
pub async fn open(access: &mut Access<OpenSupply>) -> Result<Opened, Stopped> {
    let (source, supply) = (access.act().source, access.act().supply);
    let row = sql::supply_waiting(access.connection(), source, supply).await?;
    let row = row.ok_or(Refusal::NoSuchRecord)?;
    let source = data_source::with_id(access.connection(), source).await?;
    let mut bytes = Vec::with_capacity(usize::try_from(row.length).unwrap_or_default());
    for part in sql::parts(access.connection(), supply).await? {
        let bound = part_row(supply, part.starts);
        bytes.extend(access.keys().open(SEALED_PART, &bound, &part.sealed)?);
    }
    Ok(Opened {
        source,
        about: known(About::from_code(&row.about))?,
        format: known(Format::from_code(&row.format))?,
        received_at: row.received_at,
        digest: data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)),
        worked: unsigned(row.taken_in)?,
        released: row.released,
        bytes,
    })
}

/// Puts aside a supply of which nothing can be used.
pub async fn refuse(access: &mut Access<RefuseSupply>) -> Result<(), Stopped> {
    let (supply, why) = (access.act().supply, access.act().why);
    if !sql::end(access.connection(), supply, Some(why)).await? {
        return Err(Refusal::NoSuchRecord.into());
    }
    Ok(sql::forget_parts(access.connection(), supply).await?)
}

/// Notes, in the transaction that takes rows of a supply in, that they have been worked and which
/// could not be used.
///
/// # Errors
/// [`Refusal::NoSuchRecord`] where another worker took them in: nothing of this transaction stands.
pub(crate) async fn worked<A: Act>(
    access: &mut Access<A>,
    queued: &Queued,
    rows: usize,
    outcome: &SupplyOutcome,
) -> Result<(), Stopped> {
    let after = queued.before + (rows + queued.unread.len()) as u64;
    let (places, until) = (
        (stored(queued.before)?, stored(after)?),
        access.now() + LEASE,
    );
    if !sql::advance(access.connection(), queued.supply, places, until).await? {
        return Err(Refusal::NoSuchRecord.into());
    }
    let mut all = counts(sql::counts(access.connection(), queued.supply).await?)?;
    all.created += outcome.created;
    all.changed += outcome.changed;
    all.unchanged += outcome.unchanged;
    all.older += outcome.older;
    for refused in [&queued.unread, &outcome.refused] {
        refused.iter().for_each(|row| all.refuse(row));
        sql::refuse_rows(access.connection(), queued.supply, refused).await?;
    }
    Ok(sql::set_counts(access.connection(), queued.supply, &all).await?)
}

/// Ends a supply every row of which has been worked; what came is kept no longer. The trail has how
/// they ended, over all of them.
pub(crate) async fn done<A: Act>(
    access: &mut Access<A>,
    supply: Uuid,
) -> Result<FileCounts, Stopped> {
    let all = counts(sql::counts(access.connection(), supply).await?)?;
    access.note(serde_json::json!({ "counts": all }));
    if !sql::end(access.connection(), supply, None).await? {
        return Err(Refusal::NoSuchRecord.into());
    }
    sql::forget_parts(access.connection(), supply).await?;
    Ok(all)
}

impl Registry {
    /// Takes a supply that waits, for as long as a worker may be silent; none where none waits
    /// of a source that is connected: those of others wait on (FEED-13).
    pub async fn claim_supply(&self) -> Result<Option<Claimed>, Stopped> {
        let now = self.now();
        let claimed = sql::claim(self.pool(), now, now + LEASE, london_date(now)).await?;
        Ok(claimed.map(|row| Claimed {
            supply: row.id,
            source: SourceId(row.source),
        }))
    }

    /// Takes a supply that waits behind one that is held, so that what it shields is shielded at once
    /// (SHLD-01, SHLD-03); none where there is none, or the shields of all have been taken in.
    pub async fn claim_behind_held(&self) -> Result<Option<Claimed>, Stopped> {
        let now = self.now();
        let today = london_date(now);
        let claimed = sql::claim_behind_held(self.pool(), now, now + LEASE, today).await?;
        Ok(claimed.map(|row| Claimed {
            supply: row.id,
            source: SourceId(row.source),
        }))
    }

    /// Notes that the shields of a supply behind one that is held have been taken in.
    pub async fn shields_taken(&self, supply: Uuid) -> Result<(), Stopped> {
        Ok(sql::shields_taken(self.pool(), supply).await?)
    }

    /// Notes that working a supply failed: it is tried again after a while, and after some times no
    /// more. True where this was the last time.
    pub async fn supply_failed(&self, supply: Uuid) -> Result<bool, Stopped> {
        let until = self.now() + LEASE;
        let state = sql::failed(self.pool(), supply, until, MOST_FAILURES).await?;
        Ok(state.as_deref() == Some("stopped"))
    }
}
