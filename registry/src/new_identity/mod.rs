//! A new identity (NEWID): sealing the old record, showing the code that this yields, and, with such a
//! code, making a record that is told from no other. What is known here of either stands in the
//! [`vault`] alone, and never of both ([decision 16](../../../docs/decisions/0016-new-identities.md)).

mod names;
mod sql;
mod vault;
pub(crate) mod work;

use domain::archive::RecordReason;
use domain::child_record::RecordBearing;
use domain::clock::Moment;
use domain::id::SessionId;
use domain::new_identity::{
    APPEARS_AFTER, APPEARS_BEFORE, MakeRecord, PrepareRecord, ReleaseCode, SealRecord,
    ShowReleaseCode,
};
use domain::refusal::{Refusal, Rejection};
use uuid::Uuid;

pub(crate) use names::{made_up, make_way};

use crate::archive::put_record;
use crate::brokering::working_day;
use crate::child_record;
use crate::door::{Access, Fault, KnownAct, Stopped, admit, sealed};
use crate::residence;
use vault::Waiting;

admit!(PrepareRecord, MakeRecord);

/// The column whose values [`seal`] makes.
const SEALED_CODE: &str = "release_code.sealed";

impl sealed::Sealed for SealRecord {}

impl KnownAct for SealRecord {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        child_record::locked(access, child).await
    }
}

/// Seals a record: it goes to the archive as one that has come of age does, and nobody is told. Gives
/// the name under which this session is shown, once, the code with which a record can be made.
pub async fn seal(access: &mut Access<SealRecord>) -> Result<Uuid, Stopped> {
    let (child, today) = (access.act().child, access.today());
    put_record(access, child, RecordReason::NewIdentity, today).await?;
    let session = access.standing().session().ok_or(Refusal::SignedOut)?;
    let code = ReleaseCode::random(access.chance());
    let mut vault = vault::open(access).await?;
    vault.admit(access.keys(), &code);
    vault::close(access, vault).await?;
    let id = access.chance().uuid();
    let (connection, keys, chance) = access.parts();
    let sealed = keys.seal(SEALED_CODE, id.as_bytes(), code.bytes(), chance);
    sql::keep_code(connection, id, session, &sealed).await?;
    Ok(id)
}

impl sealed::Sealed for ShowReleaseCode {}

impl KnownAct for ShowReleaseCode {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<SessionId>, Stopped> {
        let kept = access.act().kept;
        let session = sql::code_of(access.connection(), kept).await?;
        Ok(session.map(SessionId))
    }
}

/// Shows a code, and keeps it no longer.
pub async fn show(access: &mut Access<ShowReleaseCode>) -> Result<String, Stopped> {
    let kept = access.act().kept;
    let sealed = sql::take_code(access.connection(), kept).await?;
    let sealed = sealed.ok_or(Refusal::NoSuchRecord)?;
    let plain = access.keys().open(SEALED_CODE, kept.as_bytes(), &sealed)?;
    let code = String::from_utf8(plain)
        .ok()
        .and_then(|text| ReleaseCode::parse(&text).ok())
        .ok_or_else(|| Stopped::Fault(Fault::new("a code that is none")))?;
    Ok(code.to_string())
}

/// Opens the form: nothing to do but to leave the entry.
pub async fn prepare(_: &mut Access<PrepareRecord>) -> Result<(), Stopped> {
    Ok(())
}

/// Uses a code. The record is kept in the vault until it appears, at a moment that chance decides, and
/// then as though a source of its authority had supplied it.
pub async fn make(access: &mut Access<MakeRecord>) -> Result<(), Stopped> {
    let (record, today) = (access.act().record.clone(), access.today());
    let first = working_day(access, APPEARS_AFTER).await?;
    let last = working_day(access, APPEARS_BEFORE).await?;
    let mut problems: Vec<_> = record.check(today, last).err().into_iter().collect();
    let own = access.hat()?.local_authority.clone();
    let place = match &record.address.postcode {
        Some(postcode) => residence::place_at(access, postcode).await?,
        None => None,
    };
    let authority = place.map(|place| place.authority);
    let authority = authority.filter(|authority| Some(authority) == own.as_ref());
    if authority.is_none() {
        let message = "Enter a postcode in your own local authority. Where the child lives in another, its manager makes the record: hand the code on";
        problems.extend(Rejection::of("postcode", message).0);
    }
    let mut vault = vault::open(access).await?;
    if !vault.redeem(access.keys(), &access.act().code) {
        problems.insert(0, ReleaseCode::not_valid());
    }
    let Some(authority) = authority.filter(|_| problems.is_empty()) else {
        return Err(Rejection(problems).into());
    };
    vault.waiting.push(Waiting {
        due: between(access, first, last),
        authority,
        statement: record.statement(),
        named: None,
    });
    vault::close(access, vault).await
}

/// A random moment from the beginning of one day to that of another.
fn between<A: domain::act::Act>(
    access: &Access<A>,
    first: chrono::NaiveDate,
    last: chrono::NaiveDate,
) -> Moment {
    let start = first.and_time(chrono::NaiveTime::MIN).and_utc();
    let seconds = (last - first).num_seconds().max(1) as u64;
    start + chrono::TimeDelta::seconds(access.chance().below(seconds) as i64)
}
