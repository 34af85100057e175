//! The lists of what fails, for those who can mend it (DQ-03).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Required;
use crate::child_record::PersonName;
use crate::discrepancy::WithheldNotice;
use crate::id::ChildNumber;

/// A record on which something is missing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Incomplete {
    /// Whose.
    pub child: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// What is missing.
    pub missing: Vec<Required>,
}

/// A row of a source that is like another of the same source, by its record here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Duplicate {
    /// Whose record it led to.
    pub child: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// Which source.
    pub source: String,
    /// How many rows of it are alike.
    pub alike: i64,
}

/// What is listed of an authority's shielded records, for those who see them, and in no other list (D-32,
/// D-33).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShieldedData {
    /// What sources say differently, and are not told.
    pub withheld: Vec<WithheldNotice>,
    /// Records on which something is missing; what, is told by the record itself.
    pub incomplete: Vec<(ChildNumber, PersonName)>,
}
