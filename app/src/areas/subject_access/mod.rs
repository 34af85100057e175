//! Requests for what is held about oneself (SAR). The server alone makes these pages.

mod list;
mod log;
mod report;
mod request;
mod server;

pub(crate) use list::ListPage;
pub(crate) use log::LogPage;
pub(crate) use report::ReportPage;
pub(crate) use request::RequestPage;

/// The id of the field that is to be mended.
fn id_of(field: &str) -> String {
    match field {
        "received" | "on" | "decided" => format!("{field}-day"),
        field => field.to_owned(),
    }
}
