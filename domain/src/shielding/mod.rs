//! Shielding: hiding all but four facts of a record, at once and by whoever sees the need, until
//! everyone who asked for it says that it is over and the responsible manager lifts it (SHLD, section
//! 4.4). No time ever lifts one.

mod acts;
mod ground;
mod notice;
mod review;
mod settings;
mod state;
mod view;

pub use acts::{
    LiftShield, ListMyNotices, ListOverdueAuthorities, ListShields, NoticeBearing, RequestShield,
    ReviewShield, SetShieldSettings, ShieldBearing, ViewShield, ViewShieldSettings,
    ViewShieldedInFull, WithdrawNotice,
};
pub use ground::{Ground, Justification, OBJECTION};
pub use notice::{Asked, Origin};
pub use review::{Informed, NotInformed, Outcome, Review, ViewTaken};
pub use settings::{MEETS_EVERY_MONTHS, ShieldSettings};
pub use state::{
    FIRST_REVIEW_WITHIN_DAYS, NotYet, REMINDED_BEFORE_DAYS, REVIEWED_EACH_MONTHS, Shield,
    ShieldState,
};
pub use view::{
    MyNotice, Nearby, NoticeShown, OverdueAuthority, QueuedShield, Recommended, ReviewShown,
    ShieldShown,
};
