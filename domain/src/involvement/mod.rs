//! Involvements: which services work with a child, and whom to ring (INV).

mod acts;
mod colleague;
mod entry;
mod keeping;
mod retention;
mod team;

pub(crate) use colleague::address;
pub(crate) use entry::check_end;

pub use acts::{
    ChangeInvolvement, EndInvolvement, ListMyInvolvements, MyInvolvement, MyInvolvementChild,
    ServiceChoice, StartBearing, StartInvolvement,
};
pub use colleague::{
    Colleague, ColleagueBearing, ColleagueChoice, NewPractitioner, RecordForColleague,
};
pub use entry::{EntryChanges, InvolvementEntry, Level, lasting};
pub use keeping::{
    Answer, ConfirmRetention, HandOver, InvolvementBearing, InvolvementInHand, KeepInvolvement,
    Purpose, ViewInvolvement,
};
pub use retention::{Asked, Longer, Retention, Stage, WhyKept};
pub use team::{AskToCheck, ListTeamInvolvements, TeamInvolvement};
