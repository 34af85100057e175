//! Responsibility for a record, and how it passes from one local authority to another (TRF).

mod acts;
mod homes;
mod report;
mod responsibility;
mod state;
mod view;

pub use acts::{
    Answer, AnswerTransfer, KeepResponsibility, ListTransfers, ListUnanswered, ProposeTransfer,
    TransferBearing, ViewResponsibility, ViewTransfer, WithdrawTransfer, automatic_event,
};
pub use homes::{Homes, homes};
pub use report::{Report, Tally};
pub use responsibility::{
    Assigned, Decision, Kept, KnownAtCreation, OnRecord, Passing, Situation, assign, decide,
};
pub use state::{RejectedBecause, TransferState, WrongState};
pub use view::{
    Counts, KeptShown, MoveShown, Responsibility, TransferShown, Transfers, Unanswered,
};

/// Working days after which an unanswered proposal is chased (T-28).
pub const CHASED_AFTER: u32 = 10;

/// Working days after which the central team sees an unanswered proposal (T-28, TRF-06).
pub const ESCALATED_AFTER: u32 = 20;

/// For how many days a transfer that has ended is listed (TRF-08).
pub const LISTED_FOR_DAYS: u64 = 28;
