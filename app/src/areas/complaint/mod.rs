//! Complaints (CMP), and how to make one. The server alone makes these pages.

mod file;
mod list;
mod log;
mod procedure;
mod server;

pub(crate) use file::ComplaintPage;
pub(crate) use list::ListPage;
pub(crate) use log::LogPage;
pub(crate) use procedure::ProcedurePage;

/// The id of the field that is to be mended.
fn id_of(field: &str) -> String {
    match field {
        "received" | "arose" | "on" => format!("{field}-day"),
        "token" => "reference".to_owned(),
        field => field.to_owned(),
    }
}
