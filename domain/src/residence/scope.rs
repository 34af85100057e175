//! Who belongs in the directory (D-13, GEN-09): one policy, asked wherever it matters.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Departure, Stated};
use crate::id::LocalAuthorityCode;
use crate::refusal::Rejection;

/// By which wording an installation decides who belongs (D-13).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Whoever is ordinarily resident in England: being away for a time ends nothing.
    #[default]
    OrdinarilyResident,
    /// Whoever is in the area of a local authority: the wording of 2010.
    InAnArea,
}

impl Scope {
    /// Both.
    pub const ALL: [Scope; 2] = [Scope::OrdinarilyResident, Scope::InAnArea];

    /// The code in an installation's settings.
    pub fn code(self) -> &'static str {
        match self {
            Scope::OrdinarilyResident => "ordinarily-resident",
            Scope::InAnArea => "in-an-area",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A setting that is neither wording.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("who belongs is ordinarily-resident or in-an-area")]
pub struct NoScope;

impl FromStr for Scope {
    type Err = NoScope;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.code() == code)
            .ok_or(NoScope)
    }
}

/// Where a child is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence<'a> {
    /// At an address: in which authority's area, where it is in England at all.
    At(Option<&'a LocalAuthorityCode>),
    /// Somewhere else, as is stated, on a day.
    Ceased(&'a Departure, NaiveDate),
}

/// Whether a child belongs in the directory (D-13, GEN-09).
pub fn belongs(scope: Scope, presence: Presence<'_>) -> bool {
    match (scope, presence) {
        (_, Presence::At(area)) => area.is_some(),
        (Scope::OrdinarilyResident, Presence::Ceased(departure, today)) => {
            !departure.for_good(today)
        }
        (Scope::InAnArea, Presence::Ceased(..)) => false,
    }
}

/// Whether a record may be archived because its child has left England: that is stated, the child no
/// longer belongs, and somebody took a step to be sure (LVE-01, D-14, D-16).
pub fn may_archive(
    scope: Scope,
    stated: Option<&Stated>,
    today: NaiveDate,
) -> Result<(), Rejection> {
    let message = match stated {
        None => "Record what is known of the move first",
        Some(stated) if belongs(scope, Presence::Ceased(&stated.departure, today)) => {
            "The record stays: they mean to return within three years, or nobody knows. It is looked at again every six months"
        }
        Some(stated) if stated.steps.is_empty() => {
            "Record at least one step that you took to be sure"
        }
        Some(_) => return Ok(()),
    };
    Err(Rejection::of("confirmed", message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Step;
    use crate::residence::{Intention, WentTo};

    fn today() -> NaiveDate {
        "2026-11-02".parse().unwrap()
    }

    fn stated(intention: Intention, went_to: WentTo, steps: &[Step]) -> Stated {
        Stated {
            departure: Departure {
                intention,
                ceased_on: "2026-08-01".parse().unwrap(),
                went_to,
            },
            stated_on: today(),
            steps: steps.to_vec(),
        }
    }

    #[test]
    fn who_belongs_is_decided_by_one_of_two_wordings_d_13_gen_09() {
        let area = LocalAuthorityCode("E08000032".into());
        for scope in Scope::ALL {
            assert_eq!(scope.code().parse(), Ok(scope));
            assert!(belongs(scope, Presence::At(Some(&area))));
            assert!(!belongs(scope, Presence::At(None)));
        }
        let away = stated(Intention::Returns, WentTo::Abroad, &[]).departure;
        let away = Presence::Ceased(&away, today());
        assert!(belongs(Scope::OrdinarilyResident, away));
        assert!(!belongs(Scope::InAnArea, away));
        let gone = stated(Intention::DoesNotReturn, WentTo::Abroad, &[]).departure;
        for scope in Scope::ALL {
            assert!(!belongs(scope, Presence::Ceased(&gone, today())));
        }
    }

    #[test]
    fn only_not_meaning_to_return_archives_and_only_after_a_step_d_14_lve_01() {
        let may = |intention, steps: &[Step]| {
            let stated = stated(intention, WentTo::Abroad, steps);
            may_archive(Scope::OrdinarilyResident, Some(&stated), today())
        };
        let step = [Step::AskedFamily];
        assert!(may(Intention::DoesNotReturn, &step).is_ok());
        assert!(may(Intention::DoesNotReturn, &[]).is_err());
        assert!(may(Intention::Returns, &step).is_err());
        assert!(may(Intention::NoInformation, &step).is_err());
        assert!(may_archive(Scope::OrdinarilyResident, None, today()).is_err());
    }

    #[test]
    fn a_family_in_wales_is_archived_whatever_it_means_to_do_d_16_lve_02() {
        for intention in Intention::ALL {
            let stated = stated(intention, WentTo::Wales, &[Step::AskedGpPractice]);
            assert!(may_archive(Scope::OrdinarilyResident, Some(&stated), today()).is_ok());
        }
    }
}
