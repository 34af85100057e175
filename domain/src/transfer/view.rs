//! What managers see of transfers, and what the central team sees.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::report::Report;
use super::responsibility::Kept;
use super::state::{RejectedBecause, TransferState};
use crate::child_record::{DateOfBirth, PersonName};
use crate::id::{ChildNumber, LocalAuthorityCode, TransferId};

/// A transfer, as the manager of one of its two authorities sees it. Of the child what even a shielded
/// record shows (D-01).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TransferShown {
    /// Which.
    pub id: TransferId,
    /// The record's number.
    pub number: ChildNumber,
    /// The child's name.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Whether the record comes to the viewer's authority.
    pub hither: bool,
    /// The other authority's name.
    pub other: String,
    /// Whether the viewer's authority proposed it.
    pub own: bool,
    /// Where it stands today.
    pub state: TransferState,
    /// Why it was not accepted.
    pub because: Option<RejectedBecause>,
    /// When it was proposed.
    pub proposed_on: NaiveDate,
    /// Until when it should be answered.
    pub due_on: NaiveDate,
    /// When it ended.
    pub ended_on: Option<NaiveDate>,
}

/// A move that the data show and on which both authorities must agree. Nothing tells why they must
/// (D-30).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MoveShown {
    /// The record's number.
    pub number: ChildNumber,
    /// The child's name.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Whether the data show the child in the viewer's authority.
    pub hither: bool,
    /// The other authority's name.
    pub other: String,
    /// To which authority the record would go.
    pub to: LocalAuthorityCode,
    /// Since when the data show it.
    pub shown_on: NaiveDate,
}

/// A record that stays with the viewer's authority.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptShown {
    /// The record's number.
    pub number: ChildNumber,
    /// The child's name.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Why.
    pub because: Kept,
    /// Since when.
    pub since: NaiveDate,
}

/// How many transfers of one direction there are (TRF-08).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Waiting, chased ones too.
    pub waiting: i64,
    /// Of these, not answered for ten working days or more.
    pub chased: i64,
    /// Agreed in the last four weeks.
    pub accepted: i64,
    /// Not accepted in the last four weeks.
    pub rejected: i64,
    /// Moved by themselves in the last four weeks.
    pub automatic: i64,
}

/// All that a manager's page of transfers shows (TRF-08).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Transfers {
    /// How many come to the authority.
    pub hither: Counts,
    /// How many leave it.
    pub away: Counts,
    /// The same in more detail.
    pub report: Report,
    /// Those that wait, and those of the last four weeks, latest first.
    pub transfers: Vec<TransferShown>,
    /// Moves on which both must agree and which nobody has proposed.
    pub moves: Vec<MoveShown>,
    /// Records that stay with the authority.
    pub kept: Vec<KeptShown>,
}

/// A proposal that nobody has answered for twenty working days, as the central team sees it: nothing
/// of the child (CEN-02).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unanswered {
    /// The responsible authority's name.
    pub from: String,
    /// The other's.
    pub to: String,
    /// The name of the one that has not answered.
    pub waits_for: String,
    /// When it was proposed.
    pub proposed_on: NaiveDate,
}

/// Who is responsible for a record, as a manager sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Responsibility {
    /// The child's name.
    pub name: PersonName,
    /// The responsible authority's name.
    pub responsible: String,
    /// Whether it is the viewer's.
    pub own: bool,
    /// Why the record stays; told to the responsible manager alone.
    pub kept: Option<Kept>,
    /// A proposal that waits, of those the viewer may see.
    pub waiting: Option<TransferId>,
    /// To which authorities the viewer may propose it: code and name.
    pub authorities: Vec<(LocalAuthorityCode, String)>,
}
