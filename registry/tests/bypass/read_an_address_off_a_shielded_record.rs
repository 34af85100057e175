//! A shielded record has nowhere to put an address.
use domain::child_record::ShieldedRecord;

fn whereabouts(record: &ShieldedRecord) -> String {
    format!("{:?}", record.whereabouts)
}

fn main() {}
