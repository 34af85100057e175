//! How good the data are, and what fails (DQ).

mod estimates;
mod figures;
mod lists;
mod server;

pub(crate) use estimates::EstimatesPage;
pub(crate) use figures::{AuthorityPage, OwnPage};
pub(crate) use lists::{DuplicatesPage, IncompletePage, ShieldedPage};
