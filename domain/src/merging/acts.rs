//! Seeing of what a record is made, joining it with another, and taking apart again.

use chrono::{Days, NaiveDate};
use serde_json::json;

use crate::act::Act;
use crate::audit::Event;
use crate::child_record::{RecordBearing, answers_for};
use crate::id::ChildNumber;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::standing::Standing;

/// For so many days records that were joined can be parted again (T-43).
pub const UNDONE_WITHIN_DAYS: u64 = 30;

/// Whether what was joined on a day can still be parted (T-43).
pub fn can_be_undone(merged_on: NaiveDate, today: NaiveDate) -> bool {
    merged_on
        .checked_add_days(Days::new(UNDONE_WITHIN_DAYS))
        .is_some_and(|last| today <= last)
}

/// Seeing which sources' rows and which other records a record is made of.
#[derive(Debug)]
pub struct ViewSources {
    /// Whose.
    pub child: ChildNumber,
}

impl Act for ViewSources {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("record.sources-viewed", self.child)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing.as_ref())
    }
}

/// What bears on two records that may be of one child.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MergeBearing {
    /// The record that stays.
    pub stays: Option<RecordBearing>,
    /// The record that goes.
    pub goes: Option<RecordBearing>,
}

impl MergeBearing {
    /// Both are one's own. Whoever may not know a record is answered as if there were none (G-DENY).
    fn permit(&self, standing: &Standing) -> Result<(), Refusal> {
        answers_for(standing, self.stays.as_ref())?;
        answers_for(standing, self.goes.as_ref()).map_err(|_| Refusal::NoSuchRecord)
    }
}

/// Opening another record that may be of the same child, to be seen beside the one that is open.
#[derive(Debug)]
pub struct FindOther {
    /// Whose record is open.
    pub child: ChildNumber,
    /// Whose record may be another of the same child.
    pub other: ChildNumber,
    /// Why the first was opened.
    pub reason: Reason,
}

impl Act for FindOther {
    type Bearing = MergeBearing;

    fn event(&self) -> Event {
        Event::on_child("record.opened", self.other).because(&self.reason)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        bearing.permit(standing)
    }
}

/// Seeing two records side by side.
#[derive(Debug)]
pub struct ViewMerge {
    /// Whose record stays.
    pub child: ChildNumber,
    /// Whose record may be another of the same child.
    pub other: ChildNumber,
}

impl Act for ViewMerge {
    type Bearing = MergeBearing;

    fn event(&self) -> Event {
        Event::on_child("merge.viewed", self.child)
            .restricted(json!({ "other": self.other.to_string() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        bearing.permit(standing)
    }
}

/// Joining two records of one child: everything of the other comes to the record that stays.
#[derive(Debug)]
pub struct MergeRecords {
    /// Whose record stays.
    pub child: ChildNumber,
    /// Whose record goes.
    pub other: ChildNumber,
}

impl Act for MergeRecords {
    type Bearing = MergeBearing;

    fn event(&self) -> Event {
        Event::on_child("record.merged", self.child)
            .restricted(json!({ "other": self.other.to_string() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        bearing.permit(standing)
    }
}

/// Parting records again that were joined.
#[derive(Debug)]
pub struct PartRecords {
    /// Whose record stayed.
    pub child: ChildNumber,
    /// Whose record went, and comes again.
    pub other: ChildNumber,
}

impl Act for PartRecords {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("record.parted", self.child)
            .restricted(json!({ "other": self.other.to_string() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing.as_ref())
    }
}

/// Taking a source's row off a record that it is not about: it waits until it is settled whom it is about.
#[derive(Debug)]
pub struct TakeOff {
    /// Whose record.
    pub child: ChildNumber,
    /// Which row, by the mark under which it is shown.
    pub mark: String,
}

impl Act for TakeOff {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("row.taken-off", self.child)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing.as_ref())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;

    #[test]
    fn records_can_be_parted_through_the_thirtieth_day_t_43() {
        let merged = "2026-11-02".parse().unwrap();
        assert!(can_be_undone(merged, "2026-12-02".parse().unwrap()));
        assert!(!can_be_undone(merged, "2026-12-03".parse().unwrap()));
    }
}
