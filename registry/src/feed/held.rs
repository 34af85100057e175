//! Supplies that are held, since they would take away most of what they change, until a person has decided.

use domain::act::Act;
use domain::clock::london_date;
use domain::data_source::{HeldSupply, RemovalCounts};
use domain::feed::About;
use domain::id::SourceId;
use domain::refusal::Refusal;
use uuid::Uuid;

use super::receive::{stored, unsigned};
use super::sql;
use super::work::LEASE;
use crate::door::{Access, Stopped};
use crate::stored::known;

/// Gives a sign of life of whoever works a supply.
///
/// # Errors
/// [`Refusal::NoSuchRecord`] where it waits no longer.
pub(crate) async fn alive<A: Act>(access: &mut Access<A>, supply: Uuid) -> Result<(), Stopped> {
    let until = access.now() + LEASE;
    match sql::alive(access.connection(), supply, until).await? {
        true => Ok(()),
        false => Err(Refusal::NoSuchRecord.into()),
    }
}

/// Holds a supply of which nothing has been taken in but what it shields.
pub(crate) async fn hold<A: Act>(
    access: &mut Access<A>,
    supply: Uuid,
    counts: RemovalCounts,
) -> Result<(), Stopped> {
    let counts = (stored(counts.changing)?, stored(counts.removing)?);
    match sql::hold(access.connection(), supply, counts).await? {
        true => Ok(()),
        false => Err(Refusal::NoSuchRecord.into()),
    }
}

/// Lets a supply that is held be taken in, or ends it; what came of it is kept no longer then.
pub(crate) async fn decide_held<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    supply: Uuid,
    release: bool,
) -> Result<(), Stopped> {
    if !sql::decide_held(access.connection(), source, supply, release).await? {
        return Err(Refusal::State.into());
    }
    if !release {
        sql::forget_parts(access.connection(), supply).await?;
    }
    Ok(())
}

/// Ends what is still to be taken in of a source that supplies nothing any more; what came of it is kept no
/// longer.
pub(crate) async fn end_all<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
) -> Result<(), Stopped> {
    sql::end_all(access.connection(), source).await?;
    Ok(sql::forget_all_parts(access.connection(), source).await?)
}

/// The supply of a source that is held.
pub(crate) async fn held_of<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    decides: bool,
) -> Result<Option<HeldSupply>, Stopped> {
    let Some(row) = sql::held_of(access.connection(), source).await? else {
        return Ok(None);
    };
    Ok(Some(HeldSupply {
        supply: row.id,
        name: row.name,
        about: known(About::from_code(&row.about))?,
        received_on: london_date(row.received_at),
        counts: RemovalCounts {
            changing: unsigned(row.changing)?,
            removing: unsigned(row.removing)?,
        },
        decides,
    }))
}
