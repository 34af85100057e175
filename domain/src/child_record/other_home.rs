//! A second home: a child who lives in two places (TRF-01).

use serde::{Deserialize, Serialize};

use super::facts::Address;

/// Where a child lives besides, and how much of its time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OtherHome {
    /// Where it is.
    pub address: Address,
    /// How many nights are spent there, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nights: Option<Nights>,
}

/// How many nights of a week a child spends in a second home, halves among them: who changes homes weekly
/// spends three and a half. Kept as nights of a fortnight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Nights(u8);

/// A text or number that cannot be nights of a week.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no number of nights of a week, from 0 to 7")]
pub struct NotNights;

impl Nights {
    /// Nights of a fortnight.
    const ALL: u8 = 14;

    /// Reads nights of a week: `4`, `3.5`.
    pub fn parse(text: &str) -> Result<Self, NotNights> {
        let (whole, half) = match text.split_once('.') {
            None => (text, 0),
            Some((whole, "0")) => (whole, 0),
            Some((whole, "5")) => (whole, 1),
            Some(_) => return Err(NotNights),
        };
        match whole.as_bytes() {
            [digit @ b'0'..=b'9'] => Self::try_from((digit - b'0') * 2 + half),
            _ => Err(NotNights),
        }
    }

    /// Whether there are any.
    pub fn any(self) -> bool {
        self.0 > 0
    }

    /// Whether they are the greater part of the week.
    pub fn are_most(self) -> bool {
        self.0 > Self::ALL - self.0
    }
}

impl TryFrom<u8> for Nights {
    type Error = NotNights;

    fn try_from(of_fortnight: u8) -> Result<Self, NotNights> {
        (of_fortnight <= Self::ALL)
            .then_some(Nights(of_fortnight))
            .ok_or(NotNights)
    }
}

impl From<Nights> for u8 {
    fn from(nights: Nights) -> u8 {
        nights.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_nights_of_a_week_are_most_and_half_of_them_are_not_trf_01() {
        for (text, any, most) in [
            ("0", false, false),
            ("3", true, false),
            ("3.5", true, false),
            ("4", true, true),
            ("4.0", true, true),
            ("7", true, true),
        ] {
            let nights = Nights::parse(text).unwrap();
            assert_eq!((nights.any(), nights.are_most()), (any, most), "{text}");
            let kept = serde_json::to_value(nights).unwrap();
            assert_eq!(serde_json::from_value::<Nights>(kept).unwrap(), nights);
        }
    }

    #[test]
    fn what_is_no_number_or_more_than_a_week_has_is_not_nights_feed_07() {
        for text in ["", "8", "7.5", "14", "-1", "+3", "3.25", "3.", ".5", "most"] {
            assert_eq!(Nights::parse(text), Err(NotNights), "{text}");
        }
        assert!(serde_json::from_str::<Nights>("15").is_err());
    }
}
