//! Within what time authorities settle whom doubtful rows are about (MAT-07).

use chrono::NaiveDate;
use domain::act::Act;
use domain::id::LocalAuthorityCode;
use domain::quarantine::{
    REVIEWED_WITHIN_WORKING_DAYS, ReviewsWaiting, SetReviewTarget, ViewReviewTargets,
};
use domain::refusal::Rejection;

use super::sql;
use crate::brokering;
use crate::door::{Access, Stopped, admit};

admit!(ViewReviewTargets, SetReviewTarget);

/// By when an authority settles what comes for review today.
pub(crate) async fn review_by<A: Act>(
    access: &mut Access<A>,
    authority: &LocalAuthorityCode,
) -> Result<NaiveDate, Stopped> {
    let set = sql::review_target(access.connection(), authority).await?;
    brokering::working_day(access, set.unwrap_or(REVIEWED_WITHIN_WORKING_DAYS)).await
}

/// What waits at each authority, and its target.
pub async fn targets(
    access: &mut Access<ViewReviewTargets>,
) -> Result<Vec<ReviewsWaiting>, Stopped> {
    let today = access.today();
    Ok(sql::reviews_waiting(access.connection(), today).await?)
}

/// Sets an authority's target.
pub async fn set_target(access: &mut Access<SetReviewTarget>) -> Result<(), Stopped> {
    let (authority, target) = (access.act().local_authority.clone(), access.act().target);
    let set = sql::set_review_target(access.connection(), &authority, target).await?;
    if !set {
        return Err(Rejection::of("local_authority", "Select a local authority").into());
    }
    Ok(())
}
