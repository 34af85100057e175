//! A new identity (NEWID): the old record is sealed, and only then, by whoever holds the code that
//! this yields, a new one can be made. Nothing in here knows both.

mod acts;
mod code;
mod likeness;
mod record;

pub use acts::{AskedBy, MakeRecord, PrepareRecord, SealRecord, ShowReleaseCode};
pub use code::ReleaseCode;
pub use likeness::alike;
pub use record::NewRecord;

/// After how many working days at the earliest a record appears that was made with a code.
pub const APPEARS_AFTER: u32 = 3;

/// Before how many working days it has appeared.
pub const APPEARS_BEFORE: u32 = 15;
