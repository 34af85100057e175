//! A child's record: who else is working with this child, and whom to ring (REC).

mod in_full;
mod links;
mod moved;
mod open_record;
mod page;
mod server;
mod shielded;
mod through_glass;

pub(crate) use in_full::InFullPage;
pub(crate) use moved::MovedPage;
pub(crate) use page::RecordPage;
pub(crate) use through_glass::ThroughGlassPage;
