//! What is seen of leaving and returning. On a record everybody sees which of the three statements
//! stands; since when, and whose word it is, its data administrator alone (section 7.1).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Departure, Intention};
use crate::archive::Step;
use crate::child_record::{DateOfBirth, PersonName, Postcode, Verified};
use crate::id::ChildNumber;

/// The statement that stands on a record in place of an address (REC-03).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CeasedShown {
    /// Which of the three, as it holds today.
    pub intention: Intention,
    /// Since when and by whose word; for the record's data administrator alone.
    pub told: Option<CeasedTold>,
}

/// Since when a child no longer lives in England, and by whose word.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CeasedTold {
    /// The day.
    pub ceased_on: NaiveDate,
    /// The body that supplied it.
    pub supplied_by: String,
}

/// What an authority has to see to.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct LeavingDesk {
    /// Records whose children have left, or are said to have; what is due first stands first.
    pub cases: Vec<LeavingCase>,
    /// Children who are believed to be back.
    pub returned: Vec<ReturnQueued>,
}

/// A record whose child has left England or is said to have, for whoever answers for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LeavingCase {
    /// The record's number.
    pub number: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Whether it is shielded: its manager alone sees it here.
    pub shielded: bool,
    /// What users told and nobody has seen to, latest first.
    pub reports: Vec<ReportShown>,
    /// The statement that stands.
    pub stated: Option<StatedShown>,
}

/// What a user told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReportShown {
    /// What.
    pub departure: Departure,
    /// Who said so.
    pub verified: Verified,
    /// For which organisation the user works.
    pub organisation: String,
    /// When.
    pub reported_on: NaiveDate,
}

/// A statement that stands, as the management team sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StatedShown {
    /// What it says.
    pub departure: Departure,
    /// The body that supplied it.
    pub supplied_by: String,
    /// When it was stated, or last found to hold.
    pub stated_on: NaiveDate,
    /// What was done to be sure.
    pub steps: Vec<Step>,
    /// When it is looked at again.
    pub review_on: NaiveDate,
    /// Whether that day has come.
    pub review_due: bool,
    /// Whether the child has been away for three years, which defeats what was meant.
    pub away_too_long: bool,
    /// Whether the child no longer belongs: the record can be archived once a step is recorded.
    pub left_for_good: bool,
}

impl StatedShown {
    /// Whether the record can be archived now (LVE-01).
    pub fn may_archive(&self) -> bool {
        self.left_for_good && !self.steps.is_empty()
    }
}

/// A report in the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReturnQueued {
    /// Which.
    pub id: Uuid,
    /// Who is believed to be back.
    pub name: PersonName,
    /// Since when it waits.
    pub reported_on: NaiveDate,
}

/// A report, for the team that sees to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReturnShown {
    /// Who is believed to be back.
    pub name: PersonName,
    /// Date of birth.
    pub born: NaiveDate,
    /// Where they live now.
    pub postcode: Option<Postcode>,
    /// For which organisation whoever told works.
    pub organisation: String,
    /// When.
    pub reported_on: NaiveDate,
    /// What one's own search of the archive came to; none before it was made.
    pub sought: Option<Sought>,
}

/// What a search of the archive came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Sought {
    /// There is no archived record that one may look at.
    Nothing,
    /// One was found that is to be restored: the window on it.
    ToRestore(Uuid),
    /// One was found that does not come back: the window on it.
    Stays(Uuid),
}

/// A report of one's own that waits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyReturn {
    /// Who is believed to be back.
    pub name: PersonName,
    /// When one told it.
    pub reported_on: NaiveDate,
}
