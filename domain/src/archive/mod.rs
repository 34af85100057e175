//! The archive: where records and items go that are no longer live, who may look at them and why,
//! what comes back, what is held, and what is destroyed (ARC, D-15, D-37 … D-39).
//!
//! All clocks are days: each is a function of a day that was written down and of today, and holds
//! whenever it is looked at (G-CLOCK).

mod access;
mod acts;
mod backups;
mod hold;
mod item;
mod leaving;
mod record;
mod reference;
mod shown;

pub use access::{AccessReason, OPEN_FOR_WORKING_DAYS, WindowBearing};
pub use acts::{
    ApproveAccess, DeclineAccess, HoldBearing, HoldRecord, KeepHold, ListArchive, ReleaseHold,
    RestoreRecord, SearchArchive, ViewArchived, Wanted,
};
pub use backups::{
    BACKUPS_FORGET_WITHIN_DAYS, Certificate, Certificates, InBackups, ListDestructions,
    NoteBackups, OldestBackup, forgotten_by,
};
pub use hold::{HELD_FOR_MONTHS, HoldReason, reviewed_by};
pub use item::{ItemKind, WhyArchived};
pub use leaving::{ArchiveRecord, Leaving, Step};
pub use record::{
    ArchivedRecord, KEPT_FOR_YEARS, RecordReason, archived_by, destroyed_on, due, out_of_reach_by,
};
pub use reference::CaseReference;
pub use shown::{
    ArchiveDesk, ArchivedShown, AskedWindow, HoldShown, InvolvementKept, ItemKept, MyWindow,
    RecordShown, Searched,
};
