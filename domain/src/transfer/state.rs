//! Where a transfer stands (section 4.5). There is no step that time alone takes to its completion.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why an authority does not agree.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RejectedBecause {
    /// The child does not live there.
    NotResident,
    /// The same has been proposed before.
    Duplicate,
    /// The authorities do not agree (TRF-06).
    Disputed,
    /// More is to be known first.
    MoreInformation,
}

impl RejectedBecause {
    /// Every code.
    pub const ALL: [RejectedBecause; 4] = [
        RejectedBecause::NotResident,
        RejectedBecause::Duplicate,
        RejectedBecause::Disputed,
        RejectedBecause::MoreInformation,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            RejectedBecause::NotResident => "not-resident",
            RejectedBecause::Duplicate => "duplicate",
            RejectedBecause::Disputed => "disputed",
            RejectedBecause::MoreInformation => "more-information",
        }
    }

    /// The one with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|because| because.code() == code)
    }

    /// In words that follow a colon.
    pub fn title(self) -> &'static str {
        match self {
            RejectedBecause::NotResident => "the child does not live in the new area",
            RejectedBecause::Duplicate => "the same has been proposed before",
            RejectedBecause::Disputed => "it is disputed and we will discuss it",
            RejectedBecause::MoreInformation => "we need more information first",
        }
    }
}

/// Where a transfer stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TransferState {
    /// Waits for the other authority.
    Proposed,
    /// Waits, and the other authority was asked again.
    Chased,
    /// Waits, and the central team sees it.
    Escalated,
    /// Both agreed; responsibility has passed.
    Accepted,
    /// The other authority did not agree.
    Rejected,
    /// Whoever proposed it took it back.
    Cancelled,
    /// Responsibility passed by itself.
    Automatic,
}

/// A step that a transfer cannot take from where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WrongState;

impl TransferState {
    /// Every state.
    pub const ALL: [TransferState; 7] = [
        TransferState::Proposed,
        TransferState::Chased,
        TransferState::Escalated,
        TransferState::Accepted,
        TransferState::Rejected,
        TransferState::Cancelled,
        TransferState::Automatic,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            TransferState::Proposed => "proposed",
            TransferState::Chased => "chased",
            TransferState::Escalated => "escalated",
            TransferState::Accepted => "accepted",
            TransferState::Rejected => "rejected",
            TransferState::Cancelled => "cancelled",
            TransferState::Automatic => "automatic",
        }
    }

    /// The state with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            TransferState::Proposed => "Waiting for an answer",
            TransferState::Chased => "Not answered for ten working days",
            TransferState::Escalated => "Not answered for twenty working days",
            TransferState::Accepted => "Accepted",
            TransferState::Rejected => "Not accepted",
            TransferState::Cancelled => "Withdrawn",
            TransferState::Automatic => "Moved automatically",
        }
    }

    /// Whether it waits for an answer.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            TransferState::Proposed | TransferState::Chased | TransferState::Escalated
        )
    }

    /// The other authority agrees.
    pub fn accept(self) -> Result<Self, WrongState> {
        self.to(TransferState::Accepted)
    }

    /// The other authority does not agree.
    pub fn reject(self) -> Result<Self, WrongState> {
        self.to(TransferState::Rejected)
    }

    /// Whoever proposed it takes it back.
    pub fn cancel(self) -> Result<Self, WrongState> {
        self.to(TransferState::Cancelled)
    }

    /// What ends an open one.
    fn to(self, end: Self) -> Result<Self, WrongState> {
        self.is_open().then_some(end).ok_or(WrongState)
    }

    /// Where one that waits stands on a day, whether or not a job has run (T-28, G-CLOCK): it goes on
    /// waiting at any age.
    pub fn on(self, today: NaiveDate, chase_on: NaiveDate, escalate_on: NaiveDate) -> Self {
        if !self.is_open() {
            self
        } else if today >= escalate_on {
            TransferState::Escalated
        } else if today >= chase_on {
            TransferState::Chased
        } else {
            TransferState::Proposed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_that_waits_can_be_answered_or_taken_back_section_4_5() {
        for state in TransferState::ALL {
            let open = state.is_open();
            assert_eq!(state.accept().is_ok(), open, "{state:?}");
            assert_eq!(state.reject().is_ok(), open, "{state:?}");
            assert_eq!(state.cancel().is_ok(), open, "{state:?}");
            assert_eq!(TransferState::from_code(state.code()), Some(state));
        }
    }

    #[test]
    fn time_chases_and_escalates_and_never_completes_t_28_trf_03() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (chase, escalate) = (date("2026-11-16"), date("2026-11-30"));
        for (today, state) in [
            ("2026-11-15", TransferState::Proposed),
            ("2026-11-16", TransferState::Chased),
            ("2026-11-29", TransferState::Chased),
            ("2026-11-30", TransferState::Escalated),
            ("2099-01-01", TransferState::Escalated),
        ] {
            for from in TransferState::ALL.into_iter().filter(|s| s.is_open()) {
                assert_eq!(from.on(date(today), chase, escalate), state, "{today}");
            }
        }
        for ended in TransferState::ALL.into_iter().filter(|s| !s.is_open()) {
            assert_eq!(ended.on(date("2099-01-01"), chase, escalate), ended);
        }
    }
}
