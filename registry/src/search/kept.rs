//! What a search found, kept for its own session and shown as it may be seen now (SRCH-04,
//! SHLD-01).

use std::collections::HashMap;

use chrono::TimeDelta;
use domain::act::Act;
use domain::child_record::{DateOfBirth, Gender, PersonName};
use domain::id::{ChildNumber, OpeningId, SearchId, SessionId};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::search::{
    Asked, Criteria, Facts, Found, KEPT_FOR_MINUTES, Match, OpenFromResults, OpenMatch,
    SearchBearing, SearchChildren, ShieldedMatch, Sought, ViewSearchResults,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::find::Outcome;
use super::sql::{self, Kept, OwnerRow, ShownRow};
use crate::child_record::record_opening;
use crate::door::{Access, KnownAct, SignedIn, Stopped, sealed};

/// One match as it is kept: nothing of the child but the number.
#[derive(Serialize, Deserialize)]
struct KeptMatch {
    child: i64,
    why: Vec<String>,
}

/// Keeps what a search came to.
pub(super) async fn keep(
    access: &mut Access<SearchChildren>,
    outcome: &Outcome,
) -> Result<SearchId, Stopped> {
    let search = SearchId::random(access.chance());
    let session = access.standing().session().ok_or(Refusal::SignedOut)?;
    let now = access.now();
    let matches: Vec<KeptMatch> = match outcome {
        Outcome::TooMany => Vec::new(),
        Outcome::Hits(hits) => hits
            .iter()
            .map(|hit| KeptMatch {
                child: hit.child.stored(),
                why: hit.why.words(),
            })
            .collect(),
    };
    let reason = access.act().reason.clone();
    let kept = Kept {
        search,
        session,
        reason: &reason,
        outcome: match outcome {
            Outcome::TooMany => "too-many",
            Outcome::Hits(hits) if hits.is_empty() => "no-match",
            Outcome::Hits(_) => "matches",
        },
        matches: serde_json::to_value(matches)?,
        criteria: serde_json::to_value(access.act().criteria.typed())?,
        expires: now + TimeDelta::minutes(KEPT_FOR_MINUTES),
    };
    sql::keep(access.connection(), kept, now).await?;
    Ok(search)
}

/// The matches as they may be seen now, in their order; the shielded ones last. One that has
/// become shielded since is left out unless its full name and birth were asked for (SRCH-05).
pub(super) async fn shown<A: Act>(
    access: &mut Access<A>,
    hits: Vec<(ChildNumber, Vec<String>)>,
    asked: &Asked,
) -> Result<Vec<Match>, Stopped> {
    if hits.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<i64> = hits.iter().map(|(child, _)| child.stored()).collect();
    let today = access.today();
    let rows = sql::shown(access.connection(), &numbers, today).await?;
    let mut rows: HashMap<i64, ShownRow> = rows.into_iter().map(|row| (row.child, row)).collect();
    let mut open = Vec::new();
    let mut shielded = Vec::new();
    for (number, why) in hits {
        let Some(row) = rows.remove(&number.stored()) else {
            continue;
        };
        if !row.shielded {
            open.push(Match::Open(open_match(number, row, why)));
        } else if still_found(asked, &row) {
            shielded.push(Match::Shielded(shielded_match(number, row)));
        }
    }
    shielded.sort_unstable_by_key(Match::number);
    open.append(&mut shielded);
    Ok(open)
}

/// Whether a shielded child is found by what was asked, and by nothing but what may find it.
fn still_found(asked: &Asked, row: &ShownRow) -> bool {
    match asked {
        Asked::Number(_) => true,
        Asked::Details(details) => {
            let sought = Sought::new(details);
            let facts = Facts::read(&row.search_facts);
            let mut names = facts.names.iter().filter(|name| name.current);
            names.any(|name| sought.finds_shielded(*name, row.date_of_birth))
        }
    }
}

fn open_match(number: ChildNumber, row: ShownRow, why: Vec<String>) -> OpenMatch {
    OpenMatch {
        number,
        name: PersonName {
            given: row.given,
            family: row.family,
        },
        date_of_birth: DateOfBirth {
            date: row.date_of_birth,
            estimated: row.dob_estimated,
        },
        gender: Gender::from_code(&row.gender).unwrap_or(Gender::NotSpecified),
        first_line: row.first_line,
        postcode: row.postcode,
        why,
    }
}

fn shielded_match(number: ChildNumber, row: ShownRow) -> ShieldedMatch {
    ShieldedMatch {
        number,
        name: PersonName {
            given: row.given,
            family: row.family,
        },
        date_of_birth: DateOfBirth {
            date: row.date_of_birth,
            estimated: row.dob_estimated,
        },
        gender: Gender::from_code(&row.gender).unwrap_or(Gender::NotSpecified),
    }
}

impl sealed::Sealed for ViewSearchResults {}

impl KnownAct for ViewSearchResults {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<SearchBearing>, Stopped> {
        let search = access.act().search;
        Ok(sql::owner(access.connection(), search).await?.map(bearing))
    }
}

impl sealed::Sealed for OpenFromResults {}

impl KnownAct for OpenFromResults {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<SearchBearing>, Stopped> {
        let (search, child) = (access.act().search, access.act().child);
        let owner = sql::owner_of_match(access.connection(), search, child).await?;
        Ok(owner.map(bearing))
    }
}

pub(super) fn bearing(row: OwnerRow) -> SearchBearing {
    SearchBearing {
        session: SessionId(row.session),
        expires: row.expires_at,
    }
}

/// What a search of this session found, as it may be seen now.
pub async fn results(access: &mut Access<ViewSearchResults>) -> Result<Found, Stopped> {
    let search = access.act().search;
    let kept = sql::kept(access.connection(), search).await?;
    if kept.outcome == "too-many" {
        return Ok(Found::TooMany);
    }
    let matches: Vec<KeptMatch> = serde_json::from_value(kept.matches)?;
    let criteria: Criteria = serde_json::from_value(kept.criteria)?;
    let query = criteria.check(access.today())?;
    let hits = matches
        .into_iter()
        .filter_map(|kept| Some((ChildNumber::from_stored(kept.child).ok()?, kept.why)))
        .collect();
    let found = shown(access, hits, query.asked()).await?;
    let numbers: Vec<String> = found
        .iter()
        .map(|found| found.number().to_string())
        .collect();
    access.note(json!({ "shown": numbers }));
    Ok(Found::Matches(found))
}

/// Opens a child's record for the reason of the search that found it (SRCH-01).
pub async fn open(access: &mut Access<OpenFromResults>) -> Result<OpeningId, Stopped> {
    let (search, child) = (access.act().search, access.act().child);
    let kept = sql::kept(access.connection(), search).await?;
    let reason = Reason::given(
        &kept.reason_code,
        kept.reason_words.as_deref().unwrap_or_default(),
    )?;
    let criteria: Criteria = serde_json::from_value(kept.criteria)?;
    let query = criteria.check(access.today())?;
    let hit = vec![(child, Vec::new())];
    if shown(access, hit, query.asked()).await?.is_empty() {
        return Err(Stopped::Refused(Refusal::NoSuchRecord));
    }
    access.note(json!({ "reason": reason.code().code() }));
    record_opening(access, child, &reason).await
}

impl SignedIn {
    /// The criteria of a search that this session made less than half an hour ago, so that the
    /// form can be filled again. None where it made none by that name.
    pub async fn search_criteria(&self, search: SearchId) -> Result<Option<Criteria>, Stopped> {
        let session = self.standing().session().ok_or(Refusal::SignedOut)?;
        let pool = self.caller().registry().pool();
        let criteria = sql::criteria(pool, search, session, self.standing().now).await?;
        Ok(criteria.map(serde_json::from_value).transpose()?)
    }
}
