//! What those who answer a request see of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::check::{Check, Finding, Next, Statement};
use super::due::{Allowance, Extension};
use super::request::{Applicant, ForwardedBy, Writing};
use super::stage::{Decision, Means, Stage};
use crate::child_record::PersonName;
use crate::id::ChildNumber;

/// Where what was asked for lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Held {
    /// The record is live.
    Live,
    /// It is archived.
    Archived,
    /// It is there no longer, or out of reach.
    Gone,
    /// It is a practitioner's account.
    Account,
}

impl Held {
    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Held::Live => "In use",
            Held::Archived => "Archived",
            Held::Gone => "No longer held",
            Held::Account => "A practitioner’s account",
        }
    }
}

/// What became of a request that was logged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Logged {
    /// It is with one's own authority, under this identifier.
    Here(Uuid),
    /// It went to whoever answers it; not who (D-31).
    PassedOn,
}

/// A request in the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestListed {
    /// Which.
    pub id: Uuid,
    /// The record's number; none of a practitioner.
    pub number: Option<ChildNumber>,
    /// Who asks, and for whose data.
    pub applicant: Applicant,
    /// Whether somebody asks on their behalf.
    pub by_another: bool,
    /// When it was received.
    pub received_on: NaiveDate,
    /// Until when it is answered; none while the clock stands still (SAR-10).
    pub due_on: Option<NaiveDate>,
    /// Where it stands.
    pub stage: Stage,
    /// Whether the record is shielded.
    pub shielded: bool,
}

/// The requests of an authority.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Requests {
    /// Those that are not over, what is due first first.
    pub open: Vec<RequestListed>,
    /// Those that ended in the past three months, latest first.
    pub over: Vec<RequestListed>,
    /// How long there is for new ones.
    pub allowance: Allowance,
    /// Whether the reader sets it.
    pub sets: bool,
}

/// Something that is looked at, and what was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CheckShown {
    /// What.
    pub check: Check,
    /// What was found and when; none before it was looked at.
    pub found: Option<(Finding, NaiveDate)>,
}

/// A request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequestShown {
    /// Its line of the list.
    pub listed: RequestListed,
    /// Where the record lies.
    pub held: Held,
    /// The child's name and date of birth, with which documents are compared; of a live record.
    pub child: Option<(PersonName, NaiveDate)>,
    /// The name of whoever's own data are asked for.
    pub name: Option<String>,
    /// Further records on which a parent stands.
    pub others: Vec<ChildNumber>,
    /// In what writing it came.
    pub writing: Writing,
    /// Who sent it on.
    pub forwarded_by: Option<ForwardedBy>,
    /// Why there are two months more, where there are.
    pub extended: Option<Extension>,
    /// Whether they can be taken.
    pub may_extend: bool,
    /// What is looked at.
    pub checks: Vec<CheckShown>,
    /// What findings come to.
    pub next: Next,
    /// When manager and data protection officer signed off (SAR-07).
    pub signed_on: [Option<NaiveDate>; 2],
    /// Whether the whereabouts of a shielded child are shown.
    pub shows_whereabouts: bool,
    /// What was decided, and when.
    pub decided: Option<(Decision, NaiveDate)>,
    /// Why nothing is disclosed.
    pub statement: Option<Statement>,
    /// When the report was made.
    pub produced_on: Option<NaiveDate>,
    /// How and when it was delivered.
    pub delivered: Option<(Means, NaiveDate)>,
    /// Whether the reader decides; a data administrator assists (matrix row 56).
    pub decides: bool,
}
