//! An operation captures nothing, so nothing leaves before the entry has committed.
use domain::child_record::{ChildRecordView, ViewChildRecord};
use registry::{Access, SignedIn, Stopped, child_record};

async fn look(user: SignedIn, act: ViewChildRecord) -> Option<ChildRecordView> {
    let mut carried = None;
    let _ = user
        .access(act, async |access: &mut Access<ViewChildRecord>| {
            carried = Some(child_record::view(access).await?);
            Ok::<(), Stopped>(())
        })
        .await;
    carried
}

fn main() {}
