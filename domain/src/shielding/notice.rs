//! One notice: somebody who says that a record must be shielded (SHLD-05).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ground::Ground;
use crate::refusal::Rejection;

/// Whose word a notice is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A user's.
    User,
    /// A data source's (SHLD-03).
    Source,
    /// A member of the public's, entered by the responsible manager (SHLD-04).
    MemberOfPublic,
    /// A practitioner's without an account, entered by the responsible manager (SHLD-04).
    NonUser,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Origin; 4] = [
        Origin::User,
        Origin::Source,
        Origin::MemberOfPublic,
        Origin::NonUser,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Origin::User => "user",
            Origin::Source => "source",
            Origin::MemberOfPublic => "member-of-public",
            Origin::NonUser => "non-user",
        }
    }

    /// The origin with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.code() == code)
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Origin::User => "A user",
            Origin::Source => "A source of data",
            Origin::MemberOfPublic => "A member of the public",
            Origin::NonUser => "A practitioner without an account",
        }
    }

    /// Whether the responsible manager enters it on behalf of somebody, which is urgent (SHLD-04).
    pub fn on_behalf(self) -> bool {
        matches!(self, Origin::MemberOfPublic | Origin::NonUser)
    }
}

/// What somebody asks for. That the need was talked over is asked for and never required (SHLD-02).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// For whom.
    pub origin: Origin,
    /// Why.
    pub ground: Ground,
    /// Whether it was talked over with the child or the family.
    pub discussed_with_family: bool,
    /// Whether it was talked over with one's own manager.
    pub discussed_with_manager: bool,
    /// Until when it is thought to be needed, where that is known. Nothing ends by itself: the
    /// shield is looked at on that day (SHLD-14).
    pub until: Option<NaiveDate>,
}

impl Asked {
    /// Checks the day: not in the past. However short, it is enough (SHLD-14).
    pub fn check(&self, today: NaiveDate) -> Result<(), Rejection> {
        match self.until {
            Some(until) if until < today => Err(Rejection::of(
                "until",
                "The date until which it is needed must be today or later",
            )),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shield_may_be_asked_for_however_short_shld_14() {
        let today: NaiveDate = "2026-11-02".parse().unwrap();
        let asked = |until: Option<&str>| Asked {
            origin: Origin::User,
            ground: Ground::HarmToChild,
            discussed_with_family: false,
            discussed_with_manager: false,
            until: until.map(|day| day.parse().unwrap()),
        };
        assert!(asked(None).check(today).is_ok());
        assert!(asked(Some("2026-11-02")).check(today).is_ok());
        assert!(asked(Some("2026-11-01")).check(today).is_err());
    }

    #[test]
    fn what_a_manager_enters_on_behalf_is_urgent_shld_04() {
        let urgent = Origin::ALL.into_iter().filter(|origin| origin.on_behalf());
        assert_eq!(
            urgent.collect::<Vec<_>>(),
            [Origin::MemberOfPublic, Origin::NonUser]
        );
    }
}
