//! How often one account may search (SRCH-04).

use chrono::TimeDelta;
use domain::id::AccountId;
use domain::refusal::Refusal;
use domain::search::{Limits, SearchChildren};

use super::sql;
use crate::door::{Access, Stopped};

/// Refuses those who search too often. One account's searches wait for each other, so that many
/// at once cannot slip past the count.
pub(super) async fn check(
    access: &mut Access<SearchChildren>,
    limits: &Limits,
) -> Result<AccountId, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let now = access.now();
    sql::one_at_a_time(access.connection(), account).await?;
    let (minute_ago, hour_ago) = (now - TimeDelta::minutes(1), now - TimeDelta::hours(1));
    let uses = sql::uses(access.connection(), account, minute_ago, hour_ago).await?;
    let reached = |uses: i64, limit: u32| uses >= i64::from(limit);
    if reached(uses.in_minute, limits.per_minute)
        || reached(uses.in_hour, limits.per_hour)
        || reached(uses.over_limit, limits.over_limit_per_hour)
        || reached(uses.numbers_not_found, limits.numbers_not_found_per_hour)
    {
        return Err(Stopped::Refused(Refusal::TooMany));
    }
    Ok(account)
}
