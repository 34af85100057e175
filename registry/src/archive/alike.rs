//! Archived records that somebody may mean, for the check that goes before a record is made (CRE-03).

use chrono::NaiveDate;
use domain::act::Act;
use domain::archive::{AccessReason, ArchivedRecord};
use domain::child_record::{Gender, PersonName};
use domain::creating::ArchivedCandidate;
use domain::quarantine::dates_to_compare;
use domain::search::NormalName;

use super::{broken, find, out_of_reach, record, sql};
use crate::door::{Access, Stopped};

/// Those of every authority, since the child may be back, who sound so and were born on a day or on one
/// that a slip makes of it. A shielded child is found by the exact name and day alone (SRCH-05), one with a
/// new identity by nothing (NEWID-04).
pub(crate) async fn alike<A: Act>(
    access: &mut Access<A>,
    name: &PersonName,
    born: NaiveDate,
) -> Result<Vec<ArchivedCandidate>, Stopped> {
    let scope = sql::Scope {
        authority: None,
        sealed_too: false,
        archived_after: out_of_reach(access, true).await?,
    };
    let (today, back) = (access.today(), AccessReason::ReturnedToEngland);
    let name = NormalName::of(name);
    let hashes: Vec<Vec<u8>> = dates_to_compare(born)
        .into_iter()
        .flat_map(|day| find::sounds(access.keys(), &name, day))
        .collect();
    let numbers = sql::sounding(access.connection(), &hashes).await?;
    let mut found = Vec::new();
    for row in sql::found(access.connection(), &numbers, &scope).await? {
        let rows = record::open(access.keys(), row.child, &row.sealed)?;
        let view = record::view(access.keys(), row.child, &rows)?;
        let current = view.name.as_ref().map(|name| name.value.clone());
        let current = current.ok_or_else(|| broken("an archived record without name"))?;
        let date_of_birth = view.date_of_birth.as_ref().map(|born| born.value);
        let date_of_birth =
            date_of_birth.ok_or_else(|| broken("a record without date of birth"))?;
        let exactly = date_of_birth.date == born && NormalName::of(&current) == name;
        if row.shielded && !exactly {
            continue;
        }
        let archived = ArchivedRecord {
            why: row.why,
            archived_on: row.archived_on,
            date_of_birth: date_of_birth.date,
        };
        found.push(ArchivedCandidate {
            number: row.child,
            name: current,
            date_of_birth,
            gender: view.gender.map_or(Gender::NotSpecified, |one| one.value),
            may_return: archived.may_return(back, today),
        });
    }
    Ok(found)
}
