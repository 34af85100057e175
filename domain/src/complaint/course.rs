//! The course of a complaint (section 4.9): what was done with it, where it stands, and what may follow.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::triage::Triage;
use crate::coded::coded;
use crate::refusal::Rejection;

coded! {
    /// What came of looking at a complaint, or at its answer.
    Outcome {
        /// The complainant is right.
        Upheld = "upheld" => "Upheld",
        /// In part.
        Partly = "partly" => "Partly upheld",
        /// The complainant is not.
        NotUpheld = "not-upheld" => "Not upheld",
    }
}

/// What is done with a complaint.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// It is decided whose it is, and whether it is taken.
    Triage(Triage),
    /// The written answer was sent, on a day.
    Answer(Outcome, NaiveDate),
    /// The complainant asks the authority to look at it again, where it does (CMP-06).
    Review,
    /// It has looked at it again.
    Reviewed(Outcome),
    /// The complainant goes to the ombudsman or the commissioner (CMP-06).
    External,
    /// The complainant takes it no further.
    Close,
}

/// What bears on steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// When it was received.
    pub received_on: NaiveDate,
    /// Whether it was more than a year old by then.
    pub is_late: bool,
    /// Whether the authority has an internal review.
    pub has_review: bool,
    /// The day.
    pub today: NaiveDate,
}

/// Where a complaint stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Stage {
    /// It has come in: to be decided whose it is.
    Received,
    /// Accepted: it is investigated, and answered.
    Investigating,
    /// Answered.
    Answered,
    /// The authority looks at it again.
    InReview,
    /// Over.
    Closed,
    /// With the ombudsman or the commissioner; over here.
    External,
    /// Sent to where it belongs; over here.
    Redirected,
    /// It came too late; over.
    OutOfTime,
}

impl Stage {
    /// Whether nothing more is to be done.
    pub fn is_over(self) -> bool {
        matches!(
            self,
            Stage::Closed | Stage::External | Stage::Redirected | Stage::OutOfTime
        )
    }

    /// Whether the clock to its answer runs (T-34).
    pub fn awaits_answer(self) -> bool {
        matches!(self, Stage::Received | Stage::Investigating)
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Stage::Received => "To be decided on",
            Stage::Investigating => "Being investigated",
            Stage::Answered => "Answered",
            Stage::InReview => "In internal review",
            Stage::Closed => "Closed",
            Stage::External => "Taken further",
            Stage::Redirected => "Sent to where it belongs",
            Stage::OutOfTime => "Out of time",
        }
    }
}

/// What was done with a complaint so far, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Course {
    /// What was decided.
    pub triaged: Option<(Triage, NaiveDate)>,
    /// What was answered, on which day.
    pub answered: Option<(Outcome, NaiveDate)>,
    /// Since when the authority looks at it again.
    pub in_review_since: Option<NaiveDate>,
    /// What came of that.
    pub reviewed: Option<(Outcome, NaiveDate)>,
    /// When it was taken further.
    pub external_on: Option<NaiveDate>,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
}

impl Course {
    /// Where it stands.
    pub fn stage(&self) -> Stage {
        match self.triaged {
            None => Stage::Received,
            Some((Triage::Redirect(_), _)) => Stage::Redirected,
            Some((Triage::OutOfTime(_), _)) => Stage::OutOfTime,
            Some((Triage::Accept { .. }, _)) => self.accepted(),
        }
    }

    fn accepted(&self) -> Stage {
        if self.external_on.is_some() {
            Stage::External
        } else if self.closed_on.is_some() {
            Stage::Closed
        } else if self.in_review_since.is_some() {
            Stage::InReview
        } else if self.answered.is_some() {
            Stage::Answered
        } else {
            Stage::Investigating
        }
    }

    /// Since when nothing more is to be done.
    pub fn ended_on(&self) -> Option<NaiveDate> {
        let decided = self.triaged.map(|(_, on)| on);
        match self.stage() {
            Stage::External => self.external_on,
            Stage::Closed => self.closed_on,
            Stage::Redirected | Stage::OutOfTime => decided,
            _ => None,
        }
    }

    /// Whether a step has been taken: the same form sent twice.
    fn has_taken(&self, step: Step) -> bool {
        match step {
            Step::Triage(triage) => self.triaged.is_some_and(|(was, _)| was == triage),
            Step::Answer(outcome, on) => self.answered == Some((outcome, on)),
            Step::Review => self.in_review_since.is_some(),
            Step::Reviewed(outcome) => self.reviewed.is_some_and(|(was, _)| was == outcome),
            Step::External => self.external_on.is_some(),
            Step::Close => self.closed_on.is_some() && self.reviewed.is_none(),
        }
    }

    /// The course with one more step. After the authority's answer, and after its review where it has one,
    /// a complainant may go on whether or not the complaint was closed meanwhile (CMP-06).
    pub fn after(self, step: Step, facts: Facts) -> Result<Self, Rejection> {
        let today = facts.today;
        let step = match step {
            Step::Triage(triage) => Step::Triage(triage.check(facts.is_late)?),
            other => other,
        };
        if self.has_taken(step) {
            return Ok(self);
        }
        Ok(match (self.stage(), step) {
            (Stage::Received, Step::Triage(triage)) => Self {
                triaged: Some((triage, today)),
                ..self
            },
            (Stage::Investigating, Step::Answer(outcome, on)) => Self {
                answered: Some((outcome, self.answered_on(on, facts)?)),
                ..self
            },
            (Stage::Answered | Stage::Closed, Step::Review)
                if facts.has_review && self.reviewed.is_none() =>
            {
                Self {
                    in_review_since: Some(today),
                    closed_on: None,
                    ..self
                }
            }
            (Stage::InReview, Step::Reviewed(outcome)) => Self {
                reviewed: Some((outcome, today)),
                closed_on: Some(today),
                ..self
            },
            (Stage::Answered | Stage::InReview | Stage::Closed, Step::External) => Self {
                external_on: Some(today),
                ..self
            },
            (Stage::Answered, Step::Close) => Self {
                closed_on: Some(today),
                ..self
            },
            _ => return Err(Self::not_now("step")),
        })
    }

    /// What is answered where something does not follow from how a complaint stands.
    pub fn not_now(field: &'static str) -> Rejection {
        Rejection::of(
            field,
            "This cannot be done now. Look at where the complaint stands",
        )
    }

    /// The day of the written answer: no earlier than that on which the complaint was taken, and not to come.
    fn answered_on(&self, on: NaiveDate, facts: Facts) -> Result<NaiveDate, Rejection> {
        let taken = self.triaged.map_or(facts.received_on, |(_, taken)| taken);
        if (taken..=facts.today).contains(&on) {
            return Ok(on);
        }
        Err(Rejection::of(
            "on",
            "The answer must have been sent today or earlier, and not before the complaint was accepted",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::super::triage::{Exclusion, LateBecause, OutOfTime};
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn facts() -> Facts {
        Facts {
            received_on: day("2026-11-02"),
            is_late: false,
            has_review: true,
            today: day("2026-11-16"),
        }
    }

    const ACCEPT: Step = Step::Triage(Triage::Accept {
        late: None,
        alleges_misuse: false,
    });

    fn answer() -> Step {
        Step::Answer(Outcome::NotUpheld, day("2026-11-16"))
    }

    /// Every step, of each kind one.
    fn steps() -> [Step; 8] {
        [
            ACCEPT,
            Step::Triage(Triage::Redirect(Exclusion::LegalAction)),
            Step::Triage(Triage::OutOfTime(OutOfTime::CouldHave)),
            answer(),
            Step::Review,
            Step::Reviewed(Outcome::Upheld),
            Step::External,
            Step::Close,
        ]
    }

    fn after(steps: &[Step]) -> Course {
        steps.iter().fold(Course::default(), |course, step| {
            course.after(*step, facts()).unwrap()
        })
    }

    #[test]
    fn a_complaint_is_received_accepted_answered_reviewed_and_closed_section_4_9() {
        let course = after(&[
            ACCEPT,
            answer(),
            Step::Review,
            Step::Reviewed(Outcome::Upheld),
        ]);
        assert_eq!(course.stage(), Stage::Closed);
        assert_eq!(course.ended_on(), Some(day("2026-11-16")));
        assert_eq!(course.reviewed, Some((Outcome::Upheld, day("2026-11-16"))));
        assert_eq!(
            course.answered,
            Some((Outcome::NotUpheld, day("2026-11-16")))
        );
    }

    #[test]
    fn from_each_stage_only_what_follows_from_it_can_be_done_section_4_9_cmp_06() {
        for (taken, may) in [
            (vec![], vec![ACCEPT, steps()[1]]),
            (vec![ACCEPT], vec![answer()]),
            (
                vec![ACCEPT, answer()],
                vec![Step::Review, Step::External, Step::Close],
            ),
            (
                vec![ACCEPT, answer(), Step::Review],
                vec![Step::Reviewed(Outcome::Upheld), Step::External],
            ),
            (
                vec![ACCEPT, answer(), Step::Close],
                vec![Step::Review, Step::External],
            ),
            (vec![ACCEPT, answer(), Step::External], vec![]),
            (vec![steps()[1]], vec![]),
        ] {
            let course = after(&taken);
            for step in steps() {
                let next = course.after(step, facts());
                let again = course.has_taken(step);
                assert_eq!(
                    next.is_ok(),
                    may.contains(&step) || again,
                    "{course:?} {step:?}"
                );
                if again {
                    assert_eq!(next, Ok(course), "the same form twice");
                }
            }
        }
    }

    #[test]
    fn where_there_is_no_internal_review_a_complainant_goes_on_at_once_cmp_06() {
        let course = after(&[ACCEPT, answer()]);
        let without = Facts {
            has_review: false,
            ..facts()
        };
        assert!(course.after(Step::Review, without).is_err());
        let further = course.after(Step::External, without).unwrap();
        assert_eq!(further.stage(), Stage::External);
        assert!(further.stage().is_over());
    }

    #[test]
    fn a_thirteen_month_old_issue_needs_its_reason_and_is_kept_with_it_cmp_03() {
        let late = Facts {
            is_late: true,
            ..facts()
        };
        let new = Course::default();
        assert!(new.after(ACCEPT, late).is_err());
        let for_a_reason = Triage::Accept {
            late: Some(LateBecause::Afraid),
            alleges_misuse: false,
        };
        let taken = new.after(Step::Triage(for_a_reason), late).unwrap();
        assert_eq!(taken.triaged, Some((for_a_reason, day("2026-11-16"))));
        let over = new.after(steps()[2], late).unwrap();
        assert_eq!(over.stage(), Stage::OutOfTime);
        assert_eq!(over.ended_on(), Some(day("2026-11-16")));
    }

    #[test]
    fn an_answer_is_dated_between_acceptance_and_today_d_40() {
        let course = after(&[ACCEPT]);
        for (on, fits) in [
            ("2026-11-01", false),
            ("2026-11-15", false),
            ("2026-11-16", true),
            ("2026-11-17", false),
        ] {
            let step = Step::Answer(Outcome::Partly, day(on));
            assert_eq!(course.after(step, facts()).is_ok(), fits, "{on}");
        }
    }
}
