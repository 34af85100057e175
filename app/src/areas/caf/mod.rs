//! Common assessments: who holds the most recent one (CAF).

mod page;
mod server;

pub(crate) use page::RecordCafPage;
