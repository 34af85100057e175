//! What is seen of requests: whoever asked sees how theirs stands, and whoever decides sees the facts and
//! whom they may mean.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AskedRecord, Question, State};
use crate::child_record::{DateOfBirth, Gender, PersonName};
use crate::id::ChildNumber;
use crate::search::Match;

/// How a request stands, as far as whoever asked is told. There is one word for a record that was live,
/// shielded or archived: it is there, and is to be used (CRE-03).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// The authority is checking.
    BeingChecked,
    /// The authority needs to know more.
    NeedsInformation,
    /// A record was made.
    Made,
    /// There is a record.
    Exists,
    /// The child does not live in England.
    NotResident,
    /// Nobody took the next step in time.
    Lapsed,
    /// It was taken back.
    Withdrawn,
}

impl From<State> for Progress {
    fn from(state: State) -> Self {
        match state {
            State::Submitted | State::Checked | State::Held => Progress::BeingChecked,
            State::NeedsInformation => Progress::NeedsInformation,
            State::Created => Progress::Made,
            State::Exists | State::Restored => Progress::Exists,
            State::Refused => Progress::NotResident,
            State::Lapsed => Progress::Lapsed,
            State::Withdrawn => Progress::Withdrawn,
        }
    }
}

impl Progress {
    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Progress::BeingChecked => "The local authority is checking your request",
            Progress::NeedsInformation => "The local authority needs to know more",
            Progress::Made => "A record has been made. You can use it now",
            Progress::Exists => {
                "There is a record of this child. Use it, and do not ask for a new one"
            }
            Progress::NotResident => {
                "No record has been made, because the child does not live in England"
            }
            Progress::Lapsed => {
                "Your request has run out. If the child still needs a record, search again and ask again"
            }
            Progress::Withdrawn => "You took your request back",
        }
    }

    /// Whether it can still be taken back.
    pub fn is_open(self) -> bool {
        matches!(self, Progress::BeingChecked | Progress::NeedsInformation)
    }
}

/// A request of one's own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyCreation {
    /// Which.
    pub id: Uuid,
    /// The name for which it was asked.
    pub name: PersonName,
    /// When one asked.
    pub asked_on: NaiveDate,
    /// How it stands.
    pub progress: Progress,
    /// The record to use.
    pub number: Option<ChildNumber>,
}

/// A request of one's own to which more is to be told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyCreationShown {
    /// What one told so far oneself; none where somebody else did who asked for the same record.
    pub told: Option<AskedRecord>,
    /// What is to be told or made sure of.
    pub questions: Vec<Question>,
}

/// A request in the authority's list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CreationQueued {
    /// Which.
    pub id: Uuid,
    /// The name for which it was asked.
    pub name: PersonName,
    /// Since when it waits for the next step.
    pub since: NaiveDate,
    /// For how many working days.
    pub age: i32,
    /// Until when it is to be decided; none where those who asked are to tell more.
    pub decide_by: Option<NaiveDate>,
    /// Whether the postcode's sector lies on both sides of the border (CRE-05).
    pub straddles: bool,
    /// Whether the reader asked, and so cannot decide.
    pub own: bool,
}

/// Who asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RequesterShown {
    /// For which organisation they work.
    pub organisation: String,
    /// When they asked.
    pub asked_on: NaiveDate,
}

/// An archived record that the facts may mean: four facts, and whether it can come back. More is seen
/// through a window.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ArchivedCandidate {
    /// Its number.
    pub number: ChildNumber,
    /// The name in use when it was archived.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Gender.
    pub gender: Gender,
    /// Whether it comes back, should it be this child's (LVE-03).
    pub may_return: bool,
}

/// A request, for whoever decides.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CreationChecked {
    /// Which.
    pub id: Uuid,
    /// What is known of the child.
    pub asked: AskedRecord,
    /// Who asked, first first.
    pub requesters: Vec<RequesterShown>,
    /// Until when it is to be decided.
    pub decide_by: Option<NaiveDate>,
    /// Whether the postcode's sector lies on both sides of the border (CRE-05).
    pub straddles: bool,
    /// Live records that the facts may mean; shielded ones by what everyone is shown.
    pub live: Vec<Match>,
    /// Archived ones.
    pub archived: Vec<ArchivedCandidate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asked_cannot_tell_what_kind_of_record_there_was_cre_03() {
        assert_eq!(
            Progress::from(State::Exists),
            Progress::from(State::Restored)
        );
        let held = Progress::from(State::Held);
        assert_eq!(held, Progress::from(State::Submitted));
        assert_eq!(held, Progress::from(State::Checked));
        for state in State::ALL {
            let words = Progress::from(state).title().to_lowercase();
            for word in ["shield", "archiv", "seal", "restor"] {
                assert!(!words.contains(word), "{words}");
            }
        }
    }
}
