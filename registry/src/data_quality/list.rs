//! What fails, for those who can mend it (DQ-03).

use domain::data_quality::{
    Duplicate, Incomplete, ListDuplicates, ListIncomplete, ListShieldedData, ShieldedData,
};
use domain::id::LocalAuthorityCode;
use domain::listed::Listed;
use domain::refusal::Refusal;
use serde_json::json;

use super::sql;
use crate::discrepancy;
use crate::door::{Access, Stopped, admit};

admit!(ListIncomplete, ListDuplicates, ListShieldedData);

/// How many rows the list of shielded records shows at the most.
const AT_MOST: i64 = 500;

/// Whose lists are read, and whether whoever reads sees shielded records.
fn own<A: domain::act::Act>(access: &Access<A>) -> Result<(LocalAuthorityCode, bool), Stopped> {
    let hat = access.hat()?;
    let own = hat.local_authority.clone().ok_or(Refusal::Role)?;
    let sees_shields = hat.sees_shields_of(&own);
    Ok((own, sees_shields))
}

/// Records on which something is missing; shielded ones are not among them (D-32).
pub async fn incomplete(
    access: &mut Access<ListIncomplete>,
) -> Result<Listed<Incomplete>, Stopped> {
    let (own, sees_shields) = own(access)?;
    let (today, page) = (access.today(), access.act().page);
    let rows = sql::incomplete(access.connection(), &own, today, page).await?;
    let listed = Listed::read(page, rows, sees_shields);
    let children = listed.rows.iter().map(|row| row.child);
    let children: Vec<String> = children.map(|child| child.to_string()).collect();
    access.note_restricted(json!({ "children": children }));
    Ok(listed)
}

/// Records to which rows led that are alike within their source; shielded ones are not among them (D-32).
pub async fn duplicates(access: &mut Access<ListDuplicates>) -> Result<Listed<Duplicate>, Stopped> {
    let (own, sees_shields) = own(access)?;
    let (today, page) = (access.today(), access.act().page);
    let rows = sql::duplicates(access.connection(), &own, today, page).await?;
    let listed = Listed::read(page, rows, sees_shields);
    let children = listed.rows.iter().map(|row| row.child);
    let children: Vec<String> = children.map(|child| child.to_string()).collect();
    access.note_restricted(json!({ "children": children }));
    Ok(listed)
}

/// What concerns the data of shielded records (D-32, D-33).
pub async fn shielded(access: &mut Access<ListShieldedData>) -> Result<ShieldedData, Stopped> {
    let (own, _) = own(access)?;
    let today = access.today();
    let connection = access.connection();
    Ok(ShieldedData {
        withheld: discrepancy::withheld(connection, &own, today, AT_MOST).await?,
        incomplete: sql::shielded_incomplete(connection, &own, today, AT_MOST).await?,
    })
}
