//! One person's look at one shielded record, and until when.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::reason::GlassReason;
use crate::clock::Moment;
use crate::id::{AccountId, ChildNumber, GlassId};
use crate::refusal::{Refusal, Rejection};
use crate::standing::{Role, Standing};

/// For how many minutes it is open once a colleague has agreed, unless the central team sets fewer.
pub const OPEN_FOR_MINUTES: u32 = 60;

/// For how many hours a colleague can agree to what was asked.
const ASKED_FOR_HOURS: i64 = 24;

/// For how many minutes a look lasts: never more than an hour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GlassTime(u32);

impl Default for GlassTime {
    fn default() -> Self {
        Self(OPEN_FOR_MINUTES)
    }
}

impl GlassTime {
    /// So many minutes: five at the least, an hour at the most.
    pub fn of(minutes: u32) -> Option<Self> {
        (5..=OPEN_FOR_MINUTES)
            .contains(&minutes)
            .then_some(Self(minutes))
    }

    /// Reads what was typed.
    pub fn parse(typed: &str) -> Result<Self, Rejection> {
        let minutes = typed.trim().parse().ok().and_then(Self::of);
        minutes.ok_or_else(|| Rejection::of("minutes", "Enter a number of minutes, from 5 to 60"))
    }

    /// The minutes.
    pub fn minutes(self) -> u32 {
        self.0
    }

    /// The first moment at which nothing is shown any more.
    pub fn closes_at(self, agreed_at: Moment) -> Moment {
        agreed_at + TimeDelta::minutes(i64::from(self.0))
    }
}

/// The first moment at which what was asked can no longer be agreed to.
pub fn lapses_at(asked_at: Moment) -> Moment {
    asked_at + TimeDelta::hours(ASKED_FOR_HOURS)
}

/// The moment after which something must have been asked to wait still.
pub fn asked_after(now: Moment) -> Moment {
    now - TimeDelta::hours(ASKED_FOR_HOURS)
}

/// What bears on one person's look at a shielded record; none where there is none, or where the record
/// is no longer live and shielded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GlassBearing {
    /// Whose record.
    pub child: ChildNumber,
    /// Who asked.
    pub asked_by: AccountId,
    /// When.
    pub asked_at: Moment,
    /// The first moment at which it shows nothing; none until a colleague has agreed.
    pub closes_at: Option<Moment>,
}

/// Whether somebody is of the central team.
pub(super) fn central(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(Role::CentralTeam) => Ok(()),
        _ => Err(Refusal::Role),
    }
}

impl GlassBearing {
    /// Whether whoever acts may look now: the person who asked, before it closes.
    pub fn shows(&self, standing: &Standing) -> Result<(), Refusal> {
        if standing.account() != Some(self.asked_by) {
            return Err(Refusal::NotYours);
        }
        match self.closes_at {
            Some(closes_at) if standing.now < closes_at => Ok(()),
            _ => Err(Refusal::NoSuchRecord),
        }
    }

    /// Whether whoever acts may decide: somebody else, while it waits. Nobody agrees to their own.
    pub fn waits_for(&self, standing: &Standing) -> Result<(), Refusal> {
        if standing.account() == Some(self.asked_by) {
            return Err(Refusal::NotYours);
        }
        if self.closes_at.is_none() && standing.now < lapses_at(self.asked_at) {
            Ok(())
        } else {
            Err(Refusal::NoSuchRecord)
        }
    }
}

/// The page of the central team.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GlassDesk {
    /// What one has asked for, and may look at.
    pub own: Vec<MyGlass>,
    /// What colleagues ask for.
    pub asked: Vec<AskedGlass>,
    /// For how long a look lasts.
    pub time: GlassTime,
}

/// Something one asked for oneself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyGlass {
    /// Which.
    pub id: GlassId,
    /// The record's number.
    pub number: ChildNumber,
    /// Why.
    pub reason: GlassReason,
    /// Until when one may look; none while it waits.
    pub closes_at: Option<Moment>,
}

/// Something that a colleague asks for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AskedGlass {
    /// Which.
    pub id: GlassId,
    /// Who asks.
    pub by: String,
    /// The record's number.
    pub number: ChildNumber,
    /// Why.
    pub reason: GlassReason,
    /// The day on which it was asked.
    pub asked_on: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{OrganisationId, SessionId};
    use crate::standing::{Actor, Channel, Hat};
    use uuid::Uuid;

    fn of_the_central_team(account: u128, now: &str) -> Standing {
        let actor = Actor::Person {
            account: AccountId(Uuid::from_u128(account)),
            session: SessionId(Uuid::from_u128(1)),
            hat: Hat {
                role: Role::CentralTeam,
                organisation: OrganisationId(Uuid::from_u128(1)),
                team: None,
                local_authority: None,
                brokering_right: false,
                shield_right: false,
            },
        };
        Standing {
            actor,
            channel: Channel::Web,
            now: now.parse().unwrap(),
        }
    }

    #[test]
    fn a_look_lasts_an_hour_at_the_most_and_closes_to_the_second_shld_11() {
        let asked_at: Moment = "2026-11-02T09:00:00Z".parse().unwrap();
        let mut glass = GlassBearing {
            child: ChildNumber::nth(1),
            asked_by: AccountId(Uuid::from_u128(1)),
            asked_at,
            closes_at: None,
        };
        let waits = |glass: &GlassBearing, who, now: &str| {
            glass.waits_for(&of_the_central_team(who, now)).is_ok()
        };
        assert!(!waits(&glass, 1, "2026-11-02T09:01:00Z"), "one's own");
        assert!(waits(&glass, 2, "2026-11-03T08:59:59Z"));
        assert!(!waits(&glass, 2, "2026-11-03T09:00:00Z"), "lapsed");
        glass.closes_at = Some(GlassTime::default().closes_at(asked_at));
        let shows = |who, now: &str| glass.shows(&of_the_central_team(who, now)).is_ok();
        assert!(shows(1, "2026-11-02T09:59:59Z"));
        assert!(!shows(1, "2026-11-02T10:00:00Z"));
        assert!(!shows(2, "2026-11-02T09:30:00Z"), "a colleague");
        assert!(!waits(&glass, 2, "2026-11-02T09:30:00Z"), "decided");
    }

    #[test]
    fn the_time_is_set_between_five_minutes_and_an_hour_shld_11() {
        for (typed, minutes) in [
            ("5", Some(5)),
            (" 60 ", Some(60)),
            ("4", None),
            ("61", None),
        ] {
            assert_eq!(
                GlassTime::parse(typed).ok().map(GlassTime::minutes),
                minutes
            );
        }
    }
}
