//! The manager's part and the members' (SHLD-08, matrix row 3 note 3, row 23).

use chrono::NaiveDate;
use serde_json::json;

use super::meeting::MeetingState;
use crate::act::Act;
use crate::audit::Event;
use crate::clock::london_date;
use crate::id::{AccountId, ChildNumber, LocalAuthorityCode, MeetingId, PackId, ShieldId};
use crate::refusal::Refusal;
use crate::shielding::{Outcome, Review};
use crate::standing::{Hat, Role, Standing};

/// What bears on a meeting; none where there is no such meeting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeetingBearing {
    /// Whose panel meets.
    pub local_authority: LocalAuthorityCode,
    /// When.
    pub meets_on: NaiveDate,
    /// Where it stands.
    pub state: MeetingState,
    /// Whether whoever acts is invited.
    pub invited: bool,
}

/// The hat of an authority's manager.
fn manager(standing: &Standing) -> Result<&Hat, Refusal> {
    match standing.hat() {
        Some(hat) if hat.role == Role::LocalAuthorityManager => Ok(hat),
        _ => Err(Refusal::Role),
    }
}

/// Whether a meeting is the manager's own authority's.
fn manages(standing: &Standing, bearing: Option<&MeetingBearing>) -> Result<(), Refusal> {
    let hat = manager(standing)?;
    let meeting = bearing.ok_or(Refusal::NoSuchRecord)?;
    if hat.local_authority.as_ref() == Some(&meeting.local_authority) {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}

/// The same of a meeting that is not over.
fn prepares(standing: &Standing, bearing: Option<&MeetingBearing>) -> Result<(), Refusal> {
    manages(standing, bearing)?;
    match bearing {
        Some(meeting) if meeting.state == MeetingState::Planned => Ok(()),
        _ => Err(Refusal::NoSuchRecord),
    }
}

/// Whether a member is invited to a meeting of the own authority's panel that is not over.
fn takes_part(standing: &Standing, bearing: Option<&MeetingBearing>) -> Result<(), Refusal> {
    let hat = match standing.hat() {
        Some(hat) if hat.role == Role::PanelMember => hat,
        _ => return Err(Refusal::Role),
    };
    let meeting = bearing.ok_or(Refusal::NoSuchRecord)?;
    if !meeting.invited || hat.local_authority.as_ref() != Some(&meeting.local_authority) {
        return Err(Refusal::NotYours);
    }
    match meeting.state {
        MeetingState::Planned => Ok(()),
        MeetingState::Closed | MeetingState::CalledOff => Err(Refusal::NoSuchRecord),
    }
}

/// The same once the meeting's day has come.
fn is_there(standing: &Standing, bearing: Option<&MeetingBearing>) -> Result<(), Refusal> {
    takes_part(standing, bearing)?;
    let today = london_date(standing.now);
    match bearing {
        Some(meeting) if meeting.meets_on <= today => Ok(()),
        _ => Err(Refusal::NoSuchRecord),
    }
}

/// Listing meetings: the authority's to its manager, to a member those one is invited to.
#[derive(Debug)]
pub struct ListMeetings;

impl Act for ListMeetings {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("panel.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::LocalAuthorityManager | Role::PanelMember) => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// Calling a meeting of the authority's panel.
#[derive(Debug)]
pub struct ConveneMeeting {
    /// The day.
    pub on: NaiveDate,
    /// Who is invited.
    pub members: Vec<AccountId>,
}

impl Act for ConveneMeeting {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("panel.convened").detail(json!({ "on": self.on, "members": self.members }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        manager(standing).map(|_| ())
    }
}

/// Seeing a meeting: to its manager what is before it and what was said; to a member the packs.
#[derive(Debug)]
pub struct ViewMeeting {
    /// Which.
    pub meeting: MeetingId,
}

impl Act for ViewMeeting {
    type Bearing = Option<MeetingBearing>;

    fn event(&self) -> Event {
        Event::of("panel.viewed").about("panel-meeting", self.meeting)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::PanelMember) => takes_part(standing, bearing.as_ref()),
            _ => manages(standing, bearing.as_ref()),
        }
    }
}

/// What bears on bringing a shield before a meeting; none where there is no such meeting or shield.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TablingBearing {
    /// The meeting.
    pub meeting: MeetingBearing,
    /// Whose shield.
    pub child: ChildNumber,
    /// Who answers for the record.
    pub local_authority: LocalAuthorityCode,
}

/// Bringing a shield before a meeting, or taking it off.
#[derive(Debug)]
pub struct TableShield {
    /// Which meeting.
    pub meeting: MeetingId,
    /// Which shield.
    pub shield: ShieldId,
    /// Whether it comes before it.
    pub tabled: bool,
}

impl Act for TableShield {
    type Bearing = Option<TablingBearing>;

    fn event(&self) -> Event {
        Event::of("panel.tabled")
            .about("panel-meeting", self.meeting)
            .detail(json!({ "shield": self.shield, "tabled": self.tabled }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        prepares(standing, bearing.as_ref().map(|both| &both.meeting))?;
        match bearing {
            Some(both) if both.local_authority == both.meeting.local_authority => Ok(()),
            _ => Err(Refusal::NotYours),
        }
    }
}

/// What bears on a pack; none where no such shield is before a meeting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackBearing {
    /// The meeting.
    pub meeting: MeetingBearing,
    /// Whose shield.
    pub child: ChildNumber,
    /// Who answers for the record now.
    pub local_authority: LocalAuthorityCode,
    /// Whether whoever acts asked for the shield, and so has no part in it (section 3).
    pub asked_for_it: bool,
}

/// The pack, where its record is still its authority's: one that has moved is no longer there.
fn there(bearing: Option<&PackBearing>) -> Option<&PackBearing> {
    bearing.filter(|pack| pack.local_authority == pack.meeting.local_authority)
}

/// Whether a member sees a pack: nobody sees that of a shield they asked for themselves (section 3).
fn sees(standing: &Standing, bearing: Option<&PackBearing>) -> Result<(), Refusal> {
    let pack = there(bearing);
    takes_part(standing, pack.map(|pack| &pack.meeting))?;
    match pack {
        Some(pack) if !pack.asked_for_it => Ok(()),
        _ => Err(Refusal::NotYours),
    }
}

/// Seeing what was prepared about one shield: an invited member, and the manager who prepared it.
#[derive(Debug)]
pub struct ViewPack {
    /// Which.
    pub pack: PackId,
}

impl Act for ViewPack {
    type Bearing = Option<PackBearing>;

    fn event(&self) -> Event {
        Event::of("panel.pack_viewed").about("panel-pack", self.pack)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::PanelMember) => sees(standing, bearing.as_ref()),
            _ => prepares(standing, there(bearing.as_ref()).map(|pack| &pack.meeting)),
        }
    }
}

/// A member's views and recommendation on one shield, from the day of the meeting on.
#[derive(Debug)]
pub struct GiveOpinion {
    /// On which.
    pub pack: PackId,
    /// What they recommend, and whose views were taken.
    pub opinion: Review,
}

impl Act for GiveOpinion {
    type Bearing = Option<PackBearing>;

    fn event(&self) -> Event {
        Event::of("panel.opinion_given")
            .about("panel-pack", self.pack)
            .restricted(json!({ "opinion": self.opinion }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        sees(standing, bearing.as_ref())?;
        is_there(standing, bearing.as_ref().map(|pack| &pack.meeting))
    }
}

/// A member's saying that they are at the meeting, on its day.
#[derive(Debug)]
pub struct SayAttended {
    /// Which.
    pub meeting: MeetingId,
}

impl Act for SayAttended {
    type Bearing = Option<MeetingBearing>;

    fn event(&self) -> Event {
        Event::of("panel.attended").about("panel-meeting", self.meeting)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        is_there(standing, bearing.as_ref())
    }
}

/// Closing a meeting: who was there, and what it recommends of each shield. The manager decides about
/// each by a review of its own (D-05).
#[derive(Debug)]
pub struct CloseMeeting {
    /// Which.
    pub meeting: MeetingId,
    /// Who was there.
    pub attended: Vec<AccountId>,
    /// What it recommends.
    pub recommended: Vec<(PackId, Outcome)>,
}

impl Act for CloseMeeting {
    type Bearing = Option<MeetingBearing>;

    fn event(&self) -> Event {
        Event::of("panel.closed")
            .about("panel-meeting", self.meeting)
            .detail(json!({ "attended": self.attended }))
            .restricted(json!({ "recommended": self.recommended }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        prepares(standing, bearing.as_ref())
    }
}

/// Calling off a meeting: it does not count, and nobody sees its packs any longer.
#[derive(Debug)]
pub struct CallOffMeeting {
    /// Which.
    pub meeting: MeetingId,
}

impl Act for CallOffMeeting {
    type Bearing = Option<MeetingBearing>;

    fn event(&self) -> Event {
        Event::of("panel.called_off").about("panel-meeting", self.meeting)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        prepares(standing, bearing.as_ref())
    }
}
