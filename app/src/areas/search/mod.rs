//! Finding a child (SRCH).

mod form;
mod results;
mod server;

pub(crate) use form::SearchPage;
pub(crate) use results::ResultsPage;
