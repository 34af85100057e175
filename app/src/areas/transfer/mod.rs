//! Transfers of responsibility between authorities, for their managers (TRF).

mod answer;
mod list;
mod record;
mod report;
mod server;

pub(crate) use answer::TransferPage;
pub(crate) use list::TransfersPage;
pub(crate) use record::ResponsibilityPage;
