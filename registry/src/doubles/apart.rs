//! Pairs of which a person has said that they are of two children.

use domain::act::Act;
use domain::id::ChildNumber;
use domain::matching::Account;

use super::{ordered, sql};
use crate::child_record;
use crate::door::{Access, Stopped};
use crate::quarantine;

/// The column whose values [`as_compared`] makes.
const SETTLED_AS: &str = "live.double.settled_as";

/// What is compared of two records as they stand, hashed: by this it is known whether either has changed.
pub(super) async fn as_compared<A: Act>(
    access: &mut Access<A>,
    one: ChildNumber,
    other: ChildNumber,
) -> Result<Vec<u8>, Stopped> {
    let one = Account::of(&child_record::standing(access, one).await?);
    let other = Account::of(&child_record::standing(access, other).await?);
    let both = serde_json::to_vec(&(one, other))?;
    Ok(access.keys().hashed(SETTLED_AS, &both))
}

/// Keeps that a person has told two records apart, so that no round proposes them: when a row was settled as
/// another child's, or records were parted. Of a shielded record nothing is kept.
pub(crate) async fn told_apart<A: Act>(
    access: &mut Access<A>,
    one: ChildNumber,
    other: ChildNumber,
) -> Result<(), Stopped> {
    let (one, other) = ordered(one, other);
    let mut authorities = Vec::new();
    for child in [one, other] {
        match child_record::bearing(access, child).await? {
            Some(record) if !record.shielded => authorities.push(record.local_authority),
            _ => return Ok(()),
        }
    }
    let [one_authority, other_authority] = &authorities[..] else {
        return Ok(());
    };
    let settled_as = as_compared(access, one, other).await?;
    let pair = sql::NewPair {
        id: access.chance().uuid(),
        one,
        other,
        one_authority,
        other_authority,
        due_on: quarantine::review_by(access, one_authority).await?,
    };
    let (account, today) = (access.standing().account(), access.today());
    sql::tell_apart(access.connection(), pair, account, &settled_as, today).await?;
    Ok(())
}
