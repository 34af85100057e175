//! The report on transfers: how many there are, by direction, age, other authority, reason and week
//! (TRF-08). Numbers alone, counted over the transfers that the reader's list may show.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::state::{RejectedBecause, TransferState};
use super::view::Counts;
use crate::desk::Week;

/// How many transfers are alike.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tally {
    /// Whether they come to the reader's authority.
    pub hither: bool,
    /// The other authority's name.
    pub other: String,
    /// Where they stand today.
    pub state: TransferState,
    /// Why they were not accepted.
    pub because: Option<RejectedBecause>,
    /// When they ended.
    pub ended_on: Option<NaiveDate>,
    /// How many.
    pub number: i64,
}

/// The transfers that wait, and those of the last weeks.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Report(pub Vec<Tally>);

impl Report {
    fn sum(&self, counts: impl Fn(&Tally) -> bool) -> i64 {
        let alike = self.0.iter().filter(|tally| counts(tally));
        alike.map(|tally| tally.number).sum()
    }

    /// How many in one direction; with one authority, where it is named.
    fn counts_with(&self, hither: bool, other: Option<&str>) -> Counts {
        let of = |state: &[TransferState]| {
            self.sum(|tally| {
                tally.hither == hither
                    && state.contains(&tally.state)
                    && other.is_none_or(|other| tally.other == other)
            })
        };
        let late = [TransferState::Chased, TransferState::Escalated];
        Counts {
            waiting: of(&[TransferState::Proposed]) + of(&late),
            chased: of(&late),
            accepted: of(&[TransferState::Accepted]),
            rejected: of(&[TransferState::Rejected]),
            automatic: of(&[TransferState::Automatic]),
        }
    }

    /// How many in one direction.
    pub fn counts(&self, hither: bool) -> Counts {
        self.counts_with(hither, None)
    }

    /// How many with each other authority: to the reader's, and from it.
    pub fn by_authority(&self) -> Vec<(String, Counts, Counts)> {
        let others: std::collections::BTreeSet<&str> =
            self.0.iter().map(|tally| tally.other.as_str()).collect();
        others
            .into_iter()
            .map(|other| {
                let counts = |hither| self.counts_with(hither, Some(other));
                (other.to_owned(), counts(true), counts(false))
            })
            .collect()
    }

    /// How many of one direction wait, by age: for less than ten working days, for less than twenty,
    /// and for longer (T-28).
    pub fn by_age(&self, hither: bool) -> [i64; 3] {
        [
            TransferState::Proposed,
            TransferState::Chased,
            TransferState::Escalated,
        ]
        .map(|state| self.sum(|tally| tally.hither == hither && tally.state == state))
    }

    /// How many of one direction were not accepted, by reason.
    pub fn by_reason(&self, because: RejectedBecause) -> [i64; 2] {
        [true, false].map(|hither| {
            self.sum(|tally| tally.hither == hither && tally.because == Some(because))
        })
    }

    /// How many passed by themselves to the reader's authority and from it, by week, the latest first.
    pub fn automatic_by_week(&self) -> Vec<(Week, [i64; 2])> {
        let mut weeks = BTreeMap::<Week, [i64; 2]>::new();
        let automatic = self
            .0
            .iter()
            .filter(|tally| tally.state == TransferState::Automatic);
        for tally in automatic {
            let Some(ended_on) = tally.ended_on else {
                continue;
            };
            let [hither, away] = weeks.entry(Week::of(ended_on)).or_default();
            *if tally.hither { hither } else { away } += tally.number;
        }
        weeks.into_iter().rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(hither: bool, other: &str, state: TransferState, number: i64) -> Tally {
        Tally {
            hither,
            other: other.to_owned(),
            state,
            because: (state == TransferState::Rejected).then_some(RejectedBecause::Disputed),
            ended_on: (!state.is_open()).then(|| "2026-11-04".parse().unwrap()),
            number,
        }
    }

    #[test]
    fn each_transfer_is_counted_once_in_each_table_trf_08() {
        let report = Report(vec![
            tally(true, "Leeds", TransferState::Proposed, 3),
            tally(true, "Leeds", TransferState::Escalated, 1),
            tally(false, "Leeds", TransferState::Rejected, 2),
            tally(false, "York", TransferState::Automatic, 4),
        ]);
        let hither = report.counts(true);
        assert_eq!((hither.waiting, hither.chased), (4, 1));
        assert_eq!(report.by_age(true), [3, 0, 1]);
        assert_eq!(report.by_age(false), [0, 0, 0]);
        assert_eq!(report.by_reason(RejectedBecause::Disputed), [0, 2]);
        assert_eq!(report.by_reason(RejectedBecause::Duplicate), [0, 0]);
        let week = Week::of("2026-11-04".parse().unwrap());
        assert_eq!(report.automatic_by_week(), [(week, [0, 4])]);
        let rows = report.by_authority();
        let names: Vec<_> = rows.iter().map(|row| row.0.as_str()).collect();
        assert_eq!(names, ["Leeds", "York"]);
        let sum: i64 = rows.iter().map(|(_, hither, _)| hither.waiting).sum();
        assert_eq!(sum, hither.waiting);
    }
}
