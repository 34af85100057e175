//! What an authority sets about its shields: whom a late review is told to, and how often its panel
//! meets (SHLD-07, T-27).

use serde::{Deserialize, Serialize};

use crate::involvement::address;
use crate::refusal::{Problem, Rejection};

/// Months from one meeting of the panel to the next, unless the authority sets it (T-27).
pub const MEETS_EVERY_MONTHS: u32 = 3;

/// What an authority has set.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShieldSettings {
    /// The e-mail address of the director, who is no user; none where nobody has entered it.
    pub director: Option<String>,
    /// Months from one meeting of the panel to the next. Every shield is before a meeting at least
    /// twice a year (D-04), so six at the most.
    pub meets_every_months: u32,
}

impl Default for ShieldSettings {
    fn default() -> Self {
        Self {
            director: None,
            meets_every_months: MEETS_EVERY_MONTHS,
        }
    }
}

impl ShieldSettings {
    /// Reads what was typed. No address means that nobody is told.
    pub fn parse(director: &str, meets_every_months: &str) -> Result<Self, Rejection> {
        let director = match director.trim() {
            "" => Ok(None),
            typed => address(typed).map(Some).ok_or(Problem::new(
                "director",
                "Enter an e-mail address, like name@example.com, or leave it empty",
            )),
        };
        let months = meets_every_months.trim().parse().ok();
        let months = months.filter(|months| (1..=6).contains(months));
        let months = months.ok_or(Problem::new(
            "meets_every_months",
            "Enter the number of months between meetings, from 1 to 6",
        ));
        match (director, months) {
            (Ok(director), Ok(meets_every_months)) => Ok(Self {
                director,
                meets_every_months,
            }),
            (director, months) => Err(Rejection(
                [director.err(), months.err()]
                    .into_iter()
                    .flatten()
                    .collect(),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directors_address_is_checked_and_the_cadence_keeps_to_half_a_year_shld_07_t_27() {
        let set = ShieldSettings::parse(" Director@Council.example ", "3").unwrap();
        assert_eq!(set.director.as_deref(), Some("director@council.example"));
        assert_eq!(set.meets_every_months, 3);
        assert_eq!(ShieldSettings::parse("", "6").unwrap().director, None);
        for (director, months) in [
            ("director", "3"),
            ("a@b.example", "0"),
            ("", "7"),
            ("", "x"),
        ] {
            assert!(ShieldSettings::parse(director, months).is_err());
        }
        let Rejection(problems) = ShieldSettings::parse("a@b@c", "").unwrap_err();
        assert_eq!(problems.len(), 2);
    }
}
