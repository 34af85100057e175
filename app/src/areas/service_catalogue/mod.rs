//! The catalogue of services: which there are, and which are sensitive (INV-01, INV-02, SENS-01).

mod change;
mod list;
mod server;

pub(crate) use change::{AddPage, ChangePage};
pub(crate) use list::ListPage;
