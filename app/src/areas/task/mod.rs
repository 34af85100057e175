//! What waits for oneself: tasks and notices, in one place.

mod page;
mod server;

pub(crate) use page::TasksPage;
