//! Asking for a record by hand (CRE-02 … CRE-06): a user who searched and found nobody asks, the
//! authority of the place checks, and until it has decided there is nothing that anybody could find.

mod acts;
mod asked;
mod decide;
mod question;
mod state;
mod view;

pub use acts::{
    AnswerCreation, AskForRecord, CreationBearing, ListMyCreations, OpenCreated, PrepareCreation,
    ViewMyCreation, WithdrawCreation,
};
pub use asked::{AskedRecord, Basis};
pub use decide::{CheckCreation, DecideCreation, Decision, ListCreations, LookAtArchived};
pub use question::Question;
pub use state::{DECIDED_WITHIN, LAPSES_AFTER_DAYS, SHOWN_FOR_DAYS, State, Step};
pub use view::{
    ArchivedCandidate, CreationChecked, CreationQueued, MyCreation, MyCreationShown, Progress,
    RequesterShown,
};
