//! The additional search (CRE-03): whom the facts of a request may mean, live, shielded and archived. A
//! record that is sealed for a new identity is never among them (NEWID-04).

use domain::act::Act;
use domain::creating::{ArchivedCandidate, AskedRecord};
use domain::quarantine::dates_to_compare;
use domain::search::{Born, Match, ShieldedMatch};

use super::sql;
use crate::archive;
use crate::door::{Access, Stopped};
use crate::search;

/// Live records, as a search shows them: open ones best first, then shielded ones. Of these nothing takes
/// part in the comparison but what everyone is shown (D-01); what is hidden is compared when a record is
/// made, by nobody's eyes (D-34).
pub(super) async fn live<A: Act>(
    access: &mut Access<A>,
    asked: &AskedRecord,
) -> Result<Vec<Match>, Stopped> {
    let day = asked.date_of_birth.date;
    let on_the_day = asked.details(Born::On(day));
    let mut found = search::alike(access, &on_the_day).await?;
    if let Some(about) = asked.estimated_between() {
        for other in search::alike(access, &asked.details(about)).await? {
            if !found.iter().any(|one| one.number() == other.number()) {
                found.push(other);
            }
        }
    }
    let today = access.today();
    let days = dates_to_compare(day);
    let shielded = sql::shielded_born_on(access.connection(), &days, today).await?;
    let resembling = shielded
        .into_iter()
        .filter(|one| asked.resembles(&one.name, one.date_of_birth.date));
    found.extend(resembling.map(|one: ShieldedMatch| Match::Shielded(one)));
    Ok(found)
}

/// Archived records.
pub(super) async fn archived<A: Act>(
    access: &mut Access<A>,
    asked: &AskedRecord,
) -> Result<Vec<ArchivedCandidate>, Stopped> {
    archive::alike(access, &asked.name, asked.date_of_birth.date).await
}
