//! Neutral display lines, kept by the authority's manager (CAF-04).

mod page;
mod server;

pub(crate) use page::NeutralLinesPage;
