//! The shielded record panel (SHLD-08): its manager calls a meeting, each shield whose time is near
//! comes before it, members see what was prepared for them and no more, and what the meeting recommends
//! decides nothing (D-05).

mod acts;
mod meeting;
mod view;

pub use acts::{
    CallOffMeeting, CloseMeeting, ConveneMeeting, GiveOpinion, ListMeetings, MeetingBearing,
    PackBearing, SayAttended, TableShield, TablingBearing, ViewMeeting, ViewPack,
};
pub use meeting::{MeetingState, next_due, remind_from, tabled_before};
pub use view::{
    CoResidents, MeetingListed, MeetingShown, Meetings, Member, MemberAtMeeting, OpinionGiven,
    PackListed, PackNotice, PackShown, Tableable,
};
