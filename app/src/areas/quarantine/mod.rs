//! What sources have sent that may be about a shielded child, for the manager who answers for the
//! record (D-34).

mod list;
mod row;
mod server;

pub(crate) use list::ListPage;
pub(crate) use row::RowPage;
