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
    /// Recording whose explanation came otherwise than through ContactPoint.
    Record(Asked),
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
    /// Until when it is explained (T-38).
    pub due_on: Option<NaiveDate>,
    /// Who explained it.
    pub explained_by: Option<Asked>,
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

    /// Whether a step follows on from that. Whatever is not listed is refused. The user is heard even where somebody
    /// else has answered (MIS-07), and whoever is suspended cannot explain in ContactPoint: a case waits for an
    /// explanation however it comes, or until the time for it is over.
    pub fn may(&self, step: Step, today: NaiveDate) -> bool {
        let stage = self.stage();
        let unanswered = self.answered_on.is_none();
        let overdue = self.due_on.is_some_and(|day| day < today);
        match step {
            Step::Name => stage == Stage::New && !self.known,
            Step::CloseNobody => stage == Stage::New && !self.known,
            Step::Ask => {
                matches!(stage, Stage::New | Stage::Asked | Stage::Case) && unanswered && self.known
            }
            Step::Explain => {
                matches!(stage, Stage::Asked | Stage::Answered | Stage::Case)
                    && self.explained_by != Some(Asked::User)
            }
            Step::Record(by) => match stage {
                Stage::Asked => by == Asked::StaffManager && self.asked == Some(by),
                Stage::Case => unanswered,
                _ => false,
            },
            Step::CloseExplained => stage == Stage::Answered,
            Step::OpenCase => matches!(stage, Stage::Asked | Stage::Answered),
            Step::Decide => stage == Stage::Case && (!unanswered || overdue),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 9] = [
        Step::Name,
        Step::Ask,
        Step::Explain,
        Step::Record(Asked::User),
        Step::Record(Asked::StaffManager),
        Step::CloseExplained,
        Step::CloseNobody,
        Step::OpenCase,
        Step::Decide,
    ];

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn may(progress: Progress, today: NaiveDate) -> Vec<Step> {
        STEPS
            .into_iter()
            .filter(|step| progress.may(*step, today))
            .collect()
    }

    /// An investigation in which somebody is asked until the ninth.
    fn asked(of: Asked) -> Progress {
        Progress {
            known: true,
            asked: Some(of),
            due_on: Some(on(9)),
            ..Progress::default()
        }
    }

    fn answered(progress: Progress, by: Asked) -> Progress {
        Progress {
            explained_by: Some(by),
            answered_on: Some(on(3)),
            ..progress
        }
    }

    fn case(progress: Progress) -> Progress {
        Progress {
            case_opened_on: Some(on(3)),
            ..progress
        }
    }

    #[test]
    fn an_explanation_is_asked_for_before_anything_is_decided_mis_03() {
        use Step::*;
        let today = on(3);
        let unknown = Progress::default();
        assert_eq!(may(unknown, today), [Name, CloseNobody]);
        let new = Progress {
            known: true,
            ..unknown
        };
        assert_eq!(may(new, today), [Ask]);
        let user = asked(Asked::User);
        assert_eq!(may(user, today), [Ask, Explain, OpenCase]);
        let staff = asked(Asked::StaffManager);
        let record = Record(Asked::StaffManager);
        assert_eq!(may(staff, today), [Ask, Explain, record, OpenCase]);
        let answered = answered(user, Asked::User);
        assert_eq!(may(answered, today), [CloseExplained, OpenCase]);
        assert_eq!(may(case(answered), today), [Decide]);
        let closed = Progress {
            closed_on: Some(today),
            ..case(answered)
        };
        assert_eq!(may(closed, today), []);
    }

    #[test]
    fn a_case_waits_for_an_explanation_or_until_its_time_is_over_mis_03_t_38() {
        use Step::*;
        let case = case(asked(Asked::User));
        let waits = [
            Ask,
            Explain,
            Record(Asked::User),
            Record(Asked::StaffManager),
        ];
        assert_eq!(may(case, on(3)), waits);
        assert_eq!(may(case, on(9)), waits);
        assert!(case.may(Decide, on(10)));
        for by in [Asked::User, Asked::StaffManager] {
            assert!(answered(case, by).may(Decide, on(3)), "{by:?}");
        }
    }

    #[test]
    fn the_user_is_heard_after_the_staff_manager_has_answered_mis_07() {
        let of_staff = answered(asked(Asked::StaffManager), Asked::StaffManager);
        for progress in [of_staff, case(of_staff)] {
            assert!(progress.may(Step::Explain, on(3)));
            let heard = answered(progress, Asked::User);
            assert!(!heard.may(Step::Explain, on(3)));
        }
    }

    #[test]
    fn every_stage_can_be_reached_and_has_words_of_its_own_mis_03() {
        let titles: std::collections::BTreeSet<_> =
            Stage::ALL.iter().map(|stage| stage.title()).collect();
        assert_eq!(titles.len(), Stage::ALL.len());
    }
}
