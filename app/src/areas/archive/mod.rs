//! The archive: taking a record out of the live directory, looking at archived ones, restoring and
//! holding them (ARC).

mod certificates;
mod desk;
mod leave;
mod look;
mod server;

pub(crate) use certificates::CertificatesPage;
pub(crate) use desk::DeskPage;
pub(crate) use leave::LeavePage;
pub(crate) use look::{HoldPage, LookPage, RestorePage};

/// The field that a line of the error summary leads to.
fn id_of(field: &str) -> String {
    match field {
        "born" => "born-day".to_owned(),
        "review" => "review-day".to_owned(),
        other => other.to_owned(),
    }
}
