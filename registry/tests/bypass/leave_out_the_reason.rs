//! Without a reason there is no act.
use domain::child_record::ViewChildRecord;
use domain::id::ChildNumber;

fn view(child: ChildNumber) -> ViewChildRecord {
    ViewChildRecord { child }
}

fn main() {}
