//! The four measures, as shares of a whole (DQ-01).

use serde::{Deserialize, Serialize};

use crate::data_source::{FileCounts, RowCode};
use crate::desk::Week;
use crate::id::LocalAuthorityCode;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Children with a record, of all children who live there by the estimate.
    Coverage,
    /// Records, or rows of a source, with everything that is required.
    Completeness,
    /// Rows that repeat no other of the same source.
    Uniqueness,
    /// Rows that were supplied in the right form.
    Validity,
}

impl Measure {
    /// All four, in the order in which they are shown.
    pub const ALL: [Measure; 4] = [
        Measure::Coverage,
        Measure::Completeness,
        Measure::Uniqueness,
        Measure::Validity,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Measure::Coverage => "coverage",
            Measure::Completeness => "completeness",
            Measure::Uniqueness => "uniqueness",
            Measure::Validity => "validity",
        }
    }

    /// The measure with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.code() == code)
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Measure::Coverage => "Coverage",
            Measure::Completeness => "Completeness",
            Measure::Uniqueness => "Uniqueness",
            Measure::Validity => "Validity",
        }
    }

    /// What it says.
    pub fn meaning(self) -> &'static str {
        match self {
            Measure::Coverage => {
                "Children with a record, of the children who live in the area by the latest estimate"
            }
            Measure::Completeness => {
                "Records with a name, date of birth, gender, address, and a parent or carer"
            }
            Measure::Uniqueness => "Rows that repeat no other row of the same source",
            Measure::Validity => "Rows supplied in the week that were in the right form",
        }
    }
}

/// A share of fewer than so many is not shown: it would say something of each of them.
pub const FEWEST: i64 = 10;

/// So many of so many. It stays on the server: a count may tell of one child (SHLD-12).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// How many are as they should be.
    pub counted: i64,
    /// Of how many.
    pub of: i64,
}

impl Share {
    /// As it is shown, never rounded up to all of it: 999 where one in ten thousand is missing. None of
    /// nothing, and of too few.
    pub fn per_thousand(self) -> Option<PerThousand> {
        if self.of < FEWEST {
            return None;
        }
        let share = i128::from(self.counted.max(0)) * 1000 / i128::from(self.of);
        i32::try_from(share).ok().map(PerThousand)
    }
}

/// A share in tenths of a hundredth: all that is sent of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct PerThousand(i32);

impl PerThousand {
    /// In whole hundredths.
    pub fn per_cent(self) -> i32 {
        self.0 / 10
    }

    /// As people read it: `98.7%`.
    pub fn words(self) -> String {
        format!("{}.{}%", self.0 / 10, self.0 % 10)
    }
}

/// The share of each measure; none where it was not measured, or of too few.
pub type Shares = [Option<PerThousand>; 4];

/// Each share as people read it.
pub fn in_words(shares: &Shares) -> [String; 4] {
    shares.map(|share| share.map_or_else(|| "Not shown".to_owned(), PerThousand::words))
}

/// A week's measures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WeekOfQuality {
    /// Which week.
    pub week: Week,
    /// Its measures, in the order of [`Measure::ALL`].
    pub shares: Shares,
}

/// Something of which a whole is made up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum PartOf {
    /// An authority.
    Authority(LocalAuthorityCode),
    /// A source.
    Source,
}

/// A part of the whole, in the latest week.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Part {
    /// What it is.
    pub part: PartOf,
    /// Its name.
    pub name: String,
    /// Its measures.
    pub shares: Shares,
}

/// How good the data of an authority or of the nation are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QualityShown {
    /// The authority's name; none for the nation.
    pub authority: Option<String>,
    /// The weeks behind, oldest first.
    pub weeks: Vec<WeekOfQuality>,
    /// The parts of it: authorities first, then sources, by name.
    pub parts: Vec<Part>,
}

/// How many rows of a file were in the right form, whatever else became of them (FEED-07). What a row says
/// of a child who has no record here, or may have none, is in the right form.
pub fn validity(counts: &FileCounts) -> Share {
    let malformed: u64 = counts
        .refused
        .iter()
        .filter(|(code, _)| is_malformed(code))
        .map(|(_, rows)| rows)
        .sum();
    let all = counts.created + counts.changed + counts.unchanged + counts.older + counts.refused();
    let number = |rows: u64| i64::try_from(rows).unwrap_or(i64::MAX);
    Share {
        counted: number(all - malformed),
        of: number(all),
    }
}

fn is_malformed(code: &str) -> bool {
    let known = RowCode::ALL.iter().find(|known| known.code() == code);
    !matches!(
        known,
        Some(
            RowCode::NotAChild
                | RowCode::NoAuthority
                | RowCode::NotLive
                | RowCode::UnknownChild
                | RowCode::NoBasis
                | RowCode::Basis
                | RowCode::Line
                | RowCode::NotAgreed
                | RowCode::Closed
        )
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_or_of_few_is_not_shown_dq_01() {
        let share = |counted, of| Share { counted, of }.per_thousand().map(PerThousand::words);
        assert_eq!(share(0, 0), None);
        assert_eq!(share(9, 9), None);
        assert_eq!(share(10, 10).as_deref(), Some("100.0%"));
        assert_eq!(share(9_999, 10_000).as_deref(), Some("99.9%"));
        assert_eq!(share(1, 12_000_000).as_deref(), Some("0.0%"));
        assert_eq!(share(110, 100).as_deref(), Some("110.0%"));
    }

    #[test]
    fn only_rows_in_the_wrong_form_count_against_validity_dq_01() {
        let mut counts = FileCounts {
            created: 5,
            unchanged: 3,
            ..FileCounts::default()
        };
        counts.refused.insert(RowCode::Date.code().to_owned(), 2);
        counts
            .refused
            .insert(RowCode::NotAChild.code().to_owned(), 4);
        let share = validity(&counts);
        assert_eq!((share.counted, share.of), (12, 14));
        assert_eq!(validity(&FileCounts::default()), Share::default());
    }
}
