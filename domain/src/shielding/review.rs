//! A review of a shield, and the end of one: codes alone (SHLD-07, D-46).

use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Rejection};

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

impl Review {
    /// What a form gives, or everything there is to do about it. Its fields are `outcome`,
    /// `child_view`, `family_view` and `practitioners_view`.
    pub fn given(outcome: &str, views: [&str; 3]) -> Result<Self, Rejection> {
        let mut problems = Vec::new();
        let fields = ["child_view", "family_view", "practitioners_view"];
        let mut codes = fields.into_iter().zip(views);
        let [child, family, practitioners] = std::array::from_fn(|_| {
            let (field, code) = codes.next()?;
            let view = ViewTaken::from_code(code);
            if view.is_none() {
                let message = "Select whether the view was asked for and given";
                problems.push(Problem::new(field, message));
            }
            view
        });
        let outcome = Outcome::from_code(outcome);
        if outcome.is_none() {
            problems.push(Problem::new("outcome", "Select what is recommended"));
        }
        match (outcome, child, family, practitioners) {
            (Some(outcome), Some(child), Some(family), Some(practitioners)) => Ok(Self {
                outcome,
                child,
                family,
                practitioners,
            }),
            _ => Err(Rejection(problems)),
        }
    }

    /// In one line, for lists.
    pub fn words(&self) -> String {
        format!(
            "{}. Child: {}. Family: {}. Practitioners: {}",
            self.outcome.title(),
            self.child.title().to_lowercase(),
            self.family.title().to_lowercase(),
            self.practitioners.title().to_lowercase()
        )
    }
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
    fn a_review_is_whole_or_says_what_is_missing_shld_07_shld_08() {
        let given = Review::given("keep", ["given", "sought", "not-possible"]).unwrap();
        assert_eq!(given.child, ViewTaken::Given);
        assert_eq!(given.practitioners, ViewTaken::NotPossible);
        let Rejection(problems) = Review::given("lift", ["given", "", "said"]).unwrap_err();
        let fields: Vec<_> = problems.iter().map(|problem| &*problem.field).collect();
        assert_eq!(fields, ["family_view", "practitioners_view", "outcome"]);
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
