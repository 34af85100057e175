//! Whether sources mean one child (MAT): what a row under a new reference is compared with, and what is
//! kept of it where it came onto a record.

mod sql;
mod weigh;

use chrono::NaiveDate;
use domain::act::Act;
use domain::id::{AccountId, ChildNumber};
use domain::matching::Evidence;

use crate::door::{Access, Stopped};

pub(crate) use weigh::{Found, alike, weigh};

/// The column whose values [`keep`] makes.
const SEALED: &str = "live.matched.sealed";

/// Keeps that rows of sources came onto records, each with its mark, and what that rests on: on nothing
/// but a person's word where there is no evidence (MAT-03).
pub(crate) async fn keep<A: Act>(
    access: &mut Access<A>,
    matched: &[(ChildNumber, Vec<u8>, Option<&Evidence>)],
) -> Result<(), Stopped> {
    if matched.is_empty() {
        return Ok(());
    }
    let (today, account) = (access.today(), access.standing().account());
    let (connection, keys, chance) = access.parts();
    let mut sealed = Vec::with_capacity(matched.len());
    for (_, mark, evidence) in matched {
        let plain = evidence.map(serde_json::to_vec).transpose()?;
        sealed.push(plain.map(|plain| keys.seal(SEALED, mark, &plain, chance)));
    }
    let children: Vec<i64> = matched.iter().map(|(child, ..)| child.stored()).collect();
    let marks: Vec<&[u8]> = matched.iter().map(|(_, mark, _)| &**mark).collect();
    sql::keep(connection, &children, &marks, account, today, &sealed).await?;
    Ok(())
}

/// How a source's row came onto a record.
pub(crate) struct Match {
    /// The keyed hash of the source and its reference.
    pub mark: Vec<u8>,
    /// When.
    pub on: NaiveDate,
    /// Who decided it; none where it was sure.
    pub decided_by: Option<AccountId>,
    /// What it rests on; none where that is a person's word alone.
    pub evidence: Option<Evidence>,
}

/// How sources' rows came onto a record (REC-02).
pub(crate) async fn of_record<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<Match>, Stopped> {
    let rows = sql::of_record(access.connection(), child).await?;
    let open = |row: sql::MatchRow| {
        let plain = row
            .sealed
            .map(|sealed| access.keys().open(SEALED, &row.mark, &sealed));
        let evidence = plain.transpose()?;
        Ok(Match {
            evidence: evidence
                .map(|plain| serde_json::from_slice(&plain))
                .transpose()?,
            mark: row.mark,
            on: row.matched_on,
            decided_by: row.decided_by.map(AccountId),
        })
    };
    rows.into_iter().map(open).collect()
}
