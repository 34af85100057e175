//! The death of a child: telling of it, and what waits for its confirmation (DTH).

mod certificates;
mod deaths;
mod notify;
mod server;

pub(crate) use deaths::{DeathsPage, ReversePage};
pub(crate) use notify::NotifyPage;
