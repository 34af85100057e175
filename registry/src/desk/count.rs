//! What the statements count, added up for one hat.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use domain::clock::working_days_between;
use domain::desk::{Line, Numbers, Week};
use domain::id::LocalAuthorityCode;
use domain::standing::Role;

/// Which days are counted.
#[derive(Clone, Copy)]
pub(super) struct Span {
    /// What waits at the end of this day waits.
    pub until: NaiveDate,
    /// What came on this day or later has come.
    pub from: NaiveDate,
}

impl Span {
    /// What waits now; what came is not asked.
    pub(super) fn now(today: NaiveDate) -> Self {
        Self {
            until: today,
            from: today.checked_add_days(Days::new(1)).unwrap_or(today),
        }
    }

    /// A week.
    pub(super) fn of(week: Week) -> Self {
        Self {
            until: week.sunday(),
            from: week.monday(),
        }
    }
}

/// How many rows there are of one sort.
pub(super) struct CountRow {
    /// Of which line.
    pub line: String,
    /// Of which authority; none where it is one person's own, or the central team's.
    pub authority: Option<String>,
    /// The only role that sees them; none where every hat of the line does.
    pub holder: Option<String>,
    /// Whether they are about shielded records.
    pub shielded: bool,
    /// How much waits.
    pub overdue: i64,
    pub due_soon: i64,
    pub for_you: i64,
    pub for_others: i64,
    /// How much waited before the first day.
    pub before: i64,
    /// How much has come since.
    pub opened: i64,
    /// Since when the oldest waits.
    pub oldest: Option<NaiveDate>,
}

/// Whose numbers they are.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub authority: Option<&'a LocalAuthorityCode>,
    pub role: Role,
}

/// A line's numbers.
#[derive(Default)]
pub(super) struct Count {
    pub numbers: Numbers,
    pub before: i64,
    pub opened: i64,
    since: Option<NaiveDate>,
}

impl Of<'_> {
    /// Whether a hat sees rows of a sort: those of shielded records under a manager's alone (SHLD-12).
    fn sees(&self, row: &CountRow) -> bool {
        let manager = self.role == Role::LocalAuthorityManager;
        let here = row.authority.is_none()
            || row.authority.as_deref() == self.authority.map(|code| code.0.as_str());
        let holder = row.holder.as_deref();
        here && (manager || !row.shielded) && holder.is_none_or(|role| role == self.role.code())
    }

    /// A line's numbers.
    pub(super) fn count(&self, rows: &[CountRow], line: Line) -> Count {
        rows.iter()
            .filter(|row| row.line == line.code() && self.sees(row))
            .fold(Count::default(), Count::and)
    }
}

impl Count {
    fn and(mut self, row: &CountRow) -> Self {
        self.numbers.overdue += row.overdue;
        self.numbers.due_soon += row.due_soon;
        self.numbers.for_you += row.for_you;
        self.numbers.for_others += row.for_others;
        self.before += row.before;
        self.opened += row.opened;
        self.since = self.since.into_iter().chain(row.oldest).min();
        self
    }

    /// For how many working days the oldest has waited.
    pub(super) fn oldest(&self, day: NaiveDate, free: &BTreeSet<NaiveDate>) -> Option<i32> {
        self.since
            .map(|since| working_days_between(since, day, free))
    }
}
