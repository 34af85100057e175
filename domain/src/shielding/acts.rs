//! Asking for a shield, saying that it is no longer needed, and the responsible manager's part.

use serde_json::json;

use super::notice::{Asked, Origin};
use super::review::{Informed, Review};
use super::settings::ShieldSettings;
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::RecordBearing;
use crate::id::{AccountId, ChildNumber, LocalAuthorityCode, NoticeId, ShieldId};
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// Asking that a record be shielded: it is, at once (SHLD-01, D-03, matrix row 22).
#[derive(Debug)]
pub struct RequestShield {
    /// Whose.
    pub child: ChildNumber,
    /// What is asked for.
    pub asked: Asked,
}

impl Act for RequestShield {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        let Asked { origin, ground, .. } = self.asked;
        Event::on_child("shield.requested", self.child)
            .detail(json!({ "origin": origin.code() }))
            .restricted(json!({ "ground": ground }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        if !hat.role.uses_records() || !self.asked.ground.open_to(hat.role) {
            return Err(Refusal::Role);
        }
        let record = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        match self.asked.origin {
            Origin::User => Ok(()),
            Origin::Source => Err(Refusal::Role),
            Origin::MemberOfPublic | Origin::NonUser => {
                responsible_manager(standing, &record.local_authority)
            }
        }
    }
}

/// Whether somebody is the manager of an authority, under that hat (D-05, D-09).
fn responsible_manager(standing: &Standing, authority: &LocalAuthorityCode) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if hat.role != Role::LocalAuthorityManager {
        return Err(Refusal::Role);
    }
    if hat.local_authority.as_ref() == Some(authority) {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}

/// Listing the notices of one's own that stand.
#[derive(Debug)]
pub struct ListMyNotices;

impl Act for ListMyNotices {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("shield.own-listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.uses_records() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// What bears on a notice about a live record; none where there is no such notice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoticeBearing {
    /// Whose record.
    pub child: ChildNumber,
    /// Who is responsible for it.
    pub local_authority: LocalAuthorityCode,
    /// Whose word it is.
    pub origin: Origin,
    /// Who asked or entered it; none for a source.
    pub account: Option<AccountId>,
    /// Whether that account is closed, so that nobody else can say that it is no longer needed.
    pub left: bool,
}

/// Saying that a notice is no longer needed: whoever gave it; for those who cannot, the responsible
/// manager (D-05). The record stays shielded.
#[derive(Debug)]
pub struct WithdrawNotice {
    /// Which.
    pub notice: NoticeId,
}

impl Act for WithdrawNotice {
    type Bearing = Option<NoticeBearing>;

    fn event(&self) -> Event {
        Event::of("shield.notice_withdrawn").about("shield-notice", self.notice)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.uses_records() => {}
            _ => return Err(Refusal::Role),
        }
        let notice = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        let own = notice.account.is_some() && notice.account == standing.account();
        match notice.origin {
            Origin::User if own => Ok(()),
            Origin::User if !notice.left => Err(Refusal::NotYours),
            Origin::Source => Err(Refusal::NotYours),
            _ => responsible_manager(standing, &notice.local_authority)
                .map_err(|_| Refusal::NotYours),
        }
    }
}

/// Listing the shielded records of one's authority.
#[derive(Debug)]
pub struct ListShields;

impl Act for ListShields {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("shield.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        sees(standing, None)
    }
}

/// Listing the authorities with a review that was not done in time, for the central team.
#[derive(Debug)]
pub struct ListOverdueAuthorities;

impl Act for ListOverdueAuthorities {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("shield.overdue-listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::CentralTeam) => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// Seeing whom an authority tells of late reviews, and how often its panel meets (SHLD-07, T-27).
#[derive(Debug)]
pub struct ViewShieldSettings;

impl Act for ViewShieldSettings {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("shield.settings-viewed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        manager(standing)
    }
}

/// Setting it: the manager's to do (matrix row 63).
#[derive(Debug)]
pub struct SetShieldSettings {
    /// To what.
    pub settings: ShieldSettings,
}

impl Act for SetShieldSettings {
    type Bearing = ();

    fn event(&self) -> Event {
        let months = self.settings.meets_every_months;
        Event::of("shield.settings-changed").detail(json!({ "meets_every_months": months }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        manager(standing)
    }
}

/// Whether somebody is an authority's manager.
fn manager(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(Role::LocalAuthorityManager) => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// What bears on a shield of a live record; none where there is no such shield.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShieldBearing {
    /// Whose record.
    pub child: ChildNumber,
    /// Who is responsible for it.
    pub local_authority: LocalAuthorityCode,
}

/// Whether somebody sees shields: the manager, and a data administrator with the right to; those of
/// the own authority alone (SHLD-11, matrix row 3 and note 2).
fn sees(standing: &Standing, of: Option<&LocalAuthorityCode>) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    let own = hat.local_authority.as_ref().ok_or(Refusal::Role)?;
    if !hat.sees_shields_of(own) {
        return Err(Refusal::Role);
    }
    match of {
        Some(authority) if authority != own => Err(Refusal::NotYours),
        _ => Ok(()),
    }
}

/// The same about one shield, which there may not be.
fn sees_one(standing: &Standing, bearing: Option<&ShieldBearing>) -> Result<(), Refusal> {
    sees(standing, None)?;
    let shield = bearing.ok_or(Refusal::NoSuchRecord)?;
    sees(standing, Some(&shield.local_authority))
}

/// Whether somebody is the manager who decides about a shield (SHLD-11, matrix rows 23 and 24).
fn decides(standing: &Standing, bearing: Option<&ShieldBearing>) -> Result<(), Refusal> {
    match standing.role() {
        Some(Role::LocalAuthorityManager) => {}
        _ => return Err(Refusal::Role),
    }
    let shield = bearing.ok_or(Refusal::NoSuchRecord)?;
    responsible_manager(standing, &shield.local_authority)
}

/// Seeing a shield: its notices, its reviews, and who else lives at the address (SHLD-13).
#[derive(Debug)]
pub struct ViewShield {
    /// Which.
    pub shield: ShieldId,
}

impl Act for ViewShield {
    type Bearing = Option<ShieldBearing>;

    fn event(&self) -> Event {
        Event::of("shield.viewed").about("shield", self.shield)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        sees_one(standing, bearing.as_ref())
    }
}

/// Seeing the whole of a shielded record (SHLD-11, D-09).
#[derive(Debug)]
pub struct ViewShieldedInFull {
    /// Whose.
    pub child: ChildNumber,
}

impl Act for ViewShieldedInFull {
    /// None where there is no live record of that number that is shielded.
    type Bearing = Option<ShieldBearing>;

    fn event(&self) -> Event {
        Event::on_child("shield.viewed_full", self.child)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        sees_one(standing, bearing.as_ref())
    }
}

/// Reviewing a shield (SHLD-07, D-04).
#[derive(Debug)]
pub struct ReviewShield {
    /// Which.
    pub shield: ShieldId,
    /// What the review came to.
    pub review: Review,
}

impl Act for ReviewShield {
    type Bearing = Option<ShieldBearing>;

    fn event(&self) -> Event {
        Event::of("shield.reviewed")
            .about("shield", self.shield)
            .restricted(json!({ "review": self.review }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Lifting a shield that nobody asks for any more and whose end is recommended (SHLD-09, D-05). There
/// is none without a word on whether the family was told (D-46).
#[derive(Debug)]
pub struct LiftShield {
    /// Which.
    pub shield: ShieldId,
    /// Whether the family was told.
    pub informed: Informed,
}

impl Act for LiftShield {
    type Bearing = Option<ShieldBearing>;

    fn event(&self) -> Event {
        Event::of("shield.lifted")
            .about("shield", self.shield)
            .restricted(json!({ "informed": self.informed.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}
