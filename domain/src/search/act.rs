//! Searching for children, looking at what was found again, and opening one of them.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::criteria::Query;
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::{DateOfBirth, Gender, PersonName};
use crate::clock::Moment;
use crate::id::{ChildNumber, SearchId, SessionId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::standing::{Actor, Standing};

/// Searching for children, for a reason (SRCH-01, matrix row 1).
#[derive(Debug)]
pub struct SearchChildren {
    /// What is asked.
    pub criteria: Query,
    /// Why.
    pub reason: Reason,
}

impl Act for SearchChildren {
    type Bearing = ();

    /// The criteria are child data (AUD-05). How many were found, in bands, and which numbers were
    /// shown, is added when it is known.
    fn event(&self) -> Event {
        Event::of("search.performed")
            .because(&self.reason)
            .restricted(json!({ "criteria": self.criteria.typed() }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        let role = standing.role().ok_or(Refusal::Role)?;
        if !role.uses_records() {
            return Err(Refusal::Role);
        }
        if !self.reason.code().open_to(role) {
            return Err(Refusal::Reason);
        }
        Ok(())
    }
}

/// What bears on looking at a search again: whose it is and until when. None: there is no such
/// search, or the child was not among what it found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SearchBearing {
    /// The session that searched.
    pub session: SessionId,
    /// From then on it is as if it had never been.
    pub expires: Moment,
}

/// Results are kept this long.
pub const KEPT_FOR_MINUTES: i64 = 30;

/// Whether a search is the session's own and still kept.
fn own(standing: &Standing, bearing: Option<&SearchBearing>) -> Result<(), Refusal> {
    let role = standing.role().ok_or(Refusal::Role)?;
    if !role.uses_records() {
        return Err(Refusal::Role);
    }
    let bearing = bearing.ok_or(Refusal::NoSuchRecord)?;
    let own = matches!(standing.actor, Actor::Person { session, .. } if session == bearing.session);
    if own && standing.now < bearing.expires {
        Ok(())
    } else {
        Err(Refusal::NoSuchRecord)
    }
}

/// Looking at what a search of one's own session found (SRCH-04). What became shielded or left
/// since is shown as it now may be (SHLD-01).
#[derive(Debug)]
pub struct ViewSearchResults {
    /// Which search.
    pub search: SearchId,
}

impl Act for ViewSearchResults {
    type Bearing = Option<SearchBearing>;

    fn event(&self) -> Event {
        Event::of("search.results-viewed").about("search", self.search)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        own(standing, bearing.as_ref())
    }
}

/// Opening a child's record from the results of one's own search, for the reason that was given
/// for it (SRCH-01).
#[derive(Debug)]
pub struct OpenFromResults {
    /// Which search.
    pub search: SearchId,
    /// Which of the children it found.
    pub child: ChildNumber,
}

impl Act for OpenFromResults {
    type Bearing = Option<SearchBearing>;

    fn event(&self) -> Event {
        Event::on_child("record.opened", self.child).detail(json!({ "search": self.search }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        own(standing, bearing.as_ref())
    }
}

/// What a search found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Found {
    /// Few enough to show, best first; none at all is an answer too.
    Matches(Vec<Match>),
    /// More than may be shown: nothing but that (D-27).
    TooMany,
}

/// One child found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Match {
    /// One whose record is not shielded.
    Open(OpenMatch),
    /// One whose record is.
    Shielded(ShieldedMatch),
}

impl Match {
    /// The child's number.
    pub fn number(&self) -> ChildNumber {
        match self {
            Match::Open(open) => open.number,
            Match::Shielded(shielded) => shielded.number,
        }
    }
}

/// Enough to tell children apart and no more (SRCH-06).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OpenMatch {
    /// The ContactPoint number.
    pub number: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Gender.
    pub gender: Gender,
    /// First line of the current address.
    pub first_line: Option<String>,
    /// Its postcode.
    pub postcode: Option<String>,
    /// Why it was found, in plain words.
    pub why: Vec<String>,
}

/// The four facts of a shielded record (D-01). Not why it was found: that would tell which of the
/// criteria took part.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShieldedMatch {
    /// The ContactPoint number.
    pub number: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Gender.
    pub gender: Gender,
}

/// What a search leaves behind for its own session.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Searched {
    /// The name under which it is kept for half an hour.
    pub search: SearchId,
    /// What it found.
    pub found: Found,
}
