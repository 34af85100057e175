//! Holding back destruction while something is investigated (ARC-06, T-24).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clock::months_after;
use crate::refusal::Rejection;

/// After how many months a hold is looked at again, unless an earlier day is set (T-24).
pub const HELD_FOR_MONTHS: u32 = 3;

/// What is investigated, or is planned to be: a hold names it (ARC-06).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HoldReason {
    /// Under section 47 of the Children Act 1989.
    Section47Investigation,
    /// Of a crime.
    CriminalInvestigation,
    /// A prosecution.
    Prosecution,
    /// A serious case review.
    SeriousCaseReview,
    /// Of a complaint about ContactPoint.
    ComplaintInvestigation,
    /// Before a court.
    CourtProceedings,
}

impl HoldReason {
    /// Every reason.
    pub const ALL: [HoldReason; 6] = [
        HoldReason::Section47Investigation,
        HoldReason::CriminalInvestigation,
        HoldReason::Prosecution,
        HoldReason::SeriousCaseReview,
        HoldReason::ComplaintInvestigation,
        HoldReason::CourtProceedings,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            HoldReason::Section47Investigation => "section-47-investigation",
            HoldReason::CriminalInvestigation => "criminal-investigation",
            HoldReason::Prosecution => "prosecution",
            HoldReason::SeriousCaseReview => "serious-case-review",
            HoldReason::ComplaintInvestigation => "complaint-investigation",
            HoldReason::CourtProceedings => "court-proceedings",
        }
    }

    /// The reason with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            HoldReason::Section47Investigation => "A section 47 investigation",
            HoldReason::CriminalInvestigation => "A criminal investigation",
            HoldReason::Prosecution => "A prosecution",
            HoldReason::SeriousCaseReview => "A serious case review",
            HoldReason::ComplaintInvestigation => "An investigation of a complaint",
            HoldReason::CourtProceedings => "Court proceedings",
        }
    }
}

/// The day by which a hold is reviewed: the one chosen, after today and no later than the three
/// months that are the rule; the latter where none is chosen (T-24).
pub fn reviewed_by(chosen: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate, Rejection> {
    let latest = months_after(today, HELD_FOR_MONTHS);
    match chosen {
        None => Ok(latest),
        Some(day) if day > today && day <= latest => Ok(day),
        Some(_) => Err(Rejection::of(
            "review",
            "The review must be after today and within three months",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_hold_is_reviewed_within_three_months_t_24() {
        let today = date("2026-11-30");
        assert_eq!(reviewed_by(None, today), Ok(date("2027-02-28")));
        for (day, accepted) in [
            ("2026-11-30", false),
            ("2026-12-01", true),
            ("2027-02-28", true),
            ("2027-03-01", false),
        ] {
            assert_eq!(
                reviewed_by(Some(date(day)), today).is_ok(),
                accepted,
                "{day}"
            );
        }
    }

    #[test]
    fn codes_come_back_arc_06() {
        for reason in HoldReason::ALL {
            assert_eq!(HoldReason::from_code(reason.code()), Some(reason));
        }
    }
}
