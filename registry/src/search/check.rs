//! What other areas ask of search: the search that somebody made, and whom some facts may mean.

use domain::act::Act;
use domain::id::SearchId;
use domain::reason::Reason;
use domain::search::{Asked, Criteria, Details, Limits, Match, SearchBearing, Sought};

use super::candidates::{self, Looked};
use super::{kept, sql};
use crate::door::{Access, Fault, Stopped};

/// Whose a search is; none where there is no such search.
pub(crate) async fn searched<A: Act>(
    access: &mut Access<A>,
    search: SearchId,
) -> Result<Option<SearchBearing>, Stopped> {
    let row = sql::owner(access.connection(), search).await?;
    Ok(row.map(kept::bearing))
}

/// What a search was made by, for an act that was permitted after it.
pub(crate) async fn criteria<A: Act>(
    access: &mut Access<A>,
    search: SearchId,
) -> Result<Criteria, Stopped> {
    let kept = sql::kept(access.connection(), search).await?;
    Ok(serde_json::from_value(kept.criteria)?)
}

/// For which reason it was made.
pub(crate) async fn reason<A: Act>(
    access: &mut Access<A>,
    search: SearchId,
) -> Result<Reason, Stopped> {
    let kept = sql::kept(access.connection(), search).await?;
    let words = kept.reason_words.unwrap_or_default();
    Ok(Reason::given(&kept.reason_code, &words)?)
}

/// The records, none of them shielded, whom some facts may mean: the best, at most as many as a search
/// shows. Unlike a search it looks through all of them however many share the names, since a record is made
/// or not by what it finds (CRE-03).
pub(crate) async fn alike<A: Act>(
    access: &mut Access<A>,
    details: &Details,
) -> Result<Vec<Match>, Stopped> {
    let today = access.today();
    let limits = Limits {
        keys: usize::MAX,
        ..Limits::USUAL
    };
    let mut sought = Sought::new(details);
    let looked = candidates::look(access.connection(), &mut sought, &limits, today).await?;
    let Looked::At(mut found) = looked else {
        return Err(Stopped::Fault(Fault::new("more than all of them")));
    };
    found.retain(|(_, score)| score.bits >= sought.least());
    found.sort_by(|(one, a), (other, b)| b.bits.total_cmp(&a.bits).then(one.cmp(other)));
    found.truncate(limits.shown);
    let hits = found
        .into_iter()
        .map(|(child, score)| (child, score.why.words()))
        .collect();
    let asked = Asked::Details(Box::new(details.clone()));
    let mut shown = kept::shown(access, hits, &asked).await?;
    shown.retain(|one| matches!(one, Match::Open(_)));
    Ok(shown)
}
