//! A review of a shield, and the end of one: codes alone (SHLD-07, D-46).

use serde::{Deserialize, Serialize};

/// What a review came to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The shield stays.
    Keep,
    /// It should end.
    RecommendEnd,
    /// Views are still to be gathered: the review stays due.
    GatherViews,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 3] = [Outcome::Keep, Outcome::RecommendEnd, Outcome::GatherViews];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Keep => "keep",
            Outcome::RecommendEnd => "recommend-end",
            Outcome::GatherViews => "gather-views",
        }
    }

    /// The outcome with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            Outcome::Keep => "Keep the shield",
            Outcome::RecommendEnd => "The shield should end",
            Outcome::GatherViews => "Views are still to be gathered",
        }
    }
}

/// What became of asking somebody for their view; never the view itself (G-FREE).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ViewTaken {
    /// They have been asked.
    Sought,
    /// They have said.
    Given,
    /// They cannot be asked.
    NotPossible,
}

impl ViewTaken {
    /// Every code.
    pub const ALL: [ViewTaken; 3] = [ViewTaken::Sought, ViewTaken::Given, ViewTaken::NotPossible];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            ViewTaken::Sought => "sought",
            ViewTaken::Given => "given",
            ViewTaken::NotPossible => "not-possible",
        }
    }

    /// The one with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.code() == code)
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            ViewTaken::Sought => "Asked",
            ViewTaken::Given => "Given",
            ViewTaken::NotPossible => "Not possible",
        }
    }
}

/// A review: what it came to, and whose views were taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Review {
    /// What it came to.
    pub outcome: Outcome,
    /// The child's view.
    pub child: ViewTaken,
    /// The parents' or carers'.
    pub family: ViewTaken,
    /// That of the practitioners involved.
    pub practitioners: ViewTaken,
}

/// Whether the family was told that the shield ends (D-46).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Informed {
    /// They were told.
    Told,
    /// They were not, for a reason.
    Not(NotInformed),
}

/// Why the family was not told.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotInformed {
    /// Telling them could put somebody in danger.
    Danger,
    /// They cannot be reached.
    Unreachable,
    /// Police or a court asked not to.
    PoliceOrCourt,
    /// They never knew that the record was shielded.
    NeverKnew,
}

impl NotInformed {
    /// Every reason.
    pub const ALL: [NotInformed; 4] = [
        NotInformed::Danger,
        NotInformed::Unreachable,
        NotInformed::PoliceOrCourt,
        NotInformed::NeverKnew,
    ];

    /// The code kept in the trail.
    pub fn code(self) -> &'static str {
        match self {
            NotInformed::Danger => "danger",
            NotInformed::Unreachable => "unreachable",
            NotInformed::PoliceOrCourt => "police-or-court",
            NotInformed::NeverKnew => "never-knew",
        }
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            NotInformed::Danger => "Not told: telling them could put somebody in danger",
            NotInformed::Unreachable => "Not told: they cannot be reached",
            NotInformed::PoliceOrCourt => "Not told: police or a court asked not to",
            NotInformed::NeverKnew => "Not told: they never knew of the shield",
        }
    }
}

impl Informed {
    /// The code of having told them.
    pub const TOLD: &'static str = "told";

    /// The code kept in the trail.
    pub fn code(self) -> &'static str {
        match self {
            Informed::Told => Self::TOLD,
            Informed::Not(why) => why.code(),
        }
    }

    /// The one with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        if code == Self::TOLD {
            return Some(Informed::Told);
        }
        let why = NotInformed::ALL.into_iter().find(|why| why.code() == code);
        why.map(Informed::Not)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_a_review_is_known_by_its_codes_shld_07() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_code(outcome.code()), Some(outcome));
        }
        for view in ViewTaken::ALL {
            assert_eq!(ViewTaken::from_code(view.code()), Some(view));
        }
    }

    #[test]
    fn a_family_is_told_or_there_is_a_reason_why_not_d_46() {
        assert_eq!(Informed::from_code("told"), Some(Informed::Told));
        assert_eq!(Informed::from_code(""), None);
        assert_eq!(Informed::from_code("not-appropriate"), None);
        for why in NotInformed::ALL {
            assert_eq!(Informed::from_code(why.code()), Some(Informed::Not(why)));
        }
    }
}
