//! What lists are made of, as the desk counts it: the same question is put to a row of a list and, in the
//! one statement of the registry, to the rows behind a number.

use chrono::{Days, NaiveDate};

use super::line::Line;
use super::stage::{SOON_DAYS, Stage};
use crate::archive::{AskedWindow, HoldShown, MyWindow};
use crate::brokering::{QueuedRequest, RequestKind};
use crate::complaint::{ComplaintListed, Stage as ComplaintStage};
use crate::creating::CreationQueued;
use crate::death::{Certificate, FIRST_ASKED_AFTER_DAYS, NotifiedDeath};
use crate::dispute::DisputeListed;
use crate::doubles::DoubleListed;
use crate::misuse::{InvestigationListed, Stage as UseStage};
use crate::past_eighteen::KeptShown;
use crate::shielding::{OverdueAuthority, QueuedShield};
use crate::subject_access::RequestListed;
use crate::task::MyTask;
use crate::transfer::{MoveShown, TransferShown, Unanswered};

/// How something stands that waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stand {
    /// The first day on which it is late; none where it has no day.
    pub late_on: Option<NaiveDate>,
    /// Whether somebody other than the reader is to act.
    pub others: bool,
}

impl Stand {
    /// To be done by the reader on a day at the latest.
    pub fn due(on: NaiveDate) -> Self {
        Self::late(after(on, 1))
    }

    /// To be done by the reader, and late from a day on.
    fn late(on: NaiveDate) -> Self {
        Self {
            late_on: Some(on),
            others: false,
        }
    }

    /// The same with somebody else who is to act.
    fn by_others(self, others: bool) -> Self {
        Self { others, ..self }
    }

    /// Its section of the desk.
    pub fn stage(self, today: NaiveDate) -> Stage {
        match self.late_on {
            Some(day) if day <= today => Stage::Overdue,
            _ if self.others => Stage::ForOthers,
            Some(day) if day <= after(today, SOON_DAYS + 1) => Stage::DueSoon,
            _ => Stage::ForYou,
        }
    }
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days))
        .unwrap_or(NaiveDate::MAX)
}

/// A row of a list that the desk counts.
pub trait Item {
    /// As what it is counted, and how it stands: as nothing, as one thing or as several.
    fn stands(&self, today: NaiveDate) -> Vec<(Line, Stand)>;

    /// Whether a number of the desk counted it.
    fn is_picked(&self, line: Line, stage: Stage, today: NaiveDate) -> bool {
        self.stands(today)
            .into_iter()
            .any(|(own, stand)| own == line && own.stage(stand, today) == Some(stage))
    }
}

impl Item for QueuedRequest {
    fn stands(&self, today: NaiveDate) -> Vec<(Line, Stand)> {
        let line = match self.kind {
            Some(RequestKind::Enquiry) => Line::Enquiries,
            _ => Line::Requests,
        };
        let stand = match self.due_on {
            Some(day) => Stand::due(day),
            None if self.late => Stand::late(today).by_others(true),
            None => Stand::default().by_others(true),
        };
        vec![(line, stand)]
    }
}

impl Item for QueuedShield {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        let unasked = self.unasked.then(Stand::default);
        std::iter::once((Line::ShieldReviews, Stand::due(self.due_on)))
            .chain(unasked.map(|stand| (Line::ShieldsUnasked, stand)))
            .collect()
    }
}

impl Item for TransferShown {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        if !self.state.is_open() {
            return Vec::new();
        }
        let stand = Stand::late(self.due_on).by_others(self.own);
        let line = if self.own {
            Line::TransfersProposed
        } else {
            Line::TransfersToAnswer
        };
        vec![(line, stand)]
    }
}

impl Item for MoveShown {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        vec![(Line::AgreementRequired, Stand::default())]
    }
}

impl Item for Unanswered {
    fn stands(&self, today: NaiveDate) -> Vec<(Line, Stand)> {
        vec![(Line::TransfersUnanswered, Stand::late(today))]
    }
}

impl Item for NotifiedDeath {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        let late_on = self
            .notified_on
            .map(|day| after(day, FIRST_ASKED_AFTER_DAYS));
        let stand = Stand {
            late_on,
            others: true,
        };
        vec![(Line::Deaths, stand)]
    }
}

impl Item for Certificate {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        vec![(Line::Certificates, Stand::default().by_others(self.own))]
    }
}

impl Item for KeptShown {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        match (self.confirm_by, self.told) {
            (None, None) => Vec::new(),
            (Some(day), _) => vec![(Line::PastEighteen, Stand::late(day))],
            (None, Some(_)) => vec![(Line::PastEighteen, Stand::default())],
        }
    }
}

impl Item for MyTask {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        let stand = self.due_on.map_or(Stand::default(), Stand::due);
        Line::of_task(self.kind)
            .map(|line| (line, stand))
            .into_iter()
            .collect()
    }
}

impl Item for HoldShown {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        vec![(Line::Holds, Stand::due(self.review_on))]
    }
}

impl Item for MyWindow {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        let stand = match self.closes_on {
            Some(day) => Stand::late(day),
            None => Stand::default().by_others(true),
        };
        vec![(Line::ArchiveWindows, stand)]
    }
}

impl Item for AskedWindow {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        vec![(Line::ArchiveAccess, Stand::default().by_others(self.own))]
    }
}

impl Item for CreationQueued {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        let stand = match self.decide_by {
            Some(day) => Stand::due(day),
            None => Stand::default().by_others(true),
        };
        vec![(Line::NewRecords, stand)]
    }
}

impl Item for RequestListed {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        let stand = match self.due_on {
            _ if self.stage.is_over() => return Vec::new(),
            Some(day) => Stand::due(day),
            None => Stand::default().by_others(true),
        };
        vec![(Line::SubjectAccess, stand)]
    }
}

impl Item for ComplaintListed {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        match self.stage {
            ComplaintStage::Received => vec![(Line::ComplaintsToDecide, Stand::due(self.due_on))],
            ComplaintStage::Investigating => {
                vec![(Line::ComplaintsToAnswer, Stand::due(self.due_on))]
            }
            ComplaintStage::InReview => vec![(Line::ComplaintsToAnswer, Stand::default())],
            _ => Vec::new(),
        }
    }
}

impl Item for InvestigationListed {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        let line = match self.stage {
            UseStage::Closed => return Vec::new(),
            UseStage::Case => Line::UseCases,
            _ => Line::UseToLookAt,
        };
        let asked = self.due_on.filter(|_| self.stage == UseStage::Asked);
        let stand = asked.map(|day| Stand::due(day).by_others(true));
        vec![(line, stand.unwrap_or_default())]
    }
}

impl Item for DoubleListed {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        vec![(Line::Doubles, Stand::due(self.due_on))]
    }
}

impl Item for DisputeListed {
    fn stands(&self, _: NaiveDate) -> Vec<(Line, Stand)> {
        vec![(Line::Disputes, Stand::default())]
    }
}

impl Item for OverdueAuthority {
    fn stands(&self, today: NaiveDate) -> Vec<(Line, Stand)> {
        vec![(Line::AuthoritiesBehind, Stand::late(today))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_late_is_overdue_whoever_was_to_act_rpt_07() {
        let today: NaiveDate = "2026-11-02".parse().unwrap();
        let yesterday: NaiveDate = "2026-11-01".parse().unwrap();
        let late = Stand::due(yesterday);
        assert_eq!(late.stage(today), Stage::Overdue);
        assert_eq!(late.by_others(true).stage(today), Stage::Overdue);
        assert_eq!(Stand::due(today).stage(today), Stage::DueSoon);
        let theirs = Stand::due(today).by_others(true);
        assert_eq!(theirs.stage(today), Stage::ForOthers);
        assert_eq!(Stand::default().stage(today), Stage::ForYou);
    }
}
