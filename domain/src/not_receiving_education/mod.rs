//! Children not receiving education: who of an area is of compulsory school age and has no educational
//! setting recorded (CNE).

mod acts;
mod age;
mod list;
mod setting;

pub use acts::{
    ListNotReceivingEducation, ListShieldedNotReceivingEducation, ListedBearing, OpenListed,
    RunBearing, RunNotReceivingEducation, ScheduleNotReceivingEducation, ViewSchedule,
    reason_to_open,
};
pub use age::births_of_school_age;
pub use list::{RunReason, WithoutSetting};
pub use setting::without_setting_from;
