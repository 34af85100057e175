//! What is counted, and of whom.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::disclosure::{Figure, protected};
use crate::clock::born_by;
use crate::coded::coded;

coded! {
    /// An age in years, as widely as it is told (STA-03).
    AgeBand {
        /// Before school.
        UnderFive = "0-4" => "0 to 4",
        /// Of primary age.
        FiveToTen = "5-10" => "5 to 10",
        /// Of secondary age.
        ElevenToFifteen = "11-15" => "11 to 15",
        /// Older, those kept past eighteen among them.
        SixteenAndOver = "16-" => "16 and over",
    }
}

impl AgeBand {
    /// The latest birthdays of those who have grown out of the first, second and third band by a day.
    pub fn bounds(day: NaiveDate) -> [NaiveDate; 3] {
        [5, 11, 16].map(|age| born_by(day, age))
    }
}

coded! {
    /// What is counted.
    Measured {
        /// Live records.
        Children = "children" => "Children",
        /// With a specialist or targeted service that is not sensitive.
        Supported = "supported" => "With a specialist or targeted service",
        /// With a holder of a common assessment.
        Assessed = "assessed" => "With a common assessment",
        /// With a lead professional.
        Led = "led" => "With a lead professional",
    }
}

/// The counts of an age, in the order of [`Measured::ALL`]. They stay on the server (SHLD-12).
pub type Counted = [i64; 4];

/// The figures of an authority or of the nation, as they are shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StatisticsShown {
    /// The authority's name; none for the nation.
    pub authority: Option<String>,
    /// When they were counted; none where they never were.
    pub counted_on: Option<NaiveDate>,
    /// Column by column in the order of [`Measured::ALL`]; each by [`AgeBand::ALL`], and then all ages.
    pub columns: Vec<Vec<Figure>>,
}

impl StatisticsShown {
    /// Counts by [`AgeBand::ALL`], made fit to be shown.
    pub fn columns(counts: &[Counted]) -> Vec<Vec<Figure>> {
        let column = |place: usize| -> Vec<i64> { counts.iter().map(|of| of[place]).collect() };
        let children = column(0);
        (0..Measured::ALL.len())
            .map(|place| {
                let of = (place > 0).then_some(children.as_slice());
                protected(&column(place), of)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_moves_a_child_into_the_next_band_sta_03() {
        let [five, eleven, sixteen] = AgeBand::bounds("2026-11-30".parse().unwrap());
        assert_eq!(five.to_string(), "2021-11-30");
        assert_eq!(eleven.to_string(), "2015-11-30");
        assert_eq!(sixteen.to_string(), "2010-11-30");
    }

    #[test]
    fn the_table_has_no_count_in_it_but_rounded_ones_sta_03() {
        let counts = [
            [1003, 104, 12, 3],
            [2001, 301, 55, 31],
            [1999, 402, 77, 42],
            [900, 99, 13, 18],
        ];
        let sent = serde_json::to_string(&StatisticsShown::columns(&counts)).unwrap();
        for exact in ["1003", "104", "2001", "1999", "402", "\"About\":3}"] {
            assert!(!sent.contains(exact), "{sent}");
        }
        assert!(sent.contains("{\"About\":1005}"), "{sent}");
    }
}
