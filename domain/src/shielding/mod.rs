//! Shielding: hiding all but four facts of a record, at once and by whoever sees the need, until
//! everyone who asked for it says that it is over and the responsible manager lifts it (SHLD, section
//! 4.4). No time ever lifts one.

mod acts;
mod ground;
mod notice;
mod review;
mod state;
mod view;

pub use acts::{
    LiftShield, ListMyNotices, ListOverdueAuthorities, ListShields, NoticeBearing, RequestShield,
    ReviewShield, ShieldBearing, ViewShield, ViewShieldedInFull, WithdrawNotice,
};
pub use ground::{Ground, Justification, OBJECTION};
pub use notice::{Asked, Origin};
pub use review::{Informed, NotInformed, Outcome, Review, ViewTaken};
pub use state::{
    FIRST_REVIEW_WITHIN_DAYS, NotYet, REMINDED_BEFORE_DAYS, REVIEWED_EACH_MONTHS, Shield,
    ShieldState,
};
pub use view::{
    MyNotice, Nearby, NoticeShown, OverdueAuthority, QueuedShield, ReviewShown, ShieldShown,
};
