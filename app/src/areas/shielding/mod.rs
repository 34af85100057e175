//! Shields: asking for one, one's own, and the desk of the manager who answers for the record (SHLD).

mod ask;
mod list;
mod mine;
mod server;
mod settings;
mod shield;

pub(crate) use ask::AskPage;
pub(crate) use list::ListPage;
pub(crate) use mine::MinePage;
pub(crate) use settings::SettingsPage;
pub(crate) use shield::ShieldPage;

use domain::child_record::ShieldedRecord;
use domain::clock::written_date;

use components::SummaryRow;

/// The facts by which a child is told apart, whether shielded or not (D-01).
fn child_rows(child: &ShieldedRecord) -> Vec<SummaryRow> {
    vec![
        SummaryRow::new("Date of birth", written_date(child.date_of_birth.date)),
        SummaryRow::new("Gender", child.gender.title()),
        SummaryRow::new("ContactPoint number", child.number.to_string()),
    ]
}
