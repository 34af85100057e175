//! One's own account and activity (ACCT-12).

mod page;
mod server;

pub(crate) use page::AccountPage;
