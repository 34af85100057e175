//! What whoever answers for a record sees of one that may be of the same child.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::child_record::PersonName;
use crate::id::ChildNumber;
use crate::quarantine::Compared;

/// How many pairs a list shows at the most.
pub const LISTED: usize = 500;

/// One of two records that may be of one child.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecordOfDouble {
    /// Its number.
    pub number: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// The date of birth.
    pub date_of_birth: NaiveDate,
    /// The authority that answers for it, by name; none where that is the reader's own.
    pub elsewhere: Option<String>,
}

/// Two records in the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DoubleListed {
    /// Which pair.
    pub id: Uuid,
    /// The records, by their numbers.
    pub records: [RecordOfDouble; 2],
    /// When they came near.
    pub found_on: NaiveDate,
    /// By when somebody looks (MAT-07).
    pub due_on: NaiveDate,
}

/// Two records that may be of one child.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DoubleShown {
    /// Its line of the list.
    pub listed: DoubleListed,
    /// What speaks for one child and against (MAT-03).
    pub why: Vec<String>,
    /// Item by item, of two records of the reader's own authority.
    pub items: Vec<Compared>,
    /// Whether the reader may put them together.
    pub joins: bool,
}
