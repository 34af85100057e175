//! The channel for sources' own systems: what comes over HTTP, and the workers that take it in.

mod answer;
mod keys;
mod routes;
mod schema;
mod worker;

pub use keys::{CannotKeep, SourceKey, run as keep_keys};
pub use routes::{Channel, LONGEST_REQUEST, routes};
pub(crate) use schema::Published;
pub use worker::{for_ever, until_idle};
