//! Receiving a supply, part by part, and telling what became of it.

use domain::act::Act;
use domain::data_source::{FileCounts, RowCode, RowRefused};
use domain::feed::{
    BeginSupply, KeepPart, LARGEST_SUPPLY, NotWhole, REFUSED_AT_ONCE, Receipt, SupplyName,
    SupplyState, ViewSupply,
};
use domain::id::SourceId;
use domain::refusal::{Refusal, Rejection};
use serde_json::Value;

use super::sql::SupplyRow;
use super::{SEALED_PART, admit_source, part_row, sql};
use crate::door::{Access, Fault, Stopped};
use crate::stored::known;

admit_source!(BeginSupply, KeepPart, ViewSupply);

/// Begins a supply. One that was begun under that name is as it was; begun as something else, rejected.
pub async fn begin(access: &mut Access<BeginSupply>) -> Result<Receipt, Stopped> {
    let (source, name) = (access.act().source, access.act().name.clone());
    let form = (access.act().about, access.act().format);
    let (id, now) = (access.chance().uuid(), access.now());
    sql::begin(access.connection(), id, source, &name, form, now).await?;
    let row = named(access, source, &name).await?;
    if (row.about.as_str(), row.format.as_str()) != (form.0.code(), form.1.code()) {
        let other = "A supply of that name was begun about something else or in another format";
        return Err(Rejection::of("supply", other).into());
    }
    receipt(access, row, 0).await
}

/// Keeps a part. Rejected where it does not begin where what is kept ends, or the supply is whole.
pub async fn keep_part(access: &mut Access<KeepPart>) -> Result<Receipt, Stopped> {
    let (source, name) = (access.act().source, access.act().name.clone());
    let row = named(access, source, &name).await?;
    if state(&row)? != SupplyState::Receiving {
        return Err(
            Rejection::of("supply", "The supply is whole: nothing more can be sent").into(),
        );
    }
    if unsigned(row.length)? != access.act().starts {
        return Err(Rejection::of("offset", "Go on where what is kept ends").into());
    }
    let grown = access.act().starts + access.act().bytes.len() as u64;
    if grown > LARGEST_SUPPLY {
        return Err(Rejection::of("length", "Send it as several supplies").into());
    }
    if !access.act().bytes.is_empty() {
        let bound = part_row(row.id, row.length);
        let (keys, bytes) = (access.keys(), &access.act().bytes);
        let sealed = keys.seal(SEALED_PART, &bound, bytes, access.chance());
        sql::keep_part(access.connection(), row.id, row.length, &sealed).await?;
    }
    let last = access.act().last;
    sql::kept(access.connection(), row.id, stored(grown)?, last).await?;
    let row = named(access, source, &name).await?;
    receipt(access, row, 0).await
}

/// What became of a supply.
pub async fn view(access: &mut Access<ViewSupply>) -> Result<Receipt, Stopped> {
    let (source, name) = (access.act().source, access.act().name.clone());
    let after = access.act().after;
    let row = named(access, source, &name).await?;
    receipt(access, row, after).await
}

async fn named<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    name: &SupplyName,
) -> Result<SupplyRow, Stopped> {
    let row = sql::supply_named(access.connection(), source, name).await?;
    Ok(row.ok_or(Refusal::NoSuchRecord)?)
}

async fn receipt<A: Act>(
    access: &mut Access<A>,
    row: SupplyRow,
    after: u64,
) -> Result<Receipt, Stopped> {
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let refused = sql::refused_rows(access.connection(), row.id, after, REFUSED_AT_ONCE).await?;
    let refused = refused.into_iter().map(|refused| {
        Ok(RowRefused {
            number: unsigned(refused.row)?,
            code: known(code(&refused.code))?,
            column: refused.field,
        })
    });
    let refused_for = row
        .refused_for
        .as_deref()
        .map(|why| known(NotWhole::from_code(why)));
    Ok(Receipt {
        name: SupplyName::new(&row.name)?,
        state: state(&row)?,
        refused_for: refused_for.transpose()?,
        length: unsigned(row.length)?,
        rows: unsigned(row.taken_in)?,
        refused_in_all: counts(row.counts)?.refused(),
        refused: refused.collect::<Result<_, Stopped>>()?,
    })
}

/// How the rows ended that have been worked so far.
pub(super) fn counts(stored: Option<Value>) -> Result<FileCounts, Stopped> {
    Ok(match stored {
        Some(counts) => serde_json::from_value(counts)?,
        None => FileCounts::default(),
    })
}

fn state(row: &SupplyRow) -> Result<SupplyState, Stopped> {
    Ok(known(SupplyState::from_code(&row.state))?)
}

fn code(code: &str) -> Option<RowCode> {
    RowCode::ALL
        .iter()
        .copied()
        .find(|known| known.code() == code)
}

/// A stored count.
pub(super) fn unsigned(stored: i64) -> Result<u64, Stopped> {
    u64::try_from(stored).map_err(|_| Fault::new("a count below nothing").into())
}

/// A count as it is stored.
pub(super) fn stored(count: u64) -> Result<i64, Stopped> {
    i64::try_from(count).map_err(|_| Fault::new("a count beyond measure").into())
}
