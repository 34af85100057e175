//! Of what a record was put together, joining it with another of the same child, and taking apart again
//! (MAT-05). The server alone makes these pages.

mod pair;
mod server;
mod sources;

pub(crate) use pair::PairPage;
pub(crate) use sources::SourcesPage;
