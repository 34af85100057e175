//! What is stated of a child who has ceased to live in England: one of three things, never a blank
//! (D-14, REC-03).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::years_after;
use crate::refusal::Rejection;

/// For so many years somebody can be away and still mean to come back; then being away is itself the
/// answer (D-14).
pub const AWAY_FOR_YEARS: u32 = 3;

/// Whether the family means to come back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Intention {
    /// Within three years.
    Returns,
    /// Not within three years.
    DoesNotReturn,
    /// Nobody knows.
    NoInformation,
}

impl Intention {
    /// All three.
    pub const ALL: [Intention; 3] = [
        Intention::Returns,
        Intention::DoesNotReturn,
        Intention::NoInformation,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Intention::Returns => "returns",
            Intention::DoesNotReturn => "does-not-return",
            Intention::NoInformation => "no-information",
        }
    }

    /// The one with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|intention| intention.code() == code)
    }

    /// As it is chosen.
    pub fn title(self) -> &'static str {
        match self {
            Intention::Returns => "They mean to return to England within three years",
            Intention::DoesNotReturn => "They do not mean to return within three years",
            Intention::NoInformation => "I do not know whether they mean to return",
        }
    }

    /// As it stands on the record in place of an address.
    pub fn on_record(self) -> &'static str {
        match self {
            Intention::Returns => {
                "Has ceased to live in England and is expected back within three years"
            }
            Intention::DoesNotReturn => {
                "Has ceased to live in England and is not expected back within three years"
            }
            Intention::NoInformation => {
                "Has ceased to live in England. Whether the child will come back is not known"
            }
        }
    }
}

/// Where the family went.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WentTo {
    /// Scotland.
    Scotland,
    /// Wales.
    Wales,
    /// Northern Ireland.
    NorthernIreland,
    /// Another country, the Isle of Man and the Channel Islands among them.
    Abroad,
    /// Nobody knows.
    Unknown,
}

impl WentTo {
    /// Every place.
    pub const ALL: [WentTo; 5] = [
        WentTo::Scotland,
        WentTo::Wales,
        WentTo::NorthernIreland,
        WentTo::Abroad,
        WentTo::Unknown,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            WentTo::Scotland => "scotland",
            WentTo::Wales => "wales",
            WentTo::NorthernIreland => "northern-ireland",
            WentTo::Abroad => "abroad",
            WentTo::Unknown => "unknown",
        }
    }

    /// The one with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.code() == code)
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            WentTo::Scotland => "Scotland",
            WentTo::Wales => "Wales",
            WentTo::NorthernIreland => "Northern Ireland",
            WentTo::Abroad => "Another country",
            WentTo::Unknown => "Not known",
        }
    }

    /// Whether a move there is for good, whatever is used in England from there (D-16).
    pub fn crosses_the_border(self) -> bool {
        matches!(self, WentTo::Scotland | WentTo::Wales)
    }
}

/// What is stated: whether they mean to come back, since when they live elsewhere, and where.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Departure {
    /// Whether they mean to come back.
    pub intention: Intention,
    /// The day on which they ceased to live in England.
    pub ceased_on: NaiveDate,
    /// Where they went.
    pub went_to: WentTo,
}

impl Departure {
    /// Checks the day: since the birth, and not in the future.
    pub fn check(&self, date_of_birth: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
        let message = if self.ceased_on > today {
            "The day must be today or in the past. Tell us once they have left"
        } else if self.ceased_on < date_of_birth {
            "The day must not be before the child’s date of birth"
        } else {
            return Ok(());
        };
        Err(Rejection::of("ceased", message))
    }

    /// From this day on being away is itself the answer (D-14).
    pub fn absence_counts_from(&self) -> NaiveDate {
        years_after(self.ceased_on, AWAY_FOR_YEARS)
    }

    /// What it comes to on a day: whoever has been away for three years has not come back within them,
    /// whatever was meant and whether or not anybody has looked since (G-CLOCK).
    pub fn intention_on(&self, today: NaiveDate) -> Intention {
        if today >= self.absence_counts_from() {
            Intention::DoesNotReturn
        } else {
            self.intention
        }
    }

    /// Whether they have left for good (D-14, D-16).
    pub fn for_good(&self, today: NaiveDate) -> bool {
        self.went_to.crosses_the_border() || self.intention_on(today) == Intention::DoesNotReturn
    }

    /// As the trail keeps it, apart: it tells where a child is.
    pub(super) fn restricted(&self) -> Value {
        json!({
            "intention": self.intention.code(),
            "ceased": self.ceased_on,
            "went_to": self.went_to.code(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn left(intention: Intention, ceased_on: &str, went_to: WentTo) -> Departure {
        Departure {
            intention,
            ceased_on: date(ceased_on),
            went_to,
        }
    }

    #[test]
    fn there_are_three_statements_and_codes_come_back_d_14_rec_03() {
        for intention in Intention::ALL {
            assert_eq!(Intention::from_code(intention.code()), Some(intention));
        }
        for place in WentTo::ALL {
            assert_eq!(WentTo::from_code(place.code()), Some(place));
        }
        assert_eq!(Intention::from_code("perhaps"), None);
    }

    #[test]
    fn a_day_of_leaving_lies_between_the_birth_and_today_lve_01() {
        let (born, today) = (date("2015-05-14"), date("2026-11-02"));
        let on = |day: &str| left(Intention::Returns, day, WentTo::Abroad).check(born, today);
        assert!(on("2015-05-14").is_ok() && on("2026-11-02").is_ok());
        assert!(on("2015-05-13").is_err() && on("2026-11-03").is_err());
    }

    #[test]
    fn three_years_away_defeat_what_was_meant_d_14_t_20() {
        for intention in [Intention::Returns, Intention::NoInformation] {
            let stated = left(intention, "2023-11-03", WentTo::Abroad);
            assert_eq!(stated.intention_on(date("2026-11-02")), intention);
            assert!(!stated.for_good(date("2026-11-02")));
            assert!(stated.for_good(date("2026-11-03")));
        }
        let leap = left(Intention::Returns, "2024-02-29", WentTo::Abroad);
        assert!(!leap.for_good(date("2027-02-28")));
        assert!(leap.for_good(date("2027-03-01")));
    }

    #[test]
    fn a_move_to_scotland_or_wales_is_for_good_at_once_d_16() {
        let today = date("2026-11-02");
        for (place, for_good) in [
            (WentTo::Scotland, true),
            (WentTo::Wales, true),
            (WentTo::NorthernIreland, false),
            (WentTo::Abroad, false),
            (WentTo::Unknown, false),
        ] {
            let stated = left(Intention::Returns, "2026-11-01", place);
            assert_eq!(stated.for_good(today), for_good, "{place:?}");
        }
    }
}
