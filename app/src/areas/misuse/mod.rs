//! How accounts are used: what is looked into, reports, and what one is asked oneself (MIS). The server alone makes
//! these pages.

mod file;
mod list;
mod mine;
mod report;
mod server;
mod signs;
mod stops;

pub(crate) use file::FilePage;
pub(crate) use list::ListPage;
pub(crate) use mine::{MinePage, QuestionPage};
pub(crate) use report::ReportPage;
pub(crate) use stops::StopsPage;

/// The id of the field that is to be mended.
fn id_of(field: &str) -> String {
    field.to_owned()
}
