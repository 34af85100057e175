//! The shielded record panel: its meetings, and the packs that members see (SHLD-08).

mod list;
mod meeting;
mod pack;
mod server;

pub(crate) use list::MeetingsPage;
pub(crate) use meeting::MeetingPage;
pub(crate) use pack::PackPage;

/// The field that a line of the error summary leads to.
fn id_of(field: &str) -> String {
    match field {
        "on" => "on-day".to_owned(),
        other => other.to_owned(),
    }
}
