//! The server over a real PostgreSQL, in one program: linked once, and run on every core.

mod caf;
mod coverage;
mod feeds;
mod notices;
mod seed;
mod sign_in;
mod supply;
mod supply_entries;
mod support;
mod wire;
