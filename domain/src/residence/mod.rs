//! Who belongs in the directory: leaving England, and coming back (LVE, D-13, D-14, D-16).
//!
//! What is stated of a child who has ceased to live in England stands beside the record, which stays
//! until the child is known to have left for good. Whoever believes that one has come back says so,
//! and the management team of the place looks into the archive.

mod acts;
mod departure;
mod returned;
mod scope;
mod stated;
mod view;

pub use acts::{FindStillHere, ListLeaving, RecordSteps, ReportLeft, StateDeparture};
pub use departure::{AWAY_FOR_YEARS, Departure, Intention, WentTo};
pub use returned::{
    Believed, CloseReturned, ListMyReturns, ReportReturn, ReturnBearing, ReturnOutcome,
    SearchForReturned, ViewReturned,
};
pub use scope::{Presence, Scope, belongs, may_archive};
pub use stated::{Ask, REVIEWED_EACH_MONTHS, Stated};
pub use view::{
    CeasedShown, CeasedTold, LeavingCase, LeavingDesk, MyReturn, ReportShown, ReturnQueued,
    ReturnShown, Sought, StatedShown,
};
