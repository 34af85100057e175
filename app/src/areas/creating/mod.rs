//! Asking for a record, seeing how one's requests stand, and deciding on them (CRE-02 … CRE-06).

mod ask;
mod check;
mod fields;
mod mine;
mod queue;
mod server;
mod tell;

pub(crate) use ask::AskPage;
pub(crate) use check::CheckPage;
pub(crate) use mine::MinePage;
pub(crate) use queue::QueuePage;
pub(crate) use tell::TellPage;
