//! Transfers of responsibility between authorities, for their managers (TRF).

mod list;
mod record;
mod server;
mod transfer;

pub(crate) use list::TransfersPage;
pub(crate) use record::ResponsibilityPage;
pub(crate) use transfer::TransferPage;
