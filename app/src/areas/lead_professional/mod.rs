//! Lead professionals: naming one, and ending it (CAF-05).

mod page;
mod server;

pub(crate) use page::NameLeadPage;
