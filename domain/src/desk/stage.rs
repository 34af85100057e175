//! Where something that waits stands, and a part of a list that a number led to.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::line::Line;

/// Days ahead within which something is due soon.
pub(super) const SOON_DAYS: u64 = 7;

/// Where something that waits stands: the sections of the desk.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Its day has passed, whoever was to act.
    Overdue,
    /// To be done by the reader within seven days.
    DueSoon,
    /// To be done by the reader, later or without a day.
    ForYou,
    /// Somebody else is to act, and still has time.
    ForOthers,
}

impl Stage {
    /// Every stage, in the order in which the desk shows them.
    pub const ALL: [Stage; 4] = [
        Stage::Overdue,
        Stage::DueSoon,
        Stage::ForYou,
        Stage::ForOthers,
    ];

    /// The code in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Stage::Overdue => "overdue",
            Stage::DueSoon => "due-soon",
            Stage::ForYou => "for-you",
            Stage::ForOthers => "for-others",
        }
    }

    /// The stage with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// The section's heading.
    pub fn title(self) -> &'static str {
        match self {
            Stage::Overdue => "Overdue",
            Stage::DueSoon => "Due in the next 7 days",
            Stage::ForYou => "Waiting for you",
            Stage::ForOthers => "Waiting for others",
        }
    }

    /// The same within a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Stage::Overdue => "overdue",
            Stage::DueSoon => "due in the next 7 days",
            Stage::ForYou => "waiting for you",
            Stage::ForOthers => "waiting for others",
        }
    }
}

/// A part of a list, to which a number of the desk led: a line of it at one stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Picked {
    /// The line.
    pub line: Line,
    /// The stage.
    pub stage: Stage,
}

impl Picked {
    /// What an address says: `requests.overdue`.
    pub fn parse(text: &str) -> Option<Self> {
        let (line, stage) = text.split_once('.')?;
        Some(Self {
            line: Line::from_code(line)?,
            stage: Stage::from_code(stage)?,
        })
    }
}

impl fmt::Display for Picked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.line.code(), self.stage.code())
    }
}
