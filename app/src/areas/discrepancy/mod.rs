//! How many notices stand that an authority's sources, or national ones, have been told of (DISC).

mod list;
mod server;

pub(crate) use list::ListPage;
