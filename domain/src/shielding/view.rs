//! What is shown of shields: to whoever asked for one, what even a shielded record shows (D-01); to
//! the responsible manager, everything (SHLD-11).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ground::Ground;
use super::notice::Origin;
use super::review::{Outcome, Review};
use super::state::ShieldState;
use crate::child_record::{DateOfBirth, PersonName, ShieldedRecord, Telephone};
use crate::id::{ChildNumber, NoticeId, ShieldId};

/// A notice of one's own that stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyNotice {
    /// Which.
    pub id: NoticeId,
    /// About whom.
    pub child: ShieldedRecord,
    /// Why.
    pub ground: Ground,
    /// Since when.
    pub raised_on: NaiveDate,
    /// Until when it was thought to be needed.
    pub until: Option<NaiveDate>,
    /// Whether a review came to another opinion: what was asked for is not upheld (SHLD-17).
    pub end_recommended: bool,
}

/// A shielded record in the list of its authority's manager.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QueuedShield {
    /// Which.
    pub id: ShieldId,
    /// About whom.
    pub child: PersonName,
    /// The last day of the next review.
    pub due_on: NaiveDate,
    /// Whether that has passed.
    pub overdue: bool,
    /// Where it stands.
    pub state: ShieldState,
    /// Whether a notice that stands was entered on behalf of somebody (SHLD-04).
    pub urgent: bool,
    /// Whether there were notices and all have been withdrawn (D-05).
    pub unasked: bool,
}

/// A shield, as the responsible manager works on it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShieldShown {
    /// Which.
    pub id: ShieldId,
    /// About whom.
    pub child: ShieldedRecord,
    /// Since when.
    pub shielded_on: NaiveDate,
    /// The last day of the next review.
    pub due_on: NaiveDate,
    /// Whether that has passed.
    pub overdue: bool,
    /// Where it stands.
    pub state: ShieldState,
    /// Whether the last review recommends an end, and no notice has come since.
    pub end_recommended: bool,
    /// Notices, those that stand first.
    pub notices: Vec<NoticeShown>,
    /// Reviews, latest first.
    pub reviews: Vec<ReviewShown>,
    /// Other live records at the child's address (SHLD-13).
    pub nearby: Vec<Nearby>,
    /// What panels recommended, latest first (SHLD-08).
    pub recommended: Vec<Recommended>,
    /// Whether whoever sees it decides about it: its manager alone (matrix rows 23 and 24).
    pub decides: bool,
}

/// What a meeting of the panel recommended. It decides nothing (D-05).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recommended {
    /// The day of the meeting.
    pub on: NaiveDate,
    /// What it recommended.
    pub outcome: Outcome,
}

/// A notice, as the responsible manager sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NoticeShown {
    /// Which.
    pub id: NoticeId,
    /// Whose word it is.
    pub origin: Origin,
    /// The user who asked or entered it, or the source: by name.
    pub by: String,
    /// Why; a source need not say.
    pub ground: Option<Ground>,
    /// Whether it was talked over with the child or the family.
    pub discussed_with_family: bool,
    /// Whether it was talked over with the manager of whoever asked.
    pub discussed_with_manager: bool,
    /// Since when.
    pub raised_on: NaiveDate,
    /// Until when it was thought to be needed.
    pub until: Option<NaiveDate>,
    /// Since when it no longer stands.
    pub withdrawn_on: Option<NaiveDate>,
    /// Whether the manager may note that it is no longer needed: of one entered on behalf of
    /// somebody, or whose user has left.
    pub managers: bool,
}

/// A review that was done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReviewShown {
    /// When.
    pub on: NaiveDate,
    /// What it came to.
    pub review: Review,
}

/// Another live record at the address of a shielded one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Nearby {
    /// The number.
    pub number: ChildNumber,
    /// The name.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
}

/// An authority with a review that was not done in time: to the central team, no child and no
/// number of children.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OverdueAuthority {
    /// Its name.
    pub name: String,
    /// Its ContactPoint team's number.
    pub telephone: Option<Telephone>,
    /// Since when the longest overdue review is.
    pub since: NaiveDate,
}
