//! Recording who holds a common assessment, and taking the entry off the record.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::act::Act;
use crate::audit::Event;
use crate::holder::{EntryBearing, Holder, HolderBearing, check_since, may_keep, may_name};
use crate::id::{CafId, ChildNumber};
use crate::refusal::{Refusal, Rejection};
use crate::standing::Standing;

/// Recording who holds a common assessment of a child (CAF-01, matrix row 19).
#[derive(Debug)]
pub struct RecordCaf {
    /// Whose.
    pub child: ChildNumber,
    /// The day on which it was agreed or undertaken (D-21).
    pub undertaken: NaiveDate,
    /// Who holds it.
    pub holder: Holder,
}

/// What became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recorded {
    /// Whether a newer assessment stands on the record, so that this one went to the archive.
    pub older: bool,
    /// Whether the holder has no account, and should apply for one (CAF-06).
    pub without_account: bool,
}

/// Whether an assessment takes the place of the one that stands: unless that is newer. The order in
/// which they arrive does not matter (CAF-08).
pub fn takes_the_place(standing: Option<NaiveDate>, undertaken: NaiveDate) -> bool {
    standing.is_none_or(|standing| undertaken >= standing)
}

impl RecordCaf {
    /// Checks the date.
    pub fn check(&self, date_of_birth: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
        check_since("undertaken", self.undertaken, date_of_birth, today)
    }
}

impl Act for RecordCaf {
    type Bearing = HolderBearing;

    fn event(&self) -> Event {
        let event = Event::on_child("caf.set", self.child);
        // Which sensitive service it is stands nowhere in the clear (SENS-04).
        match self.holder.neutral {
            Some(_) => event,
            None => event.detail(json!({ "service": self.holder.service })),
        }
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        may_name(standing, &self.holder, bearing)
    }
}

/// Taking an entry off the record: it was a mistake, or its holder's consent was withdrawn.
#[derive(Debug)]
pub struct ClearCaf {
    /// Whose.
    pub child: ChildNumber,
    /// Which.
    pub caf: CafId,
}

impl Act for ClearCaf {
    type Bearing = EntryBearing;

    fn event(&self) -> Event {
        Event::on_child("caf.cleared", self.child).detail(json!({ "caf": self.caf }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        may_keep(standing, bearing)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_newest_assessment_is_shown_in_whichever_order_they_arrive_caf_08(
            days in proptest::collection::vec(0..5_000_i32, 1..12)
        ) {
            let date = |day: i32| NaiveDate::from_num_days_from_ce_opt(735_000 + day).unwrap();
            let mut standing = None;
            for day in &days {
                if takes_the_place(standing, date(*day)) {
                    standing = Some(date(*day));
                }
            }
            prop_assert_eq!(standing, days.iter().map(|day| date(*day)).max());
        }
    }
}
