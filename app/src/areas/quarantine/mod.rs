//! What sources have sent that may be about the child of a record, for whoever answers for that (MAT-02);
//! about a shielded one for its manager alone (D-34).

mod list;
mod row;
mod server;
mod targets;

pub(crate) use list::ListPage;
pub(crate) use row::RowPage;
pub(crate) use targets::TargetsPage;
