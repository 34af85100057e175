//! Disputes of items (DISP): that somebody says an item is wrong and the authority does not agree, with the
//! day of the dispute and later of its settling. What it is about is kept locally: there is nowhere to put
//! it here (DISP-02).

mod acts;
mod item;
mod view;

pub use acts::{ListDisputes, MarkDisputed, SettleDispute, ViewDispute, ViewDisputes};
pub use item::{DisputedItem, Outcome};
pub use view::{DisputeDetail, DisputeListed, LISTED, Mark, RecordDisputes, Settled};
