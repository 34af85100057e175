//! What those who handle complaints see of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::course::{Course, Stage};
use super::lodged::{About, Complainant, Who};
use super::office::Office;
use crate::id::ChildNumber;

/// A complaint, or a part of one, in the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ComplaintListed {
    /// Which.
    pub id: Uuid,
    /// Of the authority's own file.
    pub reference: String,
    /// Who complains.
    pub complainant: Complainant,
    /// What it is about.
    pub about: About,
    /// When it was received.
    pub received_on: NaiveDate,
    /// The last day on which the answer is in time.
    pub due_on: NaiveDate,
    /// Where it stands.
    pub stage: Stage,
}

/// The complaints of an authority.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Complaints {
    /// Those that are not over, what is due first first.
    pub open: Vec<ComplaintListed>,
    /// Those that ended in the past three years, latest first.
    pub over: Vec<ComplaintListed>,
    /// What the authority has set.
    pub office: Office,
}

/// A complaint.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ComplaintShown {
    /// Its line of the list.
    pub listed: ComplaintListed,
    /// Who complains.
    pub who: Option<Who>,
    /// The record that it names.
    pub child: Option<ChildNumber>,
    /// When what it is about came about.
    pub arose_on: NaiveDate,
    /// Whether that was more than a year before it was received (T-35).
    pub is_late: bool,
    /// Whether its last day has passed without an answer (T-34).
    pub is_overdue: bool,
    /// What was done with it.
    pub course: Course,
    /// Whether the authority looks at its answers again.
    pub has_review: bool,
    /// The other parts of the same complaint.
    pub parts: Vec<ComplaintListed>,
    /// Given out with the form with which it is split: what is sent twice is split once.
    pub token: Uuid,
}
