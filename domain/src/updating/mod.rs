//! Keeping the facts of a record true by hand (UPD): what anyone with access may set right, what waits
//! for a decision, and why each item is what it is (REC-01).

mod acts;
mod change;
mod conflict;
mod view;

pub use acts::{ChangeDetail, Changed, DetailBearing, ExplainRecord, ViewDetails};
pub use change::{Edit, LONGEST_LIST, Part, Subject, check};
pub use conflict::{
    ConflictBearing, DecideConflict, Decision, Evidence, ListConflicts, ViewConflict,
};
pub use view::{
    BeforeShown, Choices, ClaimShown, ConflictRow, ConflictShown, DetailShown, DetailsShown,
    EntryBefore, EntryFrom, ExplainedItem, ExplainedRecord, SaidShown, lines,
};
