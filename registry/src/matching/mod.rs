//! Whether sources mean one child (MAT): what a row under a new reference is compared with, and what is
//! kept of it where it came onto a record.

mod sql;
mod weigh;

use domain::act::Act;
use domain::id::ChildNumber;
use domain::matching::Evidence;

use crate::door::{Access, Stopped};
use crate::keys::Keys;

pub(crate) use weigh::{Found, weigh};

/// The column whose values [`keep`] makes.
const SEALED: &str = "live.matched.sealed";

/// Keeps that a source's row came onto a record, and what that rests on: on nothing but a person's word
/// where there is no evidence (MAT-03).
pub(crate) async fn keep<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    mark: &[u8],
    evidence: Option<&Evidence>,
) -> Result<(), Stopped> {
    let (today, account) = (access.today(), access.standing().account());
    let plain = evidence.map(serde_json::to_vec).transpose()?;
    let (connection, keys, chance) = access.parts();
    let sealed = plain.map(|plain| keys.seal(SEALED, mark, &plain, chance));
    sql::keep(connection, child, mark, account, today, sealed).await?;
    Ok(())
}

/// Decrypts on what a match rests.
pub(crate) fn open(keys: &Keys, mark: &[u8], sealed: &[u8]) -> Result<Evidence, Stopped> {
    Ok(serde_json::from_slice(&keys.open(SEALED, mark, sealed)?)?)
}
