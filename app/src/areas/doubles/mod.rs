//! Records that may be of one child, for whoever answers for them (MAT-08). The server alone makes these
//! pages.

mod list;
mod pair;
mod server;

pub(crate) use list::ListPage;
pub(crate) use pair::PairPage;
