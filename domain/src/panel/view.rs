//! What the panel and its manager see. A pack has no field for where a child lives, learns or is
//! treated, who works with it, or who answered for it before (SHLD-08, matrix note 3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::meeting::MeetingState;
use crate::child_record::PersonName;
use crate::id::{AccountId, MeetingId, PackId, ShieldId};
use crate::shielding::{Ground, Origin, Outcome, Recommended, Review, ReviewShown};

/// Somebody who can be invited.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Member {
    /// The account.
    pub account: AccountId,
    /// The name.
    pub name: String,
}

/// A meeting in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MeetingListed {
    /// Which.
    pub id: MeetingId,
    /// The day.
    pub on: NaiveDate,
    /// Where it stands.
    pub state: MeetingState,
}

/// Meetings: to a member those that are not over; to the manager all, and what is needed to call one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Meetings {
    /// The meetings, latest first.
    pub meetings: Vec<MeetingListed>,
    /// To the manager: who can be invited. None to a member.
    pub members: Option<Vec<Member>>,
    /// To the manager: the day by which the next is due, where no meeting is planned and there is
    /// anything to meet about (T-27).
    pub due: Option<NaiveDate>,
}

/// A member at a meeting, as its manager sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MemberAtMeeting {
    /// Who.
    pub member: Member,
    /// Whether they say that they are there.
    pub said: bool,
    /// What the manager confirmed in closing.
    pub attended: Option<bool>,
}

/// A member's opinion, as the manager sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OpinionGiven {
    /// Whose.
    pub by: String,
    /// What they said.
    pub opinion: Review,
}

/// A shield that is before a meeting, in the meeting's list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PackListed {
    /// Which.
    pub id: PackId,
    /// The child's name.
    pub child: PersonName,
    /// To the manager: the shield, to be taken off or reviewed. None to a member.
    pub shield: Option<ShieldId>,
    /// What oneself said, or to the manager what all said.
    pub opinions: Vec<OpinionGiven>,
    /// What the meeting recommended.
    pub recommended: Option<Outcome>,
}

/// A shield that the manager could bring before a meeting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tableable {
    /// Which.
    pub shield: ShieldId,
    /// The child's name.
    pub child: PersonName,
    /// When its review falls due.
    pub due_on: NaiveDate,
}

/// One meeting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MeetingShown {
    /// Which.
    pub id: MeetingId,
    /// The day.
    pub on: NaiveDate,
    /// Where it stands.
    pub state: MeetingState,
    /// Whether its day has come.
    pub begun: bool,
    /// Whether its manager looks.
    pub manager: bool,
    /// To the manager: who is invited.
    pub members: Vec<MemberAtMeeting>,
    /// To a member: whether they have said that they are there.
    pub said: bool,
    /// The shields before it; to a member but those they asked for themselves.
    pub packs: Vec<PackListed>,
    /// To the manager: shields that could come before it.
    pub others: Vec<Tableable>,
}

/// A notice, as a pack tells it: not by whom.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PackNotice {
    /// Of which kind whoever gave it is.
    pub origin: Origin,
    /// Why; a source need not say.
    pub ground: Option<Ground>,
    /// Since when.
    pub raised_on: NaiveDate,
    /// Whether it was talked over with the child or the family.
    pub discussed_with_family: bool,
    /// Whether it was talked over with the manager of whoever asked.
    pub discussed_with_manager: bool,
    /// Since when it no longer stands.
    pub withdrawn_on: Option<NaiveDate>,
}

/// How many other children live where the child lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CoResidents {
    /// Whose records are shielded too.
    pub shielded: usize,
    /// Whose are not.
    pub open: usize,
}

/// A pack: what the panel needs for a recommendation, read when it is looked at and stored nowhere.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PackShown {
    /// Which.
    pub id: PackId,
    /// For which meeting.
    pub meeting: MeetingId,
    /// The day of the meeting.
    pub on: NaiveDate,
    /// Whether that has come.
    pub begun: bool,
    /// The child's name.
    pub child: PersonName,
    /// The child's age.
    pub age: i32,
    /// Why the record is shielded, what stands first.
    pub notices: Vec<PackNotice>,
    /// Reviews so far and whose views were taken, latest first.
    pub reviews: Vec<ReviewShown>,
    /// What meetings before recommended.
    pub recommended: Vec<Recommended>,
    /// Others where the child lives.
    pub co_residents: CoResidents,
    /// To a member: what they said. None to the manager, and before they said it.
    pub opinion: Option<Review>,
    /// Whether whoever looks gives an opinion: a member.
    pub gives_opinion: bool,
}
