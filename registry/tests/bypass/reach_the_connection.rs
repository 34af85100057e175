//! So is a transaction's connection.
use domain::child_record::ViewChildRecord;
use registry::Access;

fn reach(access: &mut Access<ViewChildRecord>) {
    let _ = access.connection();
}

fn main() {}
