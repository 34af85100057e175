//! What a source fetches, and how many notices stand.

use domain::data_source::SourceBearing;
use domain::discrepancy::{FetchNotices, ListDiscrepancies, Notices, Place, Standing};
use domain::refusal::Refusal;
use domain::standing::Role;
use serde_json::json;

use super::sql;
use crate::data_source;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::new_identity;

/// How many notices are given at once.
const AT_ONCE: i64 = 1000;

admit!(ListDiscrepancies);

impl sealed::Sealed for FetchNotices {}

impl KnownAct for FetchNotices {
    async fn bearing(access: &mut Access<Self>) -> Result<SourceBearing, Stopped> {
        let source = access.act().source;
        data_source::bearing(access, source).await
    }
}

/// The notices that stand for a source, in the order of its references (DISC-02). A reference that the
/// source never used itself is not among them (NEWID-03).
pub async fn fetch(access: &mut Access<FetchNotices>) -> Result<Notices, Stopped> {
    let (source, today) = (access.act().source, access.today());
    let (since, after) = (access.act().since, access.act().after.clone());
    let span = sql::Span {
        today,
        since,
        after,
    };
    let mut notices = sql::notices(access.connection(), source, &span, AT_ONCE).await?;
    let last = notices.last().map(|notice| Place {
        reference: notice.reference.clone(),
        item: notice.item,
    });
    let full = i64::try_from(notices.len()).unwrap_or(AT_ONCE) == AT_ONCE;
    let references = notices.iter().map(|notice| notice.reference.as_str());
    let made_up = new_identity::made_up(access, source, references).await?;
    notices.retain(|notice| !made_up.contains(&notice.reference));
    access.note(json!({ "notices": notices.len() }));
    Ok(Notices {
        notices,
        next: last.filter(|_| full),
    })
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
