//! Children not receiving education (CNE), for the officers who find out about them and for the management
//! team. The server alone makes these pages.

mod list;
mod server;
mod start;

pub(crate) use list::{ListPage, ShieldedPage};
pub(crate) use start::StartPage;
