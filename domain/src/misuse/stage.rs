//! How far an investigation has come (section 4.11).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code::Asked;

/// How many working days there are to answer (T-38).
pub const ANSWERED_WITHIN: u32 = 5;

/// Where it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Stage {
    /// Nobody has been asked.
    New,
    /// An explanation is asked for.
    Asked,
    /// There is one, to be decided on.
    Answered,
    /// A case is open.
    Case,
    /// It is over.
    Closed,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Stage; 5] = [
        Stage::New,
        Stage::Asked,
        Stage::Answered,
        Stage::Case,
        Stage::Closed,
    ];

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Stage::New => "To look at",
            Stage::Asked => "An explanation is asked for",
            Stage::Answered => "Explained: to decide on",
            Stage::Case => "A case is open",
            Stage::Closed => "Closed",
        }
    }
}

/// Something that is done next.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Step {
    /// Saying whose account it is about.
    Name,
    /// Asking for an explanation.
    Ask,
    /// Explaining, by the user: whoever was asked, and also while a case is open (MIS-07).
    Explain,
    /// Recording what the staff manager answered.
    StaffAnswer,
    /// Closing it since the explanation is satisfactory.
    CloseExplained,
    /// Closing it since nobody was found.
    CloseNobody,
    /// Opening a case.
    OpenCase,
    /// Deciding what came of the case.
    Decide,
}

/// What has been done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Whether it is known whose account it is about.
    pub known: bool,
    /// Who was asked.
    pub asked: Option<Asked>,
    /// When an explanation came.
    pub answered_on: Option<NaiveDate>,
    /// When a case was opened.
    pub case_opened_on: Option<NaiveDate>,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
}

impl Progress {
    /// Where it stands.
    pub fn stage(&self) -> Stage {
        if self.closed_on.is_some() {
            Stage::Closed
        } else if self.case_opened_on.is_some() {
            Stage::Case
        } else if self.answered_on.is_some() {
            Stage::Answered
        } else if self.asked.is_some() {
            Stage::Asked
        } else {
            Stage::New
        }
    }

    /// Whether a step follows on from that. Whatever is not listed is refused.
    pub fn may(&self, step: Step) -> bool {
        let stage = self.stage();
        let unanswered = self.answered_on.is_none();
        match step {
            Step::Name => stage == Stage::New && !self.known,
            Step::CloseNobody => stage == Stage::New && !self.known,
            Step::Ask => matches!(stage, Stage::New | Stage::Asked) && self.known,
            Step::Explain => matches!(stage, Stage::Asked | Stage::Case) && unanswered,
            Step::StaffAnswer => {
                matches!(stage, Stage::Asked | Stage::Case)
                    && unanswered
                    && self.asked == Some(Asked::StaffManager)
            }
            Step::CloseExplained => stage == Stage::Answered,
            Step::OpenCase => matches!(stage, Stage::Asked | Stage::Answered),
            Step::Decide => stage == Stage::Case,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 8] = [
        Step::Name,
        Step::Ask,
        Step::Explain,
        Step::StaffAnswer,
        Step::CloseExplained,
        Step::CloseNobody,
        Step::OpenCase,
        Step::Decide,
    ];

    fn may(progress: Progress) -> Vec<Step> {
        STEPS
            .into_iter()
            .filter(|step| progress.may(*step))
            .collect()
    }

    #[test]
    fn an_explanation_is_asked_for_before_anything_is_decided_mis_03() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 2);
        let unknown = Progress::default();
        assert_eq!(may(unknown), [Step::Name, Step::CloseNobody]);
        let new = Progress {
            known: true,
            ..unknown
        };
        assert_eq!(may(new), [Step::Ask]);
        let asked = Progress {
            asked: Some(Asked::User),
            ..new
        };
        assert_eq!(may(asked), [Step::Ask, Step::Explain, Step::OpenCase]);
        let of_staff = Progress {
            asked: Some(Asked::StaffManager),
            ..new
        };
        assert_eq!(
            may(of_staff),
            [Step::Ask, Step::Explain, Step::StaffAnswer, Step::OpenCase]
        );
        let answered = Progress {
            answered_on: day,
            ..asked
        };
        assert_eq!(may(answered), [Step::CloseExplained, Step::OpenCase]);
        let case = Progress {
            case_opened_on: day,
            ..answered
        };
        assert_eq!(may(case), [Step::Decide]);
        let unanswered = Progress {
            case_opened_on: day,
            ..asked
        };
        assert_eq!(may(unanswered), [Step::Explain, Step::Decide]);
        let closed = Progress {
            closed_on: day,
            ..case
        };
        assert_eq!(may(closed), []);
    }

    #[test]
    fn every_stage_can_be_reached_and_has_words_of_its_own_mis_03() {
        let titles: std::collections::BTreeSet<_> =
            Stage::ALL.iter().map(|stage| stage.title()).collect();
        assert_eq!(titles.len(), Stage::ALL.len());
    }
}
