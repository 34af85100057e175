//! What whoever answers for a record sees of what it is made of.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::child_record::PersonName;
use crate::id::ChildNumber;
use crate::quarantine::Compared;

/// A source's row on a record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SourceRowShown {
    /// The keyed hash of the source and its reference, in hexadecimal digits: the reference itself is the
    /// source's own affair.
    pub mark: String,
    /// Whose row it is.
    pub source: String,
    /// When the source recorded it.
    pub recorded_on: NaiveDate,
    /// When it was put on the record by what it says; none where a record was made of it, or it came with
    /// its number or with a record that was joined.
    pub matched_on: Option<NaiveDate>,
    /// Whether somebody decided that; else it was sure.
    pub decided: bool,
    /// On what that rests, in plain words (MAT-03).
    pub why: Vec<String>,
    /// Whether it can be taken off: what is left makes a record still.
    pub comes_off: bool,
}

/// Another record that was joined with this one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MergedShown {
    /// Its number, which leads here now.
    pub number: ChildNumber,
    /// When.
    pub merged_on: NaiveDate,
    /// Until which day it can be parted again (T-43); none once that is over.
    pub parted_until: Option<NaiveDate>,
}

/// What a record is made of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SourcesShown {
    /// Its number.
    pub number: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// Whether it is shielded.
    pub shielded: bool,
    /// The rows of sources, as the sources' names go.
    pub rows: Vec<SourceRowShown>,
    /// The records that were joined with it, the latest first.
    pub merged: Vec<MergedShown>,
}

/// Two records side by side.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PairShown {
    /// The number of the record that stays.
    pub number: ChildNumber,
    /// The name in use there.
    pub name: PersonName,
    /// The number of the record that goes.
    pub other: ChildNumber,
    /// The name in use there.
    pub other_name: PersonName,
    /// Whether one of them is shielded: then what they become is.
    pub shielded: bool,
    /// Item by item: what the record that goes says, and what the record that stays holds.
    pub items: Vec<Compared>,
}
