//! What a source fetches, and how many notices stand.

use domain::data_source::SourceBearing;
use domain::discrepancy::{FetchNotices, ListDiscrepancies, Notice, Notices, Place, Standing};
use domain::refusal::Refusal;
use domain::standing::Role;
use serde_json::json;

use super::sql;
use crate::data_source;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::new_identity;

/// How many notices are given at once.
const AT_ONCE: usize = 1000;

/// How many more are read, in place of those that are left out.
const SPARE: usize = 100;

admit!(ListDiscrepancies);

impl sealed::Sealed for FetchNotices {}

impl KnownAct for FetchNotices {
    async fn bearing(access: &mut Access<Self>) -> Result<SourceBearing, Stopped> {
        let source = access.act().source;
        data_source::bearing(access, source).await
    }
}

/// The notices that stand for a source, in the order of its references (DISC-02). A reference that the
/// source never used itself is not among them, and no shorter part tells that there was one (NEWID-03).
pub async fn fetch(access: &mut Access<FetchNotices>) -> Result<Notices, Stopped> {
    let (source, today) = (access.act().source, access.today());
    let mut span = sql::Span {
        today,
        since: access.act().since,
        after: access.act().after.clone(),
        at_most: AT_ONCE + SPARE,
    };
    let mut notices = Vec::new();
    while notices.len() <= AT_ONCE {
        let read = sql::notices(access.connection(), source, &span).await?;
        let more = read.len() == span.at_most;
        span.after = read.last().map(place);
        let references = read.iter().map(|notice| notice.reference.as_str());
        let made_up = new_identity::made_up(access, source, references).await?;
        let own = read.into_iter();
        notices.extend(own.filter(|notice| !made_up.contains(&notice.reference)));
        if !more {
            break;
        }
    }
    let more = notices.len() > AT_ONCE;
    notices.truncate(AT_ONCE);
    access.note(json!({ "notices": notices.len() }));
    let next = notices.last().filter(|_| more).map(place);
    Ok(Notices { notices, next })
}

/// The place of a notice in the list.
fn place(notice: &Notice) -> Place {
    Place {
        reference: notice.reference.clone(),
        item: notice.item,
    }
}

/// How many notices stand by source and item: of the sources of one's authority, or of national ones. Those
/// about shielded children are in no number (D-32).
pub async fn list(access: &mut Access<ListDiscrepancies>) -> Result<Vec<Standing>, Stopped> {
    let today = access.today();
    let hat = access.hat()?;
    let authority = match (hat.role, &hat.local_authority) {
        (Role::CentralTeam, _) => None,
        (_, Some(authority)) => Some(authority.clone()),
        (_, None) => return Err(Refusal::Role.into()),
    };
    Ok(sql::standing(access.connection(), authority.as_ref(), today).await?)
}
