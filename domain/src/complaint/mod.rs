//! Complaints about what ContactPoint holds and about how it is used (CMP): logged with the authority that
//! received them, decided on, investigated and answered within twenty working days.

mod acts;
mod course;
mod deadlines;
mod lodged;
mod office;
mod triage;
mod view;

pub use acts::{
    AdvanceComplaint, ComplaintBearing, ListComplaints, LogComplaint, PrepareComplaint, SetOffice,
    SplitComplaint, ViewComplaint,
};
pub use course::{Course, Facts, Outcome, Stage, Step};
pub use deadlines::{ANSWERED_WITHIN_WORKING_DAYS, Deadlines, is_late};
pub use lodged::{About, Complainant, External, Lodged, Part, Reach, Typed, Who};
pub use office::{Office, PublishedOffice};
pub use triage::{Exclusion, LateBecause, OutOfTime, Triage, TypedTriage};
pub use view::{ComplaintListed, ComplaintShown, Complaints};
