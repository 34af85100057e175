//! The extra rights of data administrators, given and taken back by their manager (matrix note 2).

mod page;
mod server;

pub(crate) use page::RightsPage;
