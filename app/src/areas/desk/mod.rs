//! The management desk: what waits, in numbers that lead to lists, and the weeks behind (RPT-07).

mod line;
mod page;
mod server;

pub(crate) use line::LinePage;
pub(crate) use page::DeskPage;
