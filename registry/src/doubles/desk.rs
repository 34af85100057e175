//! The desk of whoever answers for records that may be of one child.

use domain::act::Act;
use domain::child_record::PersonName;
use domain::doubles::{
    DoubleBearing, DoubleListed, DoubleShown, KeepApart, ListDoubles, OpenDouble, RecordOfDouble,
    ViewDouble, joins,
};
use domain::id::{LocalAuthorityCode, OpeningId};
use domain::quarantine::compare;
use domain::refusal::Refusal;
use serde_json::json;
use uuid::Uuid;

use super::apart::as_compared;
use super::sql::{self, PairRow};
use super::work;
use crate::child_record;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::stored::number;

admit!(ListDoubles);

/// Declares acts on which a pair bears.
macro_rules! on_a_pair {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Option<DoubleBearing>, Stopped> {
                let pair = access.act().pair;
                bearing_of(access, pair).await
            }
        }
    )+};
}

on_a_pair!(ViewDouble, OpenDouble, KeepApart);

/// What bears on a pair that waits: who answers for its records, which whoever would shield them waits for
/// until the act is done (SHLD-01). None where one is shielded or has left.
async fn bearing_of<A: Act>(
    access: &mut Access<A>,
    pair: Uuid,
) -> Result<Option<DoubleBearing>, Stopped> {
    let Some(numbers) = sql::numbers(access.connection(), pair).await? else {
        return Ok(None);
    };
    let mut authorities = Vec::new();
    for child in numbers {
        let record = child_record::bearing(access, number(child)?).await?;
        let open = record.filter(|record| !record.shielded);
        authorities.extend(open.map(|record| record.local_authority));
    }
    let authorities = authorities.try_into().ok();
    Ok(authorities.map(|authorities| DoubleBearing { authorities }))
}

/// A pair as whoever answers for one of its records sees it.
fn listed(row: PairRow, own: Option<&LocalAuthorityCode>) -> Result<DoubleListed, Stopped> {
    let record = |child, given, family, date_of_birth, authority: String, called| {
        let own = own.is_some_and(|own| own.0 == authority);
        Ok::<_, Stopped>(RecordOfDouble {
            number: number(child)?,
            elsewhere: (!own).then_some(called),
            name: PersonName { given, family },
            date_of_birth,
        })
    };
    Ok(DoubleListed {
        id: row.id,
        found_on: row.found_on,
        due_on: row.due_on,
        records: [
            record(
                row.one,
                row.one_given,
                row.one_family,
                row.one_born,
                row.one_authority,
                row.one_called,
            )?,
            record(
                row.other,
                row.other_given,
                row.other_family,
                row.other_born,
                row.other_authority,
                row.other_called,
            )?,
        ],
    })
}

/// The pairs of which one's authority answers for a record, those first that are due first.
pub async fn list(access: &mut Access<ListDoubles>) -> Result<Vec<DoubleListed>, Stopped> {
    let (hat, today) = (access.hat()?.clone(), access.today());
    let authority = hat.local_authority.ok_or(Refusal::Role)?;
    let rows = sql::list(access.connection(), &authority, today).await?;
    let own = Some(&authority);
    rows.into_iter().map(|row| listed(row, own)).collect()
}

/// The pair, for an operation whose act was permitted on it; whose records those are is noted.
async fn found<A: Act>(access: &mut Access<A>, pair: Uuid) -> Result<PairRow, Stopped> {
    let today = access.today();
    let row = sql::pair(access.connection(), pair, today).await?;
    let row = row.ok_or(Refusal::NoSuchRecord)?;
    let numbers = [number(row.one)?, number(row.other)?];
    access.note(json!({ "records": numbers.map(|one| one.to_string()) }));
    Ok(row)
}

/// Two records that may be of one child. Of a record that another authority answers for no more is shown than
/// its list has: the other authority looks too.
pub async fn view(access: &mut Access<ViewDouble>) -> Result<DoubleShown, Stopped> {
    let pair = access.act().pair;
    let row = found(access, pair).await?;
    let authorities = [&row.one_authority, &row.other_authority];
    let authorities = authorities.map(|code| LocalAuthorityCode(code.clone()));
    let joins = joins(access.standing(), &DoubleBearing { authorities });
    let why = work::opened(access.keys(), pair, row.sealed.as_deref())?;
    let own = access.hat()?.local_authority.clone();
    let listed = listed(row, own.as_ref())?;
    let items = if joins {
        let [one, other] = &listed.records;
        let (one, other) = (one.number, other.number);
        let said = child_record::open_best_view(access, one).await?;
        let held = child_record::open_best_view(access, other).await?;
        compare(&said, &held)
    } else {
        Vec::new()
    };
    Ok(DoubleShown {
        listed,
        why: why.map(|why| why.words()).unwrap_or_default(),
        items,
        joins,
    })
}

/// Opens both records for this session: the one that stays first.
pub async fn open(access: &mut Access<OpenDouble>) -> Result<[OpeningId; 2], Stopped> {
    let (pair, keeps_higher) = (access.act().pair, access.act().keeps_higher);
    let row = found(access, pair).await?;
    let (one, other) = (number(row.one)?, number(row.other)?);
    let (stays, goes) = if keeps_higher {
        (other, one)
    } else {
        (one, other)
    };
    Ok([
        child_record::open_to_manage(access, stays).await?,
        child_record::open_to_manage(access, goes).await?,
    ])
}

/// Keeps that they are two children's.
pub async fn keep_apart(access: &mut Access<KeepApart>) -> Result<(), Stopped> {
    let pair = access.act().pair;
    let row = found(access, pair).await?;
    let (one, other) = (number(row.one)?, number(row.other)?);
    let settled_as = as_compared(access, one, other).await?;
    let (account, today) = (access.standing().account(), access.today());
    sql::settle(access.connection(), pair, account, &settled_as, today).await?;
    Ok(())
}
