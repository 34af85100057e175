//! What the desk shows: numbers, and no child.

use serde::{Deserialize, Serialize};

use super::line::Line;
use super::stage::Stage;
use super::week::Week;

/// How much of a line waits at each stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Numbers {
    /// Its day has passed.
    pub overdue: i64,
    /// Due within seven days.
    pub due_soon: i64,
    /// Waiting for the reader.
    pub for_you: i64,
    /// Waiting for others.
    pub for_others: i64,
}

impl Numbers {
    /// The number at a stage.
    pub fn at(&self, stage: Stage) -> i64 {
        match stage {
            Stage::Overdue => self.overdue,
            Stage::DueSoon => self.due_soon,
            Stage::ForYou => self.for_you,
            Stage::ForOthers => self.for_others,
        }
    }

    /// All of it.
    pub fn all(&self) -> i64 {
        Stage::ALL.into_iter().map(|stage| self.at(stage)).sum()
    }
}

/// A line that the reader sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Figure {
    /// Which.
    pub line: Line,
    /// How much waits.
    pub numbers: Numbers,
    /// For how many working days the oldest of it has waited; none where nothing does, or no day is known.
    pub oldest: Option<i32>,
}

/// A week that is behind, of one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WeekShown {
    /// Which week.
    pub week: Week,
    /// How much came.
    pub opened: i32,
    /// How much went, for whatever reason.
    pub done: i32,
    /// How much waited at its end.
    pub waiting: i32,
    /// For how many working days the oldest of that had waited.
    pub oldest: Option<i32>,
}

/// The weeks behind of a line, oldest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LineShown {
    /// Which line, and how much of it waits now.
    pub figure: Figure,
    /// The weeks of which figures are kept.
    pub weeks: Vec<WeekShown>,
}

/// The desk of whoever looks: each line that their hat may see, with its weeks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Desk {
    /// The lines, in their order.
    pub lines: Vec<LineShown>,
}
