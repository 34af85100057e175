//! An access cannot be made by hand: its fields are private.
use domain::child_record::ViewChildRecord;
use registry::Access;

fn forge(act: ViewChildRecord) -> Access<ViewChildRecord> {
    Access { act }
}

fn main() {}
