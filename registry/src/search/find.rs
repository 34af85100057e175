//! Searching (SRCH-01 … SRCH-07, SRCH-09).

use domain::id::ChildNumber;
use domain::refusal::Rejection;
use domain::search::{
    Asked, Details, FactName, Facts, Found, Limits, Place, Ranked, SearchChildren, Searched,
    Sought, Why, WhySet, choose,
};
use serde_json::json;

use super::candidates::{self, Looked};
use super::{kept, limits, sql};
use crate::door::{Access, Stopped, admit};
use crate::merging;

admit!(SearchChildren);

/// One child found and why, before anything of it is read to be shown.
pub(super) struct Hit {
    pub child: ChildNumber,
    pub why: WhySet,
}

/// What a search came to.
pub(super) enum Outcome {
    Hits(Vec<Hit>),
    TooMany,
}

/// The most schools that a typed name may mean.
const SCHOOLS: usize = 30;

/// Searches, and keeps what was found for the session.
///
/// # Errors
/// Refused where the account has searched too often (SRCH-04). Rejected where the place lies in
/// another authority's area and no words explain why (SRCH-09, D-48), or where no school is called
/// what was typed.
pub async fn find(access: &mut Access<SearchChildren>) -> Result<Searched, Stopped> {
    let limits = Limits::USUAL;
    let account = limits::check(access, &limits).await?;
    let asked = access.act().criteria.asked().clone();
    let mut uses = vec!["search".to_owned()];
    let outcome = match &asked {
        Asked::Number(number) => {
            let hits = by_number(access, *number).await?;
            if hits.is_empty() {
                uses.push("number-not-found".to_owned());
            }
            Outcome::Hits(hits)
        }
        Asked::Details(details) => by_details(access, details, &limits).await?,
    };
    if matches!(outcome, Outcome::TooMany) {
        uses.push("over-limit".to_owned());
    }
    let now = access.now();
    sql::count_use(access.connection(), account, &uses, now).await?;
    note(access, &outcome);
    let search = kept::keep(access, &outcome).await?;
    let found = match outcome {
        Outcome::TooMany => Found::TooMany,
        Outcome::Hits(hits) => {
            let hits = hits
                .into_iter()
                .map(|hit| (hit.child, hit.why.words()))
                .collect();
            Found::Matches(kept::shown(access, hits, &asked).await?)
        }
    };
    Ok(Searched { search, found })
}

/// One number, whatever else was typed. Whether there is such a record or not, the same statement
/// runs (SRCH-04).
async fn by_number(
    access: &mut Access<SearchChildren>,
    number: ChildNumber,
) -> Result<Vec<Hit>, Stopped> {
    let today = access.today();
    let mut child = number;
    let mut rows = sql::shown(access.connection(), &[child.stored()], today).await?;
    if rows.is_empty()
        && let Some(leads) = merging::leads_to(access, number).await?
    {
        child = leads;
        rows = sql::shown(access.connection(), &[child.stored()], today).await?;
    }
    Ok(rows
        .iter()
        .map(|_| Hit {
            child,
            why: Why::Number.into(),
        })
        .collect())
}

async fn by_details(
    access: &mut Access<SearchChildren>,
    details: &Details,
    limits: &Limits,
) -> Result<Outcome, Stopped> {
    if let Some(place) = &details.place {
        check_area(access, place).await?;
    }
    let mut sought = Sought::new(details);
    if let Some(school) = &details.school {
        sought.at_schools(schools(access, school).await?);
    }
    let today = access.today();
    let shielded = shielded(access, &sought).await?;
    let looked = candidates::look(access.connection(), &mut sought, limits, today).await?;
    let Looked::At(open) = looked else {
        return Ok(Outcome::TooMany);
    };
    Ok(match choose(&sought, open, shielded.len(), limits) {
        Ranked::TooMany => Outcome::TooMany,
        Ranked::Few(few) => {
            let open = few.into_iter().map(|(child, score)| Hit {
                child,
                why: score.why,
            });
            Outcome::Hits(open.chain(shielded).collect())
        }
    })
}

/// Out of one's own area a search is allowed, but explained and counted.
async fn check_area(access: &mut Access<SearchChildren>, place: &Place) -> Result<(), Stopped> {
    let Some(authority) = access.hat()?.local_authority.clone() else {
        return Ok(());
    };
    let (first, before) = match place.sector() {
        Some(sector) => (sector.to_owned(), format!("{sector}\u{1}")),
        None => (
            format!("{} ", place.district()),
            format!("{}!", place.district()),
        ),
    };
    if !sql::outside(access.connection(), (&first, &before), &authority.0).await? {
        return Ok(());
    }
    access.note(json!({ "out_of_area": true }));
    if access.act().reason.clone().needs_words().is_err() {
        return Err(Stopped::Rejected(Rejection::of(
            "words",
            "The postcode is in another authority’s area: explain your reason in a few words",
        )));
    }
    Ok(())
}

/// The schools that a typed name may mean.
async fn schools(
    access: &mut Access<SearchChildren>,
    name: &str,
) -> Result<Vec<domain::id::OrganisationId>, Stopped> {
    let schools = sql::schools_called(access.connection(), name, SCHOOLS as i64 + 1).await?;
    match schools.len() {
        0 => Err(Stopped::Rejected(Rejection::of(
            "school",
            "No school of that name is known: check the spelling, or leave it empty",
        ))),
        1..=SCHOOLS => Ok(schools),
        _ => Err(Stopped::Rejected(Rejection::of(
            "school",
            "Many schools are called that: enter more of the school’s name",
        ))),
    }
}

/// The shielded children whom the full name and the full date of birth mean. Asked before and
/// apart from everything else, so that nothing else can take part (SRCH-05).
async fn shielded(
    access: &mut Access<SearchChildren>,
    sought: &Sought,
) -> Result<Vec<Hit>, Stopped> {
    let Some(day) = sought.date().filter(|_| sought.may_find_shielded()) else {
        return Ok(Vec::new());
    };
    let today = access.today();
    let rows = sql::shielded_born_on(access.connection(), day, today).await?;
    let mut hits: Vec<Hit> = rows
        .iter()
        .filter(|row| {
            let facts = Facts::read(&row.search_facts);
            facts.names.iter().any(|name: &FactName<'_>| {
                name.current && sought.finds_shielded(*name, row.date_of_birth)
            })
        })
        .filter_map(|row| ChildNumber::from_stored(row.child).ok())
        .map(|child| Hit {
            child,
            why: WhySet::default(),
        })
        .collect();
    hits.sort_unstable_by_key(|hit| hit.child);
    Ok(hits)
}

/// Adds to the audit entry how many were found, in bands, and which numbers were shown.
fn note(access: &mut Access<SearchChildren>, outcome: &Outcome) {
    let noted = match outcome {
        Outcome::TooMany => json!({ "outcome": "over-limit" }),
        Outcome::Hits(hits) if hits.is_empty() => json!({ "outcome": "none" }),
        Outcome::Hits(hits) => json!({
            "outcome": if hits.len() == 1 { "one" } else { "few" },
            "shown": hits.iter().map(|hit| hit.child.to_string()).collect::<Vec<_>>(),
        }),
    };
    access.note(noted);
}
