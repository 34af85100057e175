//! What those who look into it see, and what whoever is asked sees: numbers of records at most, and nothing of a
//! child (AUD-05, MIS-08).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::code::{Asked, Concern, Explanation, Origin, Outcome};
use super::pattern::Pattern;
use super::report::Named;
use super::stage::Stage;
use crate::account::{AccountState, ActivityLine};

/// How many a list shows at the most, and how many lines of activity a page.
pub const LISTED: usize = 500;

/// A line of the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvestigationListed {
    /// Which.
    pub id: Uuid,
    /// The user's name; none while nobody knows whom it is about.
    pub user: Option<String>,
    /// Where it came from.
    pub origin: Origin,
    /// What was noticed.
    pub patterns: Vec<Pattern>,
    /// What was reported.
    pub concern: Option<Concern>,
    /// When it was opened.
    pub opened_on: NaiveDate,
    /// Until when it is explained.
    pub due_on: Option<NaiveDate>,
    /// Where it stands.
    pub stage: Stage,
}

/// What is looked into with an office.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Investigations {
    /// What is open, the oldest first.
    pub open: Vec<InvestigationListed>,
    /// What was closed in the past three months, the latest first.
    pub closed: Vec<InvestigationListed>,
    /// Whether the reader is of the central team, which can stop groups.
    pub stops: bool,
}

/// Whom it is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SubjectShown {
    /// The name.
    pub name: String,
    /// The user name.
    pub user_name: String,
    /// The job.
    pub job_title: String,
    /// The body.
    pub organisation: String,
    /// Whether the account can be used.
    pub state: AccountState,
}

/// What was noticed, on which days, and how much.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignShown {
    /// What.
    pub pattern: Pattern,
    /// The first day.
    pub first_day: NaiveDate,
    /// The last.
    pub last_day: NaiveDate,
    /// On how many days.
    pub days: i32,
    /// How much on the day with the most; none where that would tell something of a record (NEWID-06).
    pub most: Option<i32>,
    /// How much is usual with colleagues.
    pub usual: Option<i32>,
}

/// What was done in those days.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Activity {
    /// The entries, the latest first.
    Lines(Vec<ActivityLine>),
    /// There are none to show: which numbers were looked for is not shown (NEWID-06).
    Withheld,
    /// Nothing was noticed by the review: it was reported.
    Reported,
}

/// One investigation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvestigationShown {
    /// Its line of the list.
    pub listed: InvestigationListed,
    /// Whom it is about.
    pub subject: Option<SubjectShown>,
    /// Whom a report names, as it was told.
    pub named: Option<Named>,
    /// What was noticed.
    pub signs: Vec<SignShown>,
    /// What was done in those days.
    pub activity: Activity,
    /// Who was asked, and when.
    pub asked: Option<(Asked, NaiveDate)>,
    /// The explanation, and when it came.
    pub explained: Option<(Explanation, NaiveDate)>,
    /// Whose it is.
    pub explained_by: Option<Asked>,
    /// In the user's own words, for whoever may see child data.
    pub words: Option<String>,
    /// When a case was opened.
    pub case_opened_on: Option<NaiveDate>,
    /// Where the staff manager is written to.
    pub staff_manager: Option<String>,
    /// What came of it, and when.
    pub outcomes: Vec<Outcome>,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
    /// Whether the reader decides about it.
    pub decides: bool,
}

/// What one is asked oneself. It says what is asked, and nothing of who asks why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyQuestion {
    /// Which.
    pub id: Uuid,
    /// What was noticed; nothing where that would tell of a record (NEWID-03).
    pub signs: Vec<SignShown>,
    /// What was reported; nothing in particular where nothing is to be told of it.
    pub concern: Concern,
    /// When it was asked.
    pub asked_on: NaiveDate,
    /// Until when it is explained.
    pub due_on: NaiveDate,
    /// How it was explained, and when.
    pub explained: Option<(Explanation, NaiveDate)>,
    /// Who explained it.
    pub explained_by: Option<Asked>,
    /// In one's own words.
    pub words: Option<String>,
    /// Whether it can be explained now.
    pub open: bool,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
}
